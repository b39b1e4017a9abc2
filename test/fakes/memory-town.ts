import type { Caller } from '../../src/core/commands/call.ts';
import type { ParticipantId, RoomId } from '../../src/core/ids.ts';
import { createMemory } from '../../src/core/memory/create-memory.ts';
import type { Memory } from '../../src/core/memory/memory.ts';
import type { Message, Rating, Store } from '../../src/core/ports/store.ts';
import { dmAudience, roomAudience } from '../../src/core/privacy/audience.ts';
import type { ReceiptSource } from '../../src/core/prompting/receipt.ts';
import { receiptWith } from '../contracts/store-samples.ts';
import { createFakeClock, type FakeClock } from './fake-clock.ts';

export const graceMs = 600_000;

export interface Line {
  readonly by: string;
  readonly text: string;
  /** A room's name; without it a private chat. */
  readonly room?: string;
  readonly members?: readonly string[];
  readonly personality?: string;
  readonly rating?: Rating;
}

export interface Answer {
  readonly to: Message;
  readonly text: string;
  readonly personality?: string;
  readonly variant?: number;
  /** What was in its prompt, by id. */
  readonly read?: readonly { readonly source: ReceiptSource; readonly id: string }[];
}

/** People who talk in private chats and rooms, written straight into a store: what a memory is tried on. */
export interface Town {
  readonly memory: Memory;
  readonly clock: FakeClock;
  /** Somebody says something, a second after whatever was before. */
  say(line: Line): Promise<Message>;
  /** A personality answers. */
  answer(answer: Answer): Promise<Message>;
  /** Somebody chose how much may be remembered. */
  choose(person: string, value: 'everything' | 'asked' | 'nothing'): Promise<void>;
  /** People come and go, a second later. */
  move(room: string, change: { readonly joined?: readonly string[]; readonly left?: readonly string[] }): Promise<void>;
  caller(name: string, room?: string): Caller;
  read(id: string): Promise<Message>;
}

export function dmOf(name: string): RoomId {
  return `town:dm/${name}`;
}

export function roomOf(name: string): RoomId {
  return `town:${name}`;
}

function participantOf(name: string): ParticipantId {
  return `town:${name}`;
}

export function createTown(store: Store): Town {
  const clock = createFakeClock();
  const conversations = new Map<string, string>();

  async function read(id: string): Promise<Message> {
    const message = await store.history.message(id);
    if (message === undefined) throw new Error(`no line ${id}`);
    return message;
  }

  return {
    clock,
    memory: createMemory({ store, clock, graceMs }),
    read,
    async say({ by, text, room, members, personality = 'mia', rating = 'everyone' }) {
      await clock.advance(1000);
      const id = clock.id();
      const place = room === undefined ? dmOf(by) : roomOf(room);
      const audience = room === undefined ? dmAudience(by, personality) : roomAudience(place);
      const known = members === undefined ? {} : { members: members.map(participantOf) };
      await store.inbox.claim({
        turn: `t-${id}`,
        lane: 'talk',
        event: {
          kind: 'message',
          id,
          account: 'town:mia',
          room: place,
          participant: participantOf(by),
          name: by,
          at: clock.now(),
          ref: `r-${id}`,
          text,
        },
        receivedAt: clock.now(),
        room: { kind: room === undefined ? 'dm' : 'room', ...known },
        newPerson: by,
        cast: [{ personality, revision: 1 }],
        notBefore: 0,
        message: { id, audience, exposure: 'lan', rating },
      });
      const where = room === undefined ? { room: place, person: by, personality } : { room: place };
      const held = conversations.get(audience);
      const conversation = held ?? clock.id();
      conversations.set(audience, conversation);
      const parent = (await store.history.conversation(where))?.head;
      await store.commit([
        ...(held === undefined ? [{ write: 'conversation', id: conversation, place: where, at: clock.now() } as const] : []),
        { write: 'place', message: id, conversation, parent },
      ]);
      return read(id);
    },
    async answer({ to, text, personality = 'mia', variant = 1, read: items = [] }) {
      await clock.advance(1000);
      const id = clock.id();
      const { room, audience, exposure, rating, conversation = '' } = to;
      await store.commit([
        {
          write: 'reply',
          reply: {
            ...{ id, room, audience, exposure, rating, conversation, text, variant },
            turn: `t-${to.id}`,
            parent: to.id,
            personality: { id: personality, revision: 1 },
            at: clock.now(),
            finish: 'stop',
            receipt: receiptWith(items),
          },
        },
      ]);
      return read(id);
    },
    async choose(person, value) {
      await store.commit([{ write: 'setting', level: 'person', owner: person, key: 'remember', value, at: clock.now() }]);
    },
    async move(room, { joined = [], left = [] }) {
      await clock.advance(1000);
      await store.commit([
        { write: 'members', room: roomOf(room), joined: joined.map(participantOf), left: left.map(participantOf), at: clock.now() },
      ]);
    },
    caller: (name, room) => ({
      participant: participantOf(name),
      person: name,
      name,
      language: 'en',
      room: room === undefined ? dmOf(name) : roomOf(room),
      roomKind: room === undefined ? 'dm' : 'room',
      isOperator: false,
      isRoomAdmin: false,
      hasThreads: false,
      hasForms: true,
      isLocal: false,
    }),
  };
}
