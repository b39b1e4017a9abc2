import type { ParticipantId, RoomId } from '../../../core/ids.ts';
import type { RoomStore } from '../../../core/ports/store.ts';
import type { Connection } from './connection.ts';

export function createRoomStore({ client }: Connection): RoomStore {
  const known = client.prepare<[RoomId], number>('SELECT key FROM rooms WHERE id = ? AND members_known = 1').pluck();
  const present = client.prepare<[number], ParticipantId>('SELECT participant FROM members WHERE room = ? ORDER BY participant').pluck();
  const person = client.prepare<[ParticipantId], { id: string; locale: string | null }>(
    'SELECT person AS id, locale FROM participants WHERE id = ?',
  );
  const kind = client.prepare<[RoomId], 'dm' | 'room'>('SELECT kind FROM rooms WHERE id = ?').pluck();
  return {
    async members(room) {
      const key = known.get(room);
      return key === undefined ? undefined : present.all(key);
    },
    async person(participant) {
      const row = person.get(participant);
      return row === undefined ? undefined : { id: row.id, locale: row.locale ?? undefined };
    },
    kind: async (room) => kind.get(room),
  };
}
