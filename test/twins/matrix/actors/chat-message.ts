import type { Core } from '../core.ts';
import { partOf, textOf } from '../state/content.ts';
import { nameOf } from '../state/member-content.ts';
import { editsOf, relatedTo, relationOf, repliesTo } from '../state/relations.ts';
import { type Content, must, type TwinEvent, type TwinRoom } from '../state/world.ts';

/** A message as it stands on the screen, always as it is now. */
export interface ChatMessage {
  readonly id: string;
  readonly roomId: string;
  /** Its text, after edits. */
  readonly text: string;
  /** Its `formatted_body`, after edits. */
  readonly html: string | undefined;
  /** Whom clients show as its author: the name in this room. */
  readonly author: string;
  readonly authorId: string;
  /** The personality it is shown as where clients know such (MSC4144). */
  readonly persona: string | undefined;
  /** `m.text`, `m.notice`, … */
  readonly kind: string | undefined;
  /** How often it was edited. */
  readonly edits: number;
  /** Its texts so far, the present one last. */
  readonly versions: readonly string[];
  readonly isRedacted: boolean;
  /** Id of the message it answers; in a thread only when that is meant. */
  readonly repliesTo: string | undefined;
  /** Id of the thread's root. */
  readonly thread: string | undefined;
  readonly reactions: readonly { readonly key: string; readonly by: string; readonly id: string }[];
  /** As it stands, after edits. */
  readonly content: Content;
  /** As the server keeps it. */
  readonly event: TwinEvent;
}

const views = new WeakMap<TwinEvent, ChatMessage>();

/** Whether an event is a message of its own on the screen. */
export const isMessage = ({ original }: TwinEvent): boolean =>
  (original.type === 'm.room.message' || original.type === 'm.room.encrypted') &&
  original.state_key === undefined &&
  relationOf(original)?.type !== 'm.replace';

/** The one view of a message. */
export function toChatMessage(core: Core, event: TwinEvent): ChatMessage {
  const known = views.get(event);
  if (known !== undefined) return known;
  const view = makeView(core, must(core.world.rooms.get(event.data.room_id), 'room of that message'), event);
  views.set(event, view);
  return view;
}

function makeView(core: Core, room: TwinRoom, event: TwinEvent): ChatMessage {
  const { event_id: id, sender } = event.data;
  const versions = (): readonly Content[] =>
    event.redactedBy !== undefined
      ? [{}]
      : [event.data.content, ...editsOf(room, event).map(({ data }) => partOf(data.content, 'm.new_content'))];
  const content = (): Content => versions().at(-1) ?? {};
  const words = (one: Content): string => textOf(one, 'body') ?? (event.original.type === 'm.room.encrypted' ? '(encrypted)' : '');
  return {
    id,
    roomId: room.id,
    get text() {
      return words(content());
    },
    get html() {
      return textOf(content(), 'formatted_body');
    },
    get author() {
      return nameOf(core, room, sender);
    },
    authorId: sender,
    get persona() {
      return textOf(partOf(event.data.content, 'com.beeper.per_message_profile'), 'displayname');
    },
    get kind() {
      return textOf(content(), 'msgtype');
    },
    get edits() {
      return versions().length - 1;
    },
    get versions() {
      return versions().map(words);
    },
    get isRedacted() {
      return event.redactedBy !== undefined;
    },
    get repliesTo() {
      const isFallback = partOf(event.data.content, 'm.relates_to')['is_falling_back'] === true;
      return isFallback ? undefined : repliesTo(event.data);
    },
    get thread() {
      const relation = relationOf(event.data);
      return relation?.type === 'm.thread' ? relation.target : undefined;
    },
    get reactions() {
      return relatedTo(room, id, 'm.annotation').map(({ data }) => ({
        key: relationOf(data)?.key ?? '',
        by: data.sender,
        id: data.event_id,
      }));
    },
    get content() {
      return content();
    },
    event,
  };
}
