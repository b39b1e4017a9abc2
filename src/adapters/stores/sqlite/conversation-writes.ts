import type { Write } from '../../../core/ports/writes.ts';
import type { Connection } from './connection.ts';
import type { RoomKeys } from './room-keys.ts';

export interface ConversationWrites {
  begin(write: Extract<Write, { write: 'conversation' }>): void;
  resume(write: Extract<Write, { write: 'resume' }>): void;
}

/** The one with the latest moment is the one going on: whoever begins or resumes one makes it later than its neighbours, whatever the clock says. */
export function createConversationWrites({ client }: Connection, keys: RoomKeys): ConversationWrites {
  const begin = client.prepare<{ id: string; room: number; person: string; personality: string; at: number; head: string | null }>(`
    INSERT INTO conversations (id, room, person, personality, head, at) VALUES (:id, :room, :person, :personality, :head, max(:at, coalesce(
      (SELECT max(at) + 1 FROM conversations WHERE room = :room AND person = :person AND personality = :personality), :at)))`);
  const resume = client.prepare<{ id: string; at: number }>(`
    UPDATE conversations SET at = max(:at, coalesce((SELECT max(other.at) + 1 FROM conversations AS other
      WHERE other.room = conversations.room AND other.person = conversations.person AND other.personality = conversations.personality
        AND other.id <> conversations.id), :at))
    WHERE id = :id`);
  return {
    begin({ id, place: { room, person = '', personality = '' }, at, head = null }) {
      begin.run({ id, room: keys.need(room), person, personality, at, head });
    },
    resume: ({ conversation, at }) => void resume.run({ id: conversation, at }),
  };
}
