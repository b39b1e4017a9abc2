import { until, untilQuiet } from '../../wait.ts';
import type { Core } from '../core.ts';
import { append, send } from '../state/append.ts';
import { partOf } from '../state/content.ts';
import { upgradeRoom } from '../state/create-room.ts';
import { joining } from '../state/member-content.ts';
import { changeMembership, join } from '../state/membership.ts';
import { creatorsOf } from '../state/power.ts';
import { canSee, type Membership, membershipOf, membersIn, stateOf } from '../state/room-state.ts';
import { addUser, type Content, must, type TwinEvent, type TwinRoom } from '../state/world.ts';
import { type ChatMessage, isMessage, toChatMessage } from './chat-message.ts';
import { titleOf, transcribe } from './transcript.ts';

export interface Named {
  readonly id: string;
}

export interface Looking {
  /** Only what came later than this. */
  readonly after?: ChatMessage;
  /** Whose words; the bot's when absent. */
  readonly by?: Named;
  /** In real time. */
  readonly ms?: number;
}

/** A room as people see it. What is not said to be somebody's deed is done by its creator. */
export interface Room {
  readonly id: string;
  readonly name: string;
  readonly room: TwinRoom;
  /** Waits for a message of the bot's whose text is so, now or after an edit; the newest one. */
  sees(text: string | RegExp, looking?: Looking): Promise<ChatMessage>;
  /** Waits until something is so here; `what` names it when it never is. */
  until(what: string, isSo: () => boolean, ms?: number): Promise<void>;
  /** Waits until the bot has come to rest here: nothing typing or being written. */
  settles(options?: { readonly quietMs?: number; readonly ms?: number }): Promise<void>;
  /** Everything that stands here, or what one person sees of it. */
  transcript(viewer?: Named): string;
  messages(viewer?: Named): readonly ChatMessage[];
  readonly last: ChatMessage | undefined;
  readonly events: readonly TwinEvent[];
  state(type: string, key?: string): Content | undefined;
  membership(whom: Named): Membership;
  readonly members: readonly string[];
  /** When the bot began or went on to type here. */
  readonly typings: readonly number[];
  isTyping(whom: Named): boolean;
  /** How far somebody has read: an event's id. */
  readBy(whom: Named): string | undefined;
  /** The creator writes a state event. */
  sets(type: string, content: Content, key?: string): void;
  encrypts(): void;
  /** Gives somebody a power level. */
  gives(whom: Named, level: number): void;
  /** What it takes to do something: `events_default`, `redact`, or a type of event. */
  needs(act: string, level: number): void;
  /** Closes it for a new one, and takes those people along by invitation. */
  upgrades(version?: string, guests?: readonly Named[]): Room;
  invites(whom: Named, how?: { readonly isDirect?: boolean }): void;
  /** So many more people come in. */
  fills(count: number): void;
  removes(whom: Named, reason?: string): void;
  bans(whom: Named, reason?: string): void;
}

const rooms = new WeakMap<TwinRoom, Room>();

export function toRoom(core: Core, room: TwinRoom): Room {
  const known = rooms.get(room);
  if (known !== undefined) return known;
  const view = makeRoom(core, room);
  rooms.set(room, view);
  return view;
}

