import { type APIApplicationCommandOptionChoice, ApplicationCommandType, InteractionType } from 'discord-api-types/v10';
import type { Core } from '../core.ts';
import { announceTyping } from '../gateway/message-events.ts';
import { createMessage } from '../message/compose.ts';
import type { Upload } from '../message/store-file.ts';
import { Right, rightsIn, sendRight } from '../state/permissions.ts';
import type { TwinUser } from '../state/world.ts';
import { type Asked, ask } from './asked.ts';
import { behind, type ChatMessage, toChatMessage } from './chat-message.ts';
import { fillOptions, type Givens, resolve } from './fill-options.ts';
import { findCommand } from './find-command.ts';
import { raise } from './raise.ts';
import { type Looking, look, type Named, type Room } from './room.ts';

export interface Saying {
  readonly files?: readonly Upload[];
}

/** A person in a room. */
export interface Seat {
  readonly room: Room;
  says(text: string, more?: Saying): Promise<ChatMessage>;
  /** Names somebody first. */
  mentions(whom: Named, text: string, more?: Saying): Promise<ChatMessage>;
  /** Pings its author, unless `ping` is false. */
  repliesTo(message: ChatMessage, text: string, more?: Saying & { readonly ping?: boolean }): Promise<ChatMessage>;
  types(): void;
  /** `personality use`, with typed options; a choice may be named by what is shown. */
  slash(path: string, options?: Givens): Asked;
  /** What Discord suggests while an option is typed. */
  completes(
    path: string,
    option: string,
    typed: string | { readonly typed: string; readonly beside: Givens },
  ): Promise<readonly APIApplicationCommandOptionChoice[]>;
  /** A command of the menu on a message or on somebody. */
  menu(name: string, target: ChatMessage | Named): Asked;
  /** Like the room's, with what only this person sees. */
  sees(text: string | RegExp, looking?: Looking): Promise<ChatMessage>;
  settles(): Promise<void>;
  transcript(): string;
  readonly last: ChatMessage | undefined;
}

/** What somebody with Nitro can write; bots must live with it. */
const longest = 4000;

export function takeSeat(core: Core, user: TwinUser, room: Room): Seat {
  const { channel } = room;
  const place = { channel, user };
  const write = async (
    content: string,
    { files = [], ...more }: Saying & { readonly replyTo?: string; readonly ping?: boolean } = {},
  ): Promise<ChatMessage> => {
    const needed = Right.ViewChannel | (channel.guildId === undefined ? 0n : sendRight(channel));
    if ((rightsIn(core.world, channel, user.data.id) & needed) !== needed)
      throw new Error(`${user.data.username} may not write in #${room.name}.`);
    if (content.length > longest) throw new Error(`Discord lets nobody write ${content.length} characters.`);
    if (content.trim() === '' && files.length === 0) throw new Error('Discord lets nobody send nothing.');
    if (channel.thread !== undefined) channel.thread.members.add(user.data.id);
    const reference = more.replyTo === undefined ? {} : { message_reference: { message_id: more.replyTo } };
    const silent =
      more.ping === false ? { allowed_mentions: { parse: ['users', 'roles', 'everyone'] as never[], replied_user: false } } : {};
    const message = createMessage(core, { channel, author: user.data, files, body: { content, ...reference, ...silent } });
    return toChatMessage(core, message);
  };
  const command = (path: string, givens: Givens, focused?: string) => {
    const [name = '', ...deeper] = path.split(' ');
    const { command: found, owners } = findCommand(core, place, { name, type: ApplicationCommandType.ChatInput });
    const { options, resolved } = fillOptions(core, found, {
      path: deeper,
      givens,
      channel,
      ...(focused === undefined ? {} : { focused }),
    });
    const data = {
      id: found.id,
      name: found.name,
      type: found.type,
      ...(options.length > 0 ? { options } : {}),
      ...(Object.keys(resolved).length > 0 ? { resolved } : {}),
      ...(found.guild_id === undefined ? {} : { guild_id: found.guild_id }),
    };
    const type = focused === undefined ? InteractionType.ApplicationCommand : InteractionType.ApplicationCommandAutocomplete;
    return raise(core, { place, type, data, owners });
  };
  const menu = (name: string, target: ChatMessage | Named) => {
    const isMessage = 'channelId' in target;
    const type = isMessage ? ApplicationCommandType.Message : ApplicationCommandType.User;
    const { command: found, owners } = findCommand(core, place, { name, type });
    const resolved: Record<string, Record<string, unknown>> = {};
    // Whoever uses the menu on a message shows its words to the bot.
    if (isMessage) resolved['messages'] = { [target.id]: behind(target).data };
    else resolve(core, target.id, { channel, resolved });
    const data = { id: found.id, name, type, target_id: target.id, resolved };
    const metadata = isMessage ? { target_message_id: target.id } : { target_user: core.world.users.get(target.id)?.data };
    return raise(core, { place, type: InteractionType.ApplicationCommand, data, owners, isMenu: true, metadata });
  };
  return {
    room,
    says: write,
    mentions: (whom, text, more) => write(`<@${whom.id}> ${text}`, more),
    repliesTo: (message, text, more) => write(text, { ...more, replyTo: message.id }),
    types: () => announceTyping(core, channel, user.data.id),
    slash: (path, options = {}) => ask(core, () => command(path, options)),
    async completes(path, option, typed) {
      const { typed: text, beside } = typeof typed === 'string' ? { typed, beside: {} } : typed;
      const { choices } = await ask(core, () => command(path, { ...beside, [option]: text }, option));
      if (choices === undefined) throw new Error(`No suggestions came for ${option}.`);
      return choices;
    },
    menu: (name, target) => ask(core, () => menu(name, target)),
    sees: (text, looking) =>
      look(core, {
        room,
        text,
        looking: looking ?? {},
        candidates: () =>
          [...channel.messages.values()].filter(({ seenBy, isDeleted }) => !isDeleted && (seenBy === undefined || seenBy === user.data.id)),
      }),
    settles: () => room.settles(),
    transcript: () => room.transcript(user.data),
    get last() {
      return room.messages(user.data).at(-1);
    },
  };
}
