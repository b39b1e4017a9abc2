import type { ParticipantId } from '../../../core/ids.ts';
import type { Exposure } from '../../../core/ports/provider.ts';
import type { NewReply, Write } from '../../../core/ports/writes.ts';
import type { Connection } from './connection.ts';
import { createLineWriter } from './line-writer.ts';
import { createReplyWriter } from './reply-writer.ts';
import type { RoomKeys } from './room-keys.ts';

type WriteOf<Name extends Write['write']> = Extract<Write, { write: Name }>;

export interface MessageWrites {
  place(write: WriteOf<'place'>): void;
  said(write: WriteOf<'said'>): void;
  reply(reply: NewReply): void;
  choose(message: string): void;
  edit(write: WriteOf<'edit'>): void;
  restamp(write: WriteOf<'restamp'>): void;
}

export function createMessageWrites(connection: Connection, keys: RoomKeys): MessageWrites {
  const { client } = connection;
  const place = client.prepare<{ message: string; conversation: string; parent: string | null }>(
    'UPDATE messages SET conversation = :conversation, parent = :parent WHERE id = :message',
  );
  const setHead = client.prepare<{ conversation: string; message: string }>(
    'UPDATE conversations SET head = :message WHERE id = :conversation',
  );
  const speaker = client.prepare<[string], { room: number; participant: ParticipantId }>(
    'SELECT room, participant FROM turns WHERE id = ?',
  );
  const setMessage = client.prepare<{ turn: string; message: string }>('UPDATE turns SET message = :message WHERE id = :turn');
  const addLine = createLineWriter(connection, keys);
  const addReply = createReplyWriter(connection, keys);
  const edit = client.prepare<{ message: string; text: string; at: number }>(
    'UPDATE messages SET text = :text, edited_at = :at WHERE id = :message AND forgotten = 0',
  );
  const restamp = client.prepare<{ message: string; exposure: Exposure }>(
    'UPDATE messages SET exposure = :exposure WHERE id = :message AND forgotten = 0',
  );
  const dropQuotes = [
    `DELETE FROM facts WHERE id IN (SELECT fact FROM evidence WHERE message = :message)
      AND subject IS NOT (SELECT p.person FROM messages AS m CROSS JOIN participants AS p ON p.id = m.participant WHERE m.id = :message)`,
    'DELETE FROM evidence WHERE message = :message AND NOT EXISTS (SELECT 1 FROM facts WHERE facts.id = evidence.fact)',
  ].map((sql) => client.prepare<{ message: string }>(sql));
  const siblings = `(SELECT other.id FROM messages AS one CROSS JOIN messages AS other ON other.parent = one.parent
    WHERE one.id = :message AND one.personality IS NOT NULL AND other.personality = one.personality
      AND other.conversation IS one.conversation)`;
  const choose = [
    `UPDATE messages SET chosen = (id = :message) WHERE id IN ${siblings}`,
    `UPDATE conversations SET head = :message WHERE room = (SELECT room FROM messages WHERE id = :message) AND head IN ${siblings}`,
  ].map((sql) => client.prepare<{ message: string }>(sql));

  return {
    place({ message, conversation, parent = null }) {
      place.run({ message, conversation, parent });
      setHead.run({ conversation, message });
    },
    said({ turn, message }) {
      const said = speaker.get(turn);
      if (said === undefined) return;
      addLine({ ...message, ...said, turn });
      setMessage.run({ turn, message: message.id });
    },
    reply(reply) {
      addReply(reply);
      setHead.run({ conversation: reply.conversation, message: reply.id });
    },
    choose(message) {
      for (const statement of choose) statement.run({ message });
    },
    edit({ message, text, at }) {
      edit.run({ message, text, at });
      for (const statement of dropQuotes) statement.run({ message });
    },
    restamp: ({ message, exposure }) => void restamp.run({ message, exposure }),
  };
}
