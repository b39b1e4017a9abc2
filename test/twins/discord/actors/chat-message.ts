import type { APIMessage, ButtonStyle } from 'discord-api-types/v10';
import type { Core } from '../core.ts';
import { buttonsOf, labelOf, readable } from '../message/readable.ts';
import type { TwinMessage } from '../state/world.ts';

export interface SeenButton {
  readonly label: string;
  readonly customId: string | undefined;
  readonly isDisabled: boolean;
  readonly style: ButtonStyle;
}

/** A message as it stands on the screen, always as it is now. */
export interface ChatMessage {
  readonly id: string;
  readonly channelId: string;
  /** Everything readable: content, embeds, text displays. */
  readonly text: string;
  /** The bare content. */
  readonly content: string;
  readonly author: string;
  readonly authorId: string;
  readonly buttons: readonly SeenButton[];
  /** Labels of the buttons that can be pressed. */
  readonly labels: readonly string[];
  /** How often it was changed. */
  readonly edits: number;
  /** Its texts so far, the present one last. */
  readonly versions: readonly string[];
  /** The name of the one person who sees it. */
  readonly onlyFor: string | undefined;
  readonly isLoading: boolean;
  readonly isDeleted: boolean;
  /** Id of the message it answers. */
  readonly repliesTo: string | undefined;
  readonly reactions: readonly string[];
  /** As Discord keeps it. */
  readonly raw: APIMessage;
}

const views = new WeakMap<TwinMessage, ChatMessage>();
const stored = new WeakMap<ChatMessage, TwinMessage>();

/** The one view of a message. */
export function toChatMessage(core: Core, message: TwinMessage): ChatMessage {
  const known = views.get(message);
  if (known !== undefined) return known;
  const view: ChatMessage = {
    id: message.data.id,
    channelId: message.data.channel_id,
    get text() {
      return readable(message.data);
    },
    get content() {
      return message.data.content;
    },
    get author() {
      return message.data.author.global_name ?? message.data.author.username;
    },
    authorId: message.data.author.id,
    get buttons() {
      return buttonsOf(message.data).map((button) => ({
        label: labelOf(button),
        customId: 'custom_id' in button ? button.custom_id : undefined,
        isDisabled: button.disabled === true,
        style: button.style,
      }));
    },
    get labels() {
      return view.buttons.filter(({ isDisabled }) => !isDisabled).map(({ label }) => label);
    },
    get edits() {
      return message.past.length;
    },
    get versions() {
      return [...message.past, message.data].map(readable);
    },
    get onlyFor() {
      return message.seenBy === undefined ? undefined : (core.world.users.get(message.seenBy)?.data.username ?? message.seenBy);
    },
    get isLoading() {
      return message.isLoading;
    },
    get isDeleted() {
      return message.isDeleted;
    },
    get repliesTo() {
      return message.data.message_reference?.message_id;
    },
    get reactions() {
      return [...message.reactions].filter(([, users]) => users.size > 0).map(([emoji]) => emoji);
    },
    get raw() {
      return message.data;
    },
  };
  views.set(message, view);
  stored.set(view, message);
  return view;
}

/** The message behind a view. */
export function behind(view: ChatMessage): TwinMessage {
  const message = stored.get(view);
  if (message === undefined) throw new Error('This is no message of the twin.');
  return message;
}
