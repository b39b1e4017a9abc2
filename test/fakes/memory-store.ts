import type { AdapterState } from '../../src/core/ports/adapter-state.ts';
import type { ConversationPlace, Delivery, Lane, Message, Store, Turn } from '../../src/core/ports/store.ts';
import {
  emptyData,
  isDone,
  isOpen,
  isVisible,
  type MemoryData,
  type MemoryMessage,
  type MemoryTurn,
  messageByRef,
  toMessage,
} from './memory-data.ts';
import { createFigures } from './memory-figures.ts';
import { createLibraryReads, createPictureReads } from './memory-library.ts';
import { createKept, createRecall } from './memory-recall.ts';
import { createUsage } from './memory-usage.ts';
import { applyAll, claim } from './memory-writes.ts';

export interface MemoryStore extends Store {
  adapterState(adapter: string): AdapterState;
  /** Give it to another `createMemoryStore` to play a restart. */
  readonly data: MemoryData;
}

/** A store without a disk, for tests of the engine; it passes the same contract as the real one. */
export function createMemoryStore(data: MemoryData = emptyData()): MemoryStore {
  const states = new Map<string, Map<string, string>>();

  function atomically<Result>(work: () => Result): Result {
    const before = structuredClone(data);
    try {
      return work();
    } catch (thrown) {
      Object.assign(data, before);
      throw thrown;
    }
  }

  function toTurn({ lead: _lead, notBefore: _notBefore, ...turn }: MemoryTurn): Turn {
    const joined = data.turns.filter(({ lead }) => lead === turn.id).map(toTurn);
    return structuredClone({ ...turn, joined });
  }

  const read = (one: MemoryMessage): Message => toMessage(data, one);
  const message = (id: string) => data.messages.find((one) => one.id === id);
  const optional = <Row, Result>(row: Row | undefined, map: (row: Row) => Result) => (row === undefined ? undefined : map(row));
  const inLane = (lane: Lane) => data.turns.filter((turn) => turn.lane === lane && isOpen(turn));
  const firsts = () => inLane('talk').filter((turn, index, all) => all.findIndex(({ event }) => event.room === turn.event.room) === index);
  const isBusy = (room: string) => inLane('talk').some(({ event, state }) => event.room === room && state === 'generating');
  const held = (place: ConversationPlace) =>
    data.conversations
      .filter((one) => one.place.room === place.room && one.place.person === place.person && one.place.personality === place.personality)
      .sort((a, b) => b.at - a.at || (a.id < b.id ? 1 : -1));
  const isHidden = ({ message: id }: Delivery) => id !== undefined && message(id)?.hidden !== undefined;
  const byTime = (a: { createdAt: number; part: number; key: string }, b: { createdAt: number; part: number; key: string }) =>
    a.createdAt - b.createdAt || a.part - b.part || (a.key < b.key ? -1 : 1);

  function path(head: string | undefined, limit: number): MemoryMessage[] {
    const lines: MemoryMessage[] = [];
    for (let at = optional(head, message); at !== undefined && lines.length < limit; at = optional(at.parent, message)) lines.push(at);
    return lines;
  }

  return {
    data,
    inbox: {
      claim: async (intake) => atomically(() => claim(data, structuredClone(intake))),
      openIn: async (room) =>
        inLane('talk')
          .filter(({ event }) => event.room === room)
          .map(({ id, state, cast }) => ({ id, state, cast })),
      async claimNext(lane, now, among) {
        const candidates = lane === 'control' ? inLane(lane) : firsts().filter(({ event }) => !isBusy(event.room));
        const next = candidates.find(
          ({ state, notBefore, event }) => state === 'received' && notBefore <= now && (among?.includes(event.account) ?? true),
        );
        if (next === undefined) return undefined;
        for (const turn of data.turns) if (turn === next || turn.lead === next.id) turn.state = 'generating';
        return toTurn(next);
      },
      async nextAt(now, among) {
        const times = firsts()
          .filter(({ state, notBefore, event }) => state === 'received' && notBefore > now && (among?.includes(event.account) ?? true))
          .map(({ notBefore }) => notBefore);
        return times.length === 0 ? undefined : Math.min(...times);
      },
    },
    turns: {
      get: async (id) =>
        optional(
          data.turns.find((turn) => turn.id === id),
          toTurn,
        ),
      async ofMessage(id) {
        const asked = data.turns.findLast((turn) => turn.message === id);
        const turn = asked?.lead ?? asked?.id ?? message(id)?.turn;
        return optional(
          data.turns.find((one) => one.id === turn),
          toTurn,
        );
      },
      async thatBrought(id) {
        return optional(
          data.turns.find((turn) => turn.message === id),
          toTurn,
        );
      },
      unfinished: async (accounts) =>
        data.turns.filter((turn) => isOpen(turn) && turn.state === 'generating' && accounts.includes(turn.event.account)).map(toTurn),
    },
    history: {
      conversation: async (place) => optional(held(place)[0], ({ id, head }) => ({ id, head })),
      conversations: async (place, limit) =>
        held(place)
          .slice(0, limit)
          .map(({ id, head, at }) => ({ id, head, at, length: path(head, 1000).length })),
      placeOf: async (id) =>
        structuredClone(
          optional(
            data.conversations.find((one) => one.id === id),
            ({ place }) => place,
          ),
        ),
      path: async (head, limit) => path(head, limit).map(read).reverse(),
      receipt: async (id) => optional(message(id), (one) => (isVisible(one) ? structuredClone(data.receipts.get(id)) : undefined)),
      message: async (id) => optional(message(id), read),
      byRef: async (room, ref) => optional(messageByRef(data, room, ref), read),
      repliesTo: async (parent) => data.messages.filter((one) => one.parent === parent && one.author.kind === 'personality').map(read),
      isHead: async (id) => data.conversations.some((one) => one.head === id && one.id === message(id)?.conversation),
    },
    recall: createRecall(data),
    deliveries: {
      outstanding: async (accounts) =>
        structuredClone(
          data.deliveries
            .filter((one) => accounts.includes(one.account) && one.final !== undefined && !isDone(one) && !isHidden(one))
            .sort(byTime),
        ),
      ofTurn: async (turn) => structuredClone(data.deliveries.filter((one) => one.turn === turn).sort(byTime)),
      ofMessage: async (id) => structuredClone(data.deliveries.filter((one) => one.message === id).sort(byTime)),
      byKey: async (key) => structuredClone(data.deliveries.find((one) => one.key === key)),
      stateOf: async (key) => data.deliveries.find((one) => one.key === key)?.state,
      depth: async () => data.deliveries.filter((one) => !isDone(one)).length,
    },
    rooms: {
      members: async (room) => data.rooms.get(room)?.members?.toSorted(),
      person: async (participant) => optional(data.participants.get(participant), ({ person, locale }) => ({ id: person, locale })),
      kind: async (room) => data.rooms.get(room)?.kind,
    },
    memory: createKept(data),
    personalities: createLibraryReads(data),
    pictures: createPictureReads(data),
    settings: {
      of: async (owners) =>
        owners.flatMap(({ level, owner }) =>
          structuredClone(
            data.settings.filter((row) => row.level === level && row.owner === owner).sort((a, b) => (a.key < b.key ? -1 : 1)),
          ),
        ),
    },
    secrets: {
      sealed: async (owner, name) => structuredClone(data.secrets.find((row) => row.owner === owner && row.name === name)),
      sealedOf: async (owner) =>
        structuredClone(data.secrets.filter((row) => row.owner === owner).sort((a, b) => (a.name < b.name ? -1 : 1))),
      async census() {
        const keys = [...new Set(data.secrets.map(({ keyId }) => keyId))].sort();
        return keys.map((keyId) => ({ keyId, count: data.secrets.filter((row) => row.keyId === keyId).length }));
      },
      async sealedWith(keyId, { after, limit }) {
        const place = ({ owner, name }: { readonly owner: string; readonly name: string }): string => `${owner}\u0000${name}`;
        const rows = data.secrets.filter((row) => row.keyId === keyId && (after === undefined || place(row) > place(after)));
        return structuredClone(rows.sort((a, b) => (place(a) < place(b) ? -1 : 1)).slice(0, limit));
      },
    },
    stats: createFigures(data),
    usage: createUsage(data),
    actions: { get: async (token) => structuredClone(data.actions.get(token)) },
    marks: { get: async (key) => structuredClone(data.marks.get(key)) },
    commit: async (writes) => atomically(() => applyAll(data, structuredClone(writes))),
    close: async () => undefined,
    adapterState(adapter) {
      const entries = states.get(adapter) ?? new Map<string, string>();
      states.set(adapter, entries);
      return {
        get: async (key) => entries.get(key),
        set: async (key, value) => void entries.set(key, value),
        delete: async (key) => void entries.delete(key),
        list: async (prefix) =>
          [...entries]
            .filter(([key]) => key.startsWith(prefix))
            .map(([key, value]) => ({ key, value }))
            .sort((a, b) => (a.key < b.key ? -1 : 1)),
      };
    },
  };
}
