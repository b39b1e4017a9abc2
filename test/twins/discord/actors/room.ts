import { ChannelType, OverwriteType } from 'discord-api-types/v10';
import { until, untilQuiet } from '../../wait.ts';
import type { Core } from '../core.ts';
import { announceChannel } from '../gateway/guild-events.ts';
import { createMessage } from '../message/compose.ts';
import { readable } from '../message/readable.ts';
import { addThread, removeChannel, writeThreadLine } from '../state/add-channel.ts';
import { type RightName, toBits } from '../state/permissions.ts';
import { must, type TwinChannel, type TwinMessage } from '../state/world.ts';
import { behind, type ChatMessage, toChatMessage } from './chat-message.ts';
import { nameOf, transcribe } from './transcript.ts';

export interface Named {
  readonly id: string;
}

export interface Looking {
  /** Only what came later than this. */
  readonly after?: Named;
  /** Whose words; the bot's when absent. */
  readonly by?: Named;
  /** In real time. */
  readonly ms?: number;
}

/** A channel, thread or conversation as people see it. */
export interface Room {
  readonly id: string;
  readonly name: string;
  readonly mention: string;
  readonly channel: TwinChannel;
  /** Waits for a message of the bot's whose readable text is so, now or after an edit; the newest one. */
  sees(text: string | RegExp, looking?: Looking): Promise<ChatMessage>;
  /** Waits until the bot has come to rest here: nothing thinking, typing or being written. */
  settles(options?: { readonly quietMs?: number; readonly ms?: number }): Promise<void>;
  /** Everything that stands here, or what one person sees of it. */
  transcript(viewer?: Named): string;
  messages(viewer?: Named): readonly ChatMessage[];
  readonly last: ChatMessage | undefined;
  /** How often the bot showed here that it types. */
  readonly typings: number;
  /** Opens a thread; `from` a message, or alone, or private with those people (and the bot if it is among them). */
  thread(
    name: string,
    by: Named,
    how?: { readonly from?: ChatMessage; readonly isPrivate?: boolean; readonly with?: readonly Named[] },
  ): Room;
  /** The threads that stand here, whoever opened them. */
  readonly threads: readonly Room[];
  /** Takes rights from somebody, a role, or `everyone`. */
  denies(whom: Named | 'everyone', ...rights: readonly RightName[]): void;
  allows(whom: Named | 'everyone', ...rights: readonly RightName[]): void;
  restrictToAdults(isRestricted?: boolean): void;
  archive(isLocked?: boolean): void;
  disappears(): void;
  /** A webhook speaks under a name of its own. */
  webhookSays(name: string, text: string): ChatMessage;
}

const rooms = new WeakMap<TwinChannel, Room>();

export function toRoom(core: Core, channel: TwinChannel): Room {
  const known = rooms.get(channel);
  if (known !== undefined) return known;
  const room = makeRoom(core, channel);
  rooms.set(channel, room);
  return room;
}

