import type { Write } from '../../../core/ports/writes.ts';
import { type Connection, inserter } from './connection.ts';
import type { RoomKeys } from './room-keys.ts';
import { members } from './schema.ts';

/** Who came and who went; from the first such word on, the room's members count as known. */
export function createMemberWriter(connection: Connection, keys: RoomKeys): (write: Extract<Write, { write: 'members' }>) => void {
  const add = inserter(connection, members, true);
  const drop = connection.client.prepare<{ room: number; participant: string }>(
    'DELETE FROM members WHERE room = :room AND participant = :participant',
  );
  const know = connection.client.prepare<[number]>('UPDATE rooms SET members_known = 1 WHERE key = ? AND members_known = 0');
  return ({ room: id, joined, left }) => {
    const room = keys.need(id);
    for (const participant of joined) add({ room, participant });
    for (const participant of left) drop.run({ room, participant });
    know.run(room);
  };
}
