import type { DeliveryStore, HistoryStore, RecallStore, RoomStore, TurnStore } from '../../../core/ports/store.ts';
import { and, asc, count, desc, eq, inArray, isNotNull, or, sql } from './drizzle.ts';
import { type Db, roomKey, roomRange, selectDeliveries, selectMessages, selectTurns, toDelivery, toMessage, toTurn } from './rows.ts';
import { conversations, deliveries, members, messages, participants, rooms, turns } from './schema.ts';

export function createTurnStore(db: Db): TurnStore {
  return {
    async get(id) {
      const row = selectTurns(db).where(eq(turns.id, id)).get();
      return row === undefined ? undefined : toTurn(db, row);
    },
    async ofMessage(message) {
      const row = selectTurns(db).where(eq(turns.message, message)).orderBy(desc(turns.seq)).limit(1).get();
      const lead = row?.turn.lead ?? undefined;
      const leading = lead === undefined ? row : selectTurns(db).where(eq(turns.id, lead)).get();
      return leading === undefined ? undefined : toTurn(db, leading);
    },
    async unfinished(accounts) {
      const lanes = inArray(turns.lane, ['talk', 'control']);
      const rows = selectTurns(db).where(and(lanes, eq(turns.open, 1), eq(turns.state, 'generating'), inArray(turns.account, [...accounts]))).orderBy(asc(turns.seq)).all();
      return rows.map((row) => toTurn(db, row));
    },
  };
}

export function createHistoryStore(db: Db): HistoryStore {
  return {
    async conversation({ room, person = '', personality = '' }) {
      const key = roomKey(db, room);
      if (key === undefined) return undefined;
      const here = and(eq(conversations.room, key), eq(conversations.person, person), eq(conversations.personality, personality));
      const row = db.select().from(conversations).where(here).orderBy(desc(conversations.at)).limit(1).get();
      return row === undefined ? undefined : { id: row.id, head: row.head ?? undefined };
    },
    async path(head, limit) {
      const ids = db.all<{ id: string; depth: number }>(sql`
        WITH RECURSIVE path(id, parent, depth) AS (
          SELECT id, parent, 0 FROM messages WHERE id = ${head}
          UNION ALL SELECT m.id, m.parent, path.depth + 1 FROM path CROSS JOIN messages AS m ON m.id = path.parent WHERE path.depth < ${limit - 1}
        ) SELECT id, depth FROM path`);
      const depths = new Map(ids.map(({ id, depth }) => [id, depth]));
      const rows = selectMessages(db).where(inArray(messages.id, [...depths.keys()])).all();
      return rows.map(toMessage).sort((a, b) => (depths.get(b.id) ?? 0) - (depths.get(a.id) ?? 0));
    },
    async message(id) {
      const row = selectMessages(db).where(eq(messages.id, id)).get();
      return row === undefined ? undefined : toMessage(row);
    },
    async byRef(room, ref) {
      const key = roomKey(db, room);
      if (key === undefined) return undefined;
      const row = selectMessages(db).where(and(eq(messages.room, key), eq(messages.ref, ref))).get();
      if (row !== undefined) return toMessage(row);
      // A personality's line is known by what the platform called its delivery.
      const shown = db.select({ message: deliveries.message }).from(deliveries).where(and(eq(deliveries.room, key), eq(deliveries.ref, ref), isNotNull(deliveries.ref))).get();
      return shown?.message == null ? undefined : this.message(shown.message);
    },
    async repliesTo(message) {
      return selectMessages(db).where(and(eq(messages.parent, message), isNotNull(messages.personality))).orderBy(asc(messages.key)).all().map(toMessage);
    },
    async isHead(message) {
      const row = db.select({ head: conversations.head }).from(messages).innerJoin(conversations, eq(conversations.id, messages.conversation)).where(eq(messages.id, message)).get();
      return row?.head === message;
    },
  };
}

export function createRecallStore(db: Db): RecallStore {
  return {
    async search({ room, words, audiences, ratings, limit }) {
      const key = roomKey(db, room);
      if (key === undefined || words.length === 0) return [];
      const query = words.map((word) => `"${word.replaceAll('"', '""')}"`).join(' OR ');
      // As BigInt: a JS number over 2^31 arrives as REAL, and FTS5 then scans the whole index.
      const first = BigInt(key) * BigInt(roomRange);
      const hits = db.all<{ id: string; rank: number }>(sql`
        SELECT m.id AS id, bm25(message_index) AS rank
        FROM message_index CROSS JOIN messages AS m ON m.key = message_index.rowid
        WHERE message_index MATCH ${query} AND message_index.rowid BETWEEN ${first} AND ${first + BigInt(roomRange - 1)}
          AND m.participant IS NOT NULL AND m.forgotten = 0 AND m.chosen = 1 AND m.conversation IS NOT NULL
          AND m.audience IN ${[...audiences]} AND m.rating IN ${[...ratings]}
        ORDER BY rank LIMIT ${limit}`);
      const ranks = new Map(hits.map(({ id, rank }) => [id, -rank]));
      const rows = selectMessages(db).where(inArray(messages.id, [...ranks.keys()])).all();
      return rows.map((row) => ({ message: toMessage(row), score: ranks.get(row.message.id) ?? 0 })).sort((a, b) => b.score - a.score);
    },
  };
}

export function createDeliveryStore(db: Db): DeliveryStore {
  return {
    async outstanding(accounts) {
      const open = and(eq(deliveries.open, 1), inArray(deliveries.account, [...accounts]), isNotNull(deliveries.final));
      return selectDeliveries(db).where(open).orderBy(asc(deliveries.at), asc(deliveries.key)).all().map(toDelivery);
    },
    async ofTurn(turn) {
      return selectDeliveries(db).where(eq(deliveries.turn, turn)).orderBy(asc(deliveries.part)).all().map(toDelivery);
    },
    async ofMessage(message) {
      return selectDeliveries(db).where(eq(deliveries.message, message)).orderBy(asc(deliveries.part)).all().map(toDelivery);
    },
    async byKey(key) {
      const row = selectDeliveries(db).where(eq(deliveries.key, key)).get();
      return row === undefined ? undefined : toDelivery(row);
    },
    async depth() {
      return db.select({ depth: count() }).from(deliveries).where(or(eq(deliveries.open, 1))).get()?.depth ?? 0;
    },
  };
}

export function createRoomStore(db: Db): RoomStore {
  return {
    async members(room) {
      const row = db.select().from(rooms).where(eq(rooms.id, room)).get();
      if (row === undefined || !row.membersKnown) return undefined;
      return db.select({ id: members.participant }).from(members).where(eq(members.room, row.key)).all().map(({ id }) => id);
    },
    async person(participant) {
      const row = db.select().from(participants).where(eq(participants.id, participant)).get();
      return row === undefined ? undefined : { id: row.person, locale: row.locale ?? undefined };
    },
  };
}
