import type { ParticipantId } from '../../../core/ids.ts';
import type { Message } from '../../../core/ports/store.ts';
import type { Connection } from './connection.ts';
import type { RoomKeys } from './room-keys.ts';

/** What somebody said, with the turn that brought it. It has its place in a conversation later, or never. */
interface Line extends Pick<Message, 'id' | 'text' | 'at' | 'audience' | 'exposure' | 'rating'> {
  readonly room: number;
  readonly ref: string;
  readonly turn: string;
  readonly participant: ParticipantId;
}

export function createLineWriter({ client }: Connection, keys: RoomKeys): (line: Line) => void {
  const add = client.prepare<Line & { readonly key: number }>(`
    INSERT INTO messages (key, id, room, ref, turn, participant, text, at, audience, exposure, rating)
    VALUES (:key, :id, :room, :ref, :turn, :participant, :text, :at, :audience, :exposure, :rating)`);
  return (line) => void add.run({ ...line, key: keys.nextMessage(line.room) });
}