function makeRoom(core: Core, channel: TwinChannel): Room {
  const visible = (viewer: Named | undefined): readonly TwinMessage[] =>
    [...channel.messages.values()].filter(({ seenBy, isDeleted }) => !isDeleted && (seenBy === undefined || seenBy === viewer?.id));
  const room: Room = {
    id: channel.id,
    get name() {
      return nameOf(core, channel);
    },
    mention: `<#${channel.id}>`,
    channel,
    sees: (text, looking) => look(core, { room, text, looking: looking ?? {}, candidates: () => visible(undefined) }),
    settles({ quietMs = 250, ms = 10_000 } = {}) {
      const what = (): string => `#${room.name} did not come to rest:\n${room.transcript()}`;
      return untilQuiet(core, () => isBusy(core, channel), { quietMs, ms, what });
    },
    transcript: (viewer) => transcribe(core, channel, viewer?.id),
    messages: (viewer) => visible(viewer).map((message) => toChatMessage(core, message)),
    get last() {
      return room.messages().at(-1);
    },
    get typings() {
      return channel.typings.length;
    },
    thread(name, by, { from, isPrivate = false, with: others = [] } = {}) {
      const start = from === undefined ? undefined : behind(from);
      const type = isPrivate ? ChannelType.PrivateThread : ChannelType.PublicThread;
      const thread = addThread(core, channel, { name, ownerId: by.id, type, from: start });
      for (const { id } of others) must(thread.thread, 'thread').members.add(id);
      if (others.some(({ id }) => id === core.bot.id)) announceChannel(core, thread, 'UPDATE');
      writeThreadLine(core, thread, start);
      return toRoom(core, thread);
    },
    get threads() {
      return [...core.world.channels.values()]
        .filter((one) => one.thread !== undefined && one.parentId === channel.id)
        .map((one) => toRoom(core, one));
    },
    denies: (whom, ...names) => overwrite(core, channel, { whom, deny: toBits(names), allow: 0n }),
    allows: (whom, ...names) => overwrite(core, channel, { whom, deny: 0n, allow: toBits(names) }),
    restrictToAdults(isRestricted = true) {
      channel.isAgeRestricted = isRestricted;
      announceChannel(core, channel, 'UPDATE');
    },
    archive(isLocked = false) {
      const thread = must(channel.thread, `thread called ${channel.name}`);
      thread.archived = true;
      thread.locked = isLocked;
      announceChannel(core, channel, 'UPDATE');
    },
    disappears: () => removeChannel(core, channel),
    webhookSays(name, text) {
      const id = core.clock.snowflake();
      const author = { id, username: name, discriminator: '0000', global_name: null, avatar: null, bot: true };
      return toChatMessage(core, createMessage(core, { channel, author, body: { content: text }, more: { webhook_id: id } }));
    },
  };
  return room;
}

interface Look {
  readonly room: Room;
  readonly text: string | RegExp;
  readonly looking: Looking;
  candidates(): readonly TwinMessage[];
}

/** Waits for a text among the candidates. */
export async function look(core: Core, { room, text, looking, candidates }: Look): Promise<ChatMessage> {
  const author = looking.by?.id ?? core.bot.id;
  const fits = ({ data, isLoading }: TwinMessage): boolean => {
    if (isLoading || data.author.id !== author || (looking.after !== undefined && BigInt(data.id) <= BigInt(looking.after.id)))
      return false;
    return typeof text === 'string' ? readable(data).includes(text) : text.test(readable(data));
  };
  const what = (): string => `Nobody saw ${String(text)} in this:\n${room.transcript()}`;
  return toChatMessage(
    core,
    await until(core, () => candidates().findLast(fits), { what, ...(looking.ms === undefined ? {} : { ms: looking.ms }) }),
  );
}

/** How long "is typing" stands there. */
const typingMs = 10_000;

function isBusy(core: Core, channel: TwinChannel): boolean {
  if (core.ledger.open > 0) return true;
  const all = [...channel.messages.values()].filter(({ isDeleted }) => !isDeleted);
  if (all.some(({ isLoading }) => isLoading)) return true;
  if ([...core.interactions.all.values()].some((one) => one.channel === channel && one.answered === undefined && !one.hasFailed))
    return true;
  const typed = channel.typings.at(-1) ?? 0;
  const spoken = all.findLast(({ data }) => data.author.id === core.bot.id);
  const isTyping = core.clock.now() - typed < typingMs;
  return isTyping && (spoken === undefined || Date.parse(spoken.data.edited_timestamp ?? spoken.data.timestamp) < typed);
}

function overwrite(
  core: Core,
  channel: TwinChannel,
  { whom, deny, allow }: { readonly whom: Named | 'everyone'; readonly deny: bigint; readonly allow: bigint },
): void {
  const guildId = must(channel.guildId, 'server of this room');
  const id = whom === 'everyone' ? guildId : whom.id;
  const type = core.world.guilds.get(guildId)?.roles.has(id) === true ? OverwriteType.Role : OverwriteType.Member;
  const old = channel.overwrites.find((one) => one.id === id) ?? { id, type, allow: '0', deny: '0' };
  const next = { id, type, allow: String((BigInt(old.allow) & ~deny) | allow), deny: String((BigInt(old.deny) & ~allow) | deny) };
  channel.overwrites = [...channel.overwrites.filter((one) => one.id !== id), next];
  announceChannel(core, channel, 'UPDATE');
}
