import type { RoomId } from '../../../core/ids.ts';
import type { InboxStore, Lane } from '../../../core/ports/store.ts';
import { createClaim } from './claim.ts';
import type { Connection } from './connection.ts';
import { and, asc, eq, sql } from './drizzle.ts';
import type { RoomKeys } from './room-keys.ts';
import { turns } from './schema.ts';
import type { TurnRows } from './turn-rows.ts';

// Nothing overtakes in a room, not even what waits for its moment; and a room has one answer being written at a time.
const isFirst = `NOT EXISTS (SELECT 1 FROM turns AS other WHERE other.lane = 'talk' AND other.open = 1 AND other.room = turns.room AND other.seq < turns.seq)`;
const isQuiet = `NOT EXISTS (SELECT 1 FROM turns AS other WHERE other.lane = 'talk' AND other.open = 1 AND other.room = turns.room AND other.state = 'generating')`;

/** Claiming and pulling. */
export function createInboxStore(connection: Connection, keys: RoomKeys, rows: TurnRows): InboxStore {
  const { client, orm, atomically } = connection;
  const claim = createClaim(connection, keys);
  const waits = (lane: Lane) => `FROM turns WHERE lane = '${lane}' AND open = 1 AND state = 'received'`;
  const next = {
    talk: client
      .prepare<[number], string>(`SELECT id ${waits('talk')} AND not_before <= ? AND ${isFirst} AND ${isQuiet} ORDER BY seq LIMIT 1`)
      .pluck(),
    control: client.prepare<[number], string>(`SELECT id ${waits('control')} AND not_before <= ? ORDER BY seq LIMIT 1`).pluck(),
  };
  const beginSelf = client.prepare<[string]>(`UPDATE turns SET state = 'generating' WHERE id = ?`);
  const beginJoined = client.prepare<[string]>(`UPDATE turns SET state = 'generating' WHERE lead = ?`);
  const soonest = client
    .prepare<[number], number | null>(`SELECT min(not_before) ${waits('talk')} AND not_before > ? AND ${isFirst}`)
    .pluck();
  const isOpen = and(eq(turns.lane, 'talk'), eq(turns.room, sql.placeholder('room')), eq(turns.open, 1));
  const open = orm
    .select({ id: turns.id, state: turns.state, cast: turns.cast })
    .from(turns)
    .where(isOpen)
    .orderBy(asc(turns.seq))
    .prepare();

  return {
    claim: async (intake) => atomically(() => claim(intake)),
    async openIn(room: RoomId) {
      const key = keys.find(room);
      return key === undefined ? [] : open.all({ room: key });
    },
    async claimNext(lane, now) {
      // Most looks find nothing and need no write lock; whoever finds something looks again under the lock.
      if (next[lane].get(now) === undefined) return undefined;
      return atomically(() => {
        const id = next[lane].get(now);
        if (id === undefined) return undefined;
        beginSelf.run(id);
        beginJoined.run(id);
        return rows.get(id);
      });
    },
    nextAt: async (now) => soonest.get(now) ?? undefined,
  };
}
