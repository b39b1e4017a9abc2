import { BotError } from '../../../core/errors.ts';
import type { RoomId } from '../../../core/ids.ts';
import type { Connection } from './connection.ts';

/** Messages of one room have keys in one range of this length. */
export const roomRange = 2 ** 24;

export interface RoomKeys {
  /** The store's number of a room; undefined when nothing ever happened there. */
  find(id: RoomId): number | undefined;
  /** The same where the room must be known, because an event came from it. */
  need(id: RoomId): number;
  /** The key of the room's next message: room · 2^24 + sequence. */
  nextMessage(room: number): number;
}

export function createRoomKeys({ client }: Connection): RoomKeys {
  const byId = client.prepare<[RoomId], number>('SELECT key FROM rooms WHERE id = ?').pluck();
  const take = client.prepare<[number], number>('UPDATE rooms SET sequence = sequence + 1 WHERE key = ? RETURNING sequence - 1').pluck();
  return {
    find: (id) => byId.get(id),
    need(id) {
      const key = byId.get(id);
      if (key === undefined) throw new BotError('storage-failed', 'a write for a room that no event came from');
      return key;
    },
    nextMessage(room) {
      const sequence = take.get(room);
      if (sequence === undefined || sequence >= roomRange) throw new BotError('storage-failed', 'no message key is left in this room');
      return room * roomRange + sequence;
    },
  };
}
