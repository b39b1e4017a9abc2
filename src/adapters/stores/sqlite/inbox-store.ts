import type { RoomId } from '../../../core/ids.ts';
import type { InboxStore, Lane, TurnState } from '../../../core/ports/store.ts';
import { createClaim } from './claim.ts';
import type { Connection } from './connection.ts';
import type { RoomKeys } from './room-keys.ts';
import type { TurnRows } from './turn-rows.ts';

// Nothing overtakes in a room, not even what waits for its moment; and a room has one answer being written at a time.
const isFirst = `NOT EXISTS (SELECT 1 FROM turns AS other WHERE other.lane = 'talk' AND other.open = 1 AND other.room = turns.room AND other.seq < turns.seq)`;
const isQuiet = `NOT EXISTS (SELECT 1 FROM turns AS other WHERE other.lane = 'talk' AND other.open = 1 AND other.room = turns.room AND other.state = 'generating')`;

/** Claiming and pulling. */
export function createInboxStore(connection: Connection, keys: RoomKeys, rows: TurnRows): InboxStore {
  const { client, atomically } = connection;
  const claim = createClaim(connection, keys);
  const waits = (lane: Lane) => `FROM turns WHERE lane = '${lane}' AND open = 1 AND state = 'received'`;
  // Without a list every account will do.
  const isHere = '(:accounts IS NULL OR account IN (SELECT value FROM json_each(:accounts)))';
  const look = (statement: string) => client.prepare<{ now: number; accounts: string | null }, string>(statement).pluck();
  const next = {
    talk: look(`SELECT id ${waits('talk')} AND not_before <= :now AND ${isHere} AND ${isFirst} AND ${isQuiet} ORDER BY seq LIMIT 1`),
    control: look(`SELECT id ${waits('control')} AND not_before <= :now AND ${isHere} ORDER BY seq LIMIT 1`),
  };
  const beginSelf = client.prepare<[string]>(`UPDATE turns SET state = 'generating' WHERE id = ?`);
  const beginJoined = client.prepare<[string]>(`UPDATE turns SET state = 'generating' WHERE lead = ?`);
  const soonest = client
    .prepare<{ now: number; accounts: string | null }, number | null>(
      `SELECT min(not_before) ${waits('talk')} AND not_before > :now AND ${isHere} AND ${isFirst}`,
    )
    .pluck();
  const open = client.prepare<[number], { id: string; state: TurnState; cast: string }>(
    `SELECT id, state, "cast" FROM turns WHERE lane = 'talk' AND room = ? AND open = 1 ORDER BY seq`,
  );

  return {
    claim: async (intake) => atomically(() => claim(intake)),
    async openIn(room: RoomId) {
      const key = keys.find(room);
      return key === undefined ? [] : open.all(key).map((row) => ({ ...row, cast: JSON.parse(row.cast) }));
    },
    async claimNext(lane, now, among) {
      const asked = { now, accounts: among === undefined ? null : JSON.stringify(among) };
      // Most looks find nothing and need no write lock; whoever finds something looks again under the lock.
      if (next[lane].get(asked) === undefined) return undefined;
      return atomically(() => {
        const id = next[lane].get(asked);
        if (id === undefined) return undefined;
        beginSelf.run(id);
        beginJoined.run(id);
        return rows.get(id);
      });
    },
    nextAt: async (now, among) => soonest.get({ now, accounts: among === undefined ? null : JSON.stringify(among) }) ?? undefined,
  };
}