function makeRoom(core: Core, room: TwinRoom): Room {
  const creator = must(creatorsOf(room)[0], 'creator of that room');
  const visible = (viewer: Named | undefined): readonly TwinEvent[] =>
    room.events.filter(
      (event) => isMessage(event) && event.redactedBy === undefined && (viewer === undefined || canSee(room, viewer.id, event)),
    );
  const levels = (change: Content): void => {
    const content = { ...stateOf(room, 'm.room.power_levels'), ...change };
    append(core, room, { sender: creator, type: 'm.room.power_levels', content, stateKey: '' });
  };
  const level = (part: string, change: Content): void =>
    levels({ [part]: { ...partOf(stateOf(room, 'm.room.power_levels'), part), ...change } });
  const view: Room = {
    id: room.id,
    get name() {
      return titleOf(core, room);
    },
    room,
    sees: (text, looking) => look(core, { view, text, looking: looking ?? {}, candidates: () => visible(undefined) }),
    async until(name, isSo, ms) {
      const what = (): string => `It never came to be that ${name}:\n${view.transcript()}`;
      await until(core, () => (isSo() ? true : undefined), { what, ...(ms === undefined ? {} : { ms }) });
    },
    settles({ quietMs = 250, ms = 10_000 } = {}) {
      const what = (): string => `${view.name} did not come to rest:\n${view.transcript()}`;
      return untilQuiet(core, () => core.ledger.open > 0 || room.typing.has(core.bot.id), { quietMs, ms, what });
    },
    transcript: (viewer) => transcribe(core, room, viewer?.id),
    messages: (viewer) => visible(viewer).map((event) => toChatMessage(core, event)),
    get last() {
      return view.messages().at(-1);
    },
    events: room.events,
    state: (type, key) => stateOf(room, type, key),
    membership: ({ id }) => membershipOf(room, id),
    get members() {
      return membersIn(room, 'join');
    },
    get typings() {
      return room.typings.filter(({ userId }) => userId === core.bot.id).map(({ at }) => at);
    },
    isTyping: ({ id }) => room.typing.has(id),
    readBy: ({ id }) =>
      [...room.receipts.values()]
        .filter(({ userId, type }) => userId === id && type !== 'm.fully_read')
        .toSorted((a, b) => a.position - b.position)
        .at(-1)?.eventId,
    sets: (type, content, key = '') => void send(core, room, { sender: creator, type, content, stateKey: key }),
    encrypts: () => view.sets('m.room.encryption', { algorithm: 'm.megolm.v1.aes-sha2' }),
    gives: ({ id }, power) => level('users', { [id]: power }),
    needs: (act, power) => (act.includes('.') ? level('events', { [act]: power }) : levels({ [act]: power })),
    upgrades(version = '12', guests = []) {
      const next = upgradeRoom(core, room, { by: creator, version });
      for (const { id } of guests) changeMembership(core, next, { sender: creator, target: id, membership: 'invite' });
      return toRoom(core, next);
    },
    invites: ({ id }, { isDirect = false } = {}) =>
      void changeMembership(core, room, { sender: creator, target: id, membership: 'invite', isDirect }),
    fills(count) {
      for (let nth = 0; nth < count; nth += 1) {
        const { id } = addUser(core.world, `Guest ${core.world.users.size}`);
        append(core, room, { sender: id, type: 'm.room.member', content: joining(core, id), stateKey: id });
      }
    },
    removes: ({ id }, reason) => void changeMembership(core, room, { sender: creator, target: id, membership: 'leave', reason }),
    bans: ({ id }, reason) => void changeMembership(core, room, { sender: creator, target: id, membership: 'ban', reason }),
  };
  return view;
}

interface Look {
  readonly view: Room;
  readonly text: string | RegExp;
  readonly looking: Looking;
  candidates(): readonly TwinEvent[];
}

/** Waits for a text among the candidates. */
export async function look(core: Core, { view, text, looking, candidates }: Look): Promise<ChatMessage> {
  const author = looking.by?.id ?? core.bot.id;
  const find = (): ChatMessage | undefined =>
    candidates()
      .filter(({ data, position }) => data.sender === author && position > (looking.after?.event.position ?? 0))
      .map((event) => toChatMessage(core, event))
      .findLast((message) => (typeof text === 'string' ? message.text.includes(text) : text.test(message.text)));
  const what = (): string => `Nobody saw ${String(text)} in this:\n${view.transcript()}`;
  return await until(core, find, { what, ...(looking.ms === undefined ? {} : { ms: looking.ms }) });
}

/** Comes in, by an invitation of the creator's when there must be one. */
export function enter(core: Core, room: TwinRoom, userId: string): void {
  const user = must(core.world.users.get(userId), `user ${userId}`);
  const creator = must(creatorsOf(room)[0], 'creator of that room');
  if (membershipOf(room, userId) === 'join') return;
  if (membershipOf(room, userId) !== 'invite' && stateOf(room, 'm.room.join_rules')?.['join_rule'] !== 'public')
    changeMembership(core, room, { sender: creator, target: userId, membership: 'invite' });
  join(core, room, user);
}
