import type { RecallStore } from '../../../core/ports/store.ts';
import { anyOf, type Connection } from './connection.ts';
import { sql } from './drizzle.ts';
import { selectMessages, toMessage } from './message-rows.ts';
import { type RoomKeys, roomRange } from './room-keys.ts';
import { messages } from './schema.ts';

interface Search {
  readonly words: string;
  readonly first: bigint;
  readonly last: bigint;
  readonly audiences: string;
  readonly ratings: string;
  readonly limit: number;
}

/** Who may see what is decided in the query, before the ranking: no line of another audience ever leaves SQLite. */
export function createRecallStore(connection: Connection, keys: RoomKeys): RecallStore {
  const search = connection.client.prepare<Search, { id: string; rank: number }>(`
    SELECT m.id AS id, bm25(message_index) AS rank
    FROM message_index CROSS JOIN messages AS m ON m.key = message_index.rowid
    WHERE message_index MATCH :words AND message_index.rowid BETWEEN :first AND :last
      AND m.participant IS NOT NULL AND m.forgotten = 0 AND m.chosen = 1 AND m.conversation IS NOT NULL
      AND m.audience IN (SELECT value FROM json_each(:audiences)) AND m.rating IN (SELECT value FROM json_each(:ratings))
    ORDER BY rank LIMIT :limit`);
  const byIds = selectMessages(connection)
    .where(sql`${messages.id} IN ${anyOf('ids')}`)
    .prepare();

  return {
    async search({ room, words, audiences, ratings, limit }) {
      const key = keys.find(room);
      const match = toMatch(words);
      if (key === undefined || match === '') return [];
      // As BigInt: a JS number over 2^31 arrives as REAL, and FTS5 then scans the whole index.
      const first = BigInt(key) * BigInt(roomRange);
      const range = { first, last: first + BigInt(roomRange - 1) };
      const hits = search.all({ words: match, ...range, audiences: JSON.stringify(audiences), ratings: JSON.stringify(ratings), limit });
      if (hits.length === 0) return [];
      const found = new Map(byIds.all({ ids: JSON.stringify(hits.map(({ id }) => id)) }).map((row) => [row.message.id, toMessage(row)]));
      return hits.flatMap(({ id, rank }) => {
        const message = found.get(id);
        return message === undefined ? [] : [{ message, score: -rank }];
      });
    },
  };
}

/** Any of the words, each as a quoted string: nothing in them is query syntax. */
function toMatch(words: readonly string[]): string {
  const clean = words.map((word) => word.replaceAll('\0', '').trim()).filter((word) => word !== '');
  return clean.map((word) => `"${word.replaceAll('"', '""')}"`).join(' OR ');
}
