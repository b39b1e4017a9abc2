import type { ParticipantId } from '../../../core/ids.ts';
import type { Write } from '../../../core/ports/writes.ts';
import type { Connection } from './connection.ts';
import { createPresenceWriter } from './presence-writer.ts';
import type { RoomKeys } from './room-keys.ts';

export interface MemberWriter {
  /** Who came and who went; from the first such word on, the room's members count as known. */
  change(write: Extract<Write, { write: 'members' }>): void;
  /** Replaces the list of who is there. Newcomers are there from `since`, the others no more from `until`. */
  replace(room: number, list: readonly ParticipantId[], times: { readonly since: number; readonly until: number }): void;
  /** Whoever spoke was there. */
  meet(room: number, participant: ParticipantId, at: number): void;
}

export function createMemberWriter(connection: Connection, keys: RoomKeys): MemberWriter {
  const { client } = connection;
  const presence = createPresenceWriter(connection);
  const add = client.prepare<{ room: number; participant: string }>(
    'INSERT INTO members (room, participant) VALUES (:room, :participant) ON CONFLICT DO NOTHING',
  );
  const drop = client.prepare<{ room: number; participant: string }>(
    'DELETE FROM members WHERE room = :room AND participant = :participant',
  );
  const present = client.prepare<[number], ParticipantId>('SELECT participant FROM members WHERE room = ?').pluck();
  const know = client.prepare<[number]>('UPDATE rooms SET members_known = 1 WHERE key = ? AND members_known = 0');

  function come(room: number, participant: ParticipantId, at: number): void {
    add.run({ room, participant });
    presence.come({ room, participant, at });
  }

  function go(room: number, participant: ParticipantId, at: number): void {
    drop.run({ room, participant });
    presence.go({ room, participant, at });
  }

  return {
    change({ room: id, joined, left, at }) {
      const room = keys.need(id);
      for (const participant of joined) come(room, participant, at);
      for (const participant of left) go(room, participant, at);
      know.run(room);
    },
    replace(room, list, { since, until }) {
      know.run(room);
      const known = new Set(present.all(room));
      // The same list comes with nearly every event: no write for it.
      for (const participant of list) if (!known.delete(participant)) come(room, participant, since);
      for (const participant of known) go(room, participant, until);
    },
    meet: (room, participant, at) => presence.come({ room, participant, at }),
  };
}
