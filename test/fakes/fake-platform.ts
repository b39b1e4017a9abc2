import type { Answer } from '../../src/core/answers/answer.ts';
import type { CommandCall } from '../../src/core/answers/command-call.ts';
import { BotError } from '../../src/core/errors.ts';
import type { Inbox } from '../../src/core/events/inbound-event.ts';
import type { ParticipantId, Ref, RoomId } from '../../src/core/ids.ts';
import type { Outgoing, Platform, PlatformFacts, RoomFacts } from '../../src/core/ports/platform.ts';

/** One visible thing; `replaced` are the texts it had before. */
export interface Shown {
  readonly ref: Ref;
  readonly key: string;
  readonly room: RoomId;
  message: Outgoing;
  readonly replaced: Outgoing[];
  isRemoved: boolean;
}

export interface FakePlatform extends Platform {
  /** Somebody says something; resolves with the event's id when it is claimed. */
  say(
    who: string,
    text: string,
    options?: { readonly room?: string; readonly id?: string; readonly at?: number; readonly replyTo?: Ref; readonly pictures?: number },
  ): Promise<string>;
  edits(of: string, text: string, who: string): Promise<void>;
  deletes(of: string, who: string): Promise<void>;
  /** The same in a room. */
  in(room: string): Pick<FakePlatform, 'edits' | 'deletes'>;
  /** Calls a command, typed (`chat stop`) or filled in; resolves with the event's id. */
  command(who: string, call: string | CommandCall, room?: string): Promise<string>;
  /** A command of the menu on a message. */
  menu(who: string, command: string, on: { readonly room?: string; readonly target: Ref }): Promise<string>;
  /** Presses what has this label, as last shown. */
  presses(who: string, label: string, room?: string): Promise<string>;
  /** Presses this very token. */
  press(who: string, token: string, room?: string): Promise<string>;
  /** Everything visible or removed, in order of first showing. */
  readonly shown: Shown[];
  /** What stands in a room now. */
  texts(room?: string): readonly string[];
  /** The next calls of this kind fail; `after` makes them happen all the same, as when a response is lost. */
  failNext(call: 'send' | 'edit', times: number, after?: boolean): void;
  /** Calls of each kind so far. */
  readonly calls: { send: number; edit: number; find: number; remove: number };
}

export interface FakePlatformOptions {
  readonly facts?: Partial<PlatformFacts>;
  readonly canEdit?: boolean;
  /** A thread can begin with every message of a room. */
  readonly hasThreads?: boolean;
  readonly rooms?: Readonly<Record<string, RoomFacts>>;
  /** What a former life of the bot has shown here. */
  readonly before?: readonly Shown[];
  readonly now: () => number;
}

