import type { Message, RecallHit, RecallScope, RecallStore } from '../../../core/ports/store.ts';
import type { Connection } from './connection.ts';
import { anyWord } from './match.ts';
import { type MessageRow, messagesByIds, toMessage } from './message-rows.ts';
import { createRareWords } from './rare-words.ts';
import { type RoomKeys, roomRange } from './room-keys.ts';

interface Bounds {
  readonly first: bigint;
  readonly last: bigint;
  readonly audience: string;
  readonly ratings: string;
  readonly from: number;
  readonly until: number;
}

interface Found {
  readonly key: number;
  readonly id: string;
  readonly rank: number;
  readonly bounds: Bounds;
}

/** With more places than these a search is for its rarest words first. */
const manyScopes = 3;

/**
 * What may be seen in one scope; a reply counts with the person's line it stands beside. `:ratings` is a JSON list: looking for the quoted
 * word in it costs a tenth of `json_each`, which every neighbour would open anew.
 */
const isVisible = `m.forgotten = 0 AND m.hidden IS NULL AND m.chosen = 1 AND m.conversation IS NOT NULL
  AND m.audience = :audience AND instr(:ratings, '"' || m.rating || '"') > 0 AND m.at >= :from AND m.at < :until`;

/** Who may see what is decided in the query, before the ranking: no line of another audience ever leaves SQLite. */
export function createRecallStore(connection: Connection, keys: RoomKeys): RecallStore {
  const { client } = connection;
  const search = client.prepare<Bounds & { words: string; except: string; limit: number }, Omit<Found, 'bounds'>>(`
    SELECT m.key AS key, m.id AS id, bm25(message_index) AS rank
    FROM message_index CROSS JOIN messages AS m ON m.key = message_index.rowid
    WHERE message_index MATCH :words AND message_index.rowid BETWEEN :first AND :last AND m.participant IS NOT NULL AND ${isVisible}
      AND m.id NOT IN (SELECT value FROM json_each(:except))
    ORDER BY rank LIMIT :limit`);
  // "Directly" is within this many lines of the room: what stands between is somebody else's talk.
  const reach = 64n;
  const beside = (order: 'ASC' | 'DESC') =>
    client
      .prepare<Bounds, string>(
        `SELECT m.id FROM messages AS m WHERE m.key BETWEEN :first AND :last AND ${isVisible} ORDER BY m.key ${order} LIMIT 1`,
      )
      .pluck();
  const nearestBefore = beside('DESC');
  const nearestAfter = beside('ASC');
  const rarest = createRareWords(connection);
  const byIds = client.prepare<{ ids: string }, MessageRow>(messagesByIds);

  function boundsOf({ room, audience, from, until }: RecallScope, ratings: string): readonly Bounds[] {
    const key = keys.find(room);
    if (key === undefined) return [];
    // As BigInt: a JS number over 2^31 arrives as REAL, and FTS5 then scans the whole index.
    const first = BigInt(key) * BigInt(roomRange);
    const window = { from: from ?? Number.MIN_SAFE_INTEGER, until: until ?? Number.MAX_SAFE_INTEGER };
    return [{ first, last: first + BigInt(roomRange - 1), audience, ratings, ...window }];
  }

  /** The lines directly before and after, as far as the same scope goes. */
  function around({ key, bounds }: Found): { readonly before: string | undefined; readonly after: string | undefined } {
    const here = BigInt(key);
    const low = here - reach > bounds.first ? here - reach : bounds.first;
    const high = here + reach < bounds.last ? here + reach : bounds.last;
    return {
      before: nearestBefore.get({ ...bounds, first: low, last: here - 1n }),
      after: nearestAfter.get({ ...bounds, first: here + 1n, last: high }),
    };
  }

  return {
    async search({ scopes, words, ratings, except, limit }) {
      const bounds = scopes.flatMap((scope) => boundsOf(scope, JSON.stringify(ratings)));
      const look = (wanted: readonly string[]): readonly Found[] => {
        const asked = { words: anyWord(wanted), except: JSON.stringify(except), limit };
        if (asked.words === '') return [];
        const found = bounds.flatMap((one) => search.all({ ...one, ...asked }).map((row): Found => ({ ...row, bounds: one })));
        return strongest(found, limit);
      };
      const few = bounds.length > manyScopes ? rarest(words) : words;
      const first = look(few);
      const hits = (first.length < limit && few.length < words.length ? look(words) : first).map((found) => ({
        ...found,
        ...around(found),
      }));
      if (hits.length === 0) return [];
      const ids = hits.flatMap(({ id, before, after }) => [id, before, after]).filter((id) => id !== undefined);
      const lines = new Map(byIds.all({ ids: JSON.stringify(ids) }).map((row) => [row.id, toMessage(row)]));
      const line = (id: string | undefined): Message | undefined => (id === undefined ? undefined : lines.get(id));
      return hits.flatMap((hit): readonly RecallHit[] => {
        const message = line(hit.id);
        return message === undefined ? [] : [{ message, before: line(hit.before), after: line(hit.after), score: -hit.rank }];
      });
    },
  };
}

/** Ranks are comparable: they weigh a word by how rare it is in the whole index. A line that two scopes found counts once. */
function strongest(found: readonly Found[], limit: number): readonly Found[] {
  const once = new Map(found.toReversed().map((one) => [one.key, one]));
  return [...once.values()].sort((a, b) => a.rank - b.rank || b.key - a.key).slice(0, limit);
}