/** A platform in memory that reads like a chat: an edit changes the same message, the same key within its lifetime shows nothing twice. */
export function createFakePlatform({
  facts = {},
  canEdit = true,
  hasThreads = false,
  rooms = {},
  before = [],
  now,
}: FakePlatformOptions): FakePlatform {
  const shown: Shown[] = [...before];
  const failures = { send: { times: 0, after: false }, edit: { times: 0, after: false } };
  const calls = { send: 0, edit: 0, find: 0, remove: 0 };
  const sentAt = new Map<string, number>(before.map(({ key }) => [key, 0]));
  let inbox: Inbox | undefined;
  let events = 0;

  /** Lets a call fail before or after it took effect. */
  function act<Result>(call: 'send' | 'edit', effect: () => Result): Result {
    calls[call] += 1;
    const failure = failures[call];
    if (failure.times <= 0) return effect();
    failure.times -= 1;
    if (failure.after) effect();
    throw new BotError('platform-failed', `the fake ${call} failed`);
  }

  function changing(room: string | undefined): Pick<FakePlatform, 'edits' | 'deletes'> {
    const envelopeOf = (who: string) => envelope(who, room, now());
    return {
      async edits(of, text, who) {
        await inbox?.({ ...envelopeOf(who), id: `edit:${of}:${text}`, kind: 'messageEdited', ref: of, text });
      },
      async deletes(of, who) {
        await inbox?.({ ...envelopeOf(who), id: `delete:${of}`, kind: 'messageDeleted', ref: of });
      },
    };
  }

  const platform: FakePlatform = {
    name: 'fake',
    account: 'fake:mia',
    facts: { maxLength: 2000, dialect: 'markdown', keyLifetimeMs: 120_000, confirms: false, rehearsals: true, isLocal: true, ...facts },
    shown,
    calls,
    async start(given) {
      inbox = given;
    },
    async stop() {
      inbox = undefined;
    },
    send: async ({ room }, message, key) =>
      act('send', () => {
        const known = shown.find((one) => one.key === key);
        if (known !== undefined && now() - (sentAt.get(key) ?? 0) < platform.facts.keyLifetimeMs) return known.ref;
        const ref = `ref-${shown.length + 1}`;
        sentAt.set(key, now());
        shown.push({ ref, key, room, message, replaced: [], isRemoved: false });
        return ref;
      }),
    async find({ room }, { key }) {
      calls.find += 1;
      return shown.find((one) => one.room === room && one.key === key && !one.isRemoved)?.ref;
    },
    describe: async (room) => {
      const known = rooms[room];
      if (known !== undefined) return known;
      if (room.startsWith('fake:dm/')) return { kind: 'dm' };
      const [place, thread] = room.split('/');
      return { kind: 'room', ...(thread === undefined ? {} : { parent: place as RoomId }) };
    },
    async remove(_target, ref) {
      calls.remove += 1;
      for (const one of shown) if (one.ref === ref) one.isRemoved = true;
    },
    async say(who, text, { room, id: given, at = now(), ...more } = {}) {
      events += 1;
      const id = given ?? `event-${events}`;
      await inbox?.({ ...envelope(who, room, at), id, kind: 'message', ref: id, text, ...more });
      return id;
    },
    ...changing(undefined),
    in: changing,
    async command(who, call, room) {
      events += 1;
      const id = `event-${events}`;
      const filled = typeof call === 'string' ? { command: call, args: {} } : call;
      await inbox?.({ ...envelope(who, room, now()), id, kind: 'command', call: filled });
      return id;
    },
    async menu(who, command, { room, target }) {
      events += 1;
      const id = `event-${events}`;
      await inbox?.({ ...envelope(who, room, now()), id, kind: 'command', call: { command, args: {} }, target });
      return id;
    },
    async presses(who, label, room) {
      const actions = shown.flatMap(({ message }) => message.actions ?? []);
      const token = actions.findLast((action) => action.label === label)?.token;
      if (token === undefined) throw new Error(`nothing to press is called ${label}`);
      return platform.press(who, token, room);
    },
    async press(who, token, room) {
      events += 1;
      const id = `event-${events}`;
      await inbox?.({ ...envelope(who, room, now()), id, kind: 'press', token });
      return id;
    },
    texts: (room) =>
      shown
        .filter(({ message }) => !(message.kind === 'answer' && message.answer.kind === 'talk'))
        .filter((one) => !one.isRemoved && (room === undefined || one.room === room))
        .map(({ message }) => textOf(message)),
    failNext(call, times, after = false) {
      failures[call] = { times, after };
    },
  };
  if (canEdit) {
    platform.edit = async (_target, message, { ref }) =>
      act('edit', () => {
        const one = shown.find((candidate) => candidate.ref === ref);
        if (one === undefined) throw new BotError('platform-failed', 'no such message');
        one.replaced.push(one.message);
        one.message = message;
      });
  }
  if (hasThreads) {
    platform.threadOn = ({ room, ref }) => (room.includes('/') ? undefined : `${room}/${ref}`);
  }
  return platform;
}

function envelope(who: string, room: string | undefined, at: number) {
  const participant: ParticipantId = `fake:${who}`;
  return { account: 'fake:mia', participant, name: who, at, room: `fake:${room ?? `dm/${who}`}` as RoomId };
}

function textOf(message: Outgoing): string {
  if (message.kind === 'reply') return message.text;
  if (message.kind === 'answer') return textOfAnswer(message.answer);
  if (message.kind === 'error') return `${message.partial ?? ''}[${message.code}]`;
  return `-# ${message.text}`;
}

function textOfAnswer(answer: Answer): string {
  switch (answer.kind) {
    case 'text':
      return answer.body;
    case 'panel':
      return [answer.title, ...answer.parts.map(({ title, body }) => `${title} ${body}`.trim())].join('\n');
    case 'progress':
      return answer.note;
    case 'form':
      return answer.form.title;
    case 'talk':
      return '';
  }
}
