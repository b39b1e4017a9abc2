import type { NewReply, Write } from '../../../core/ports/writes.ts';
import type { Connection } from './connection.ts';
import { createReplyWriter } from './reply-writer.ts';
import type { RoomKeys } from './room-keys.ts';

export interface MessageWrites {
  conversation(write: Extract<Write, { write: 'conversation' }>): void;
  place(write: Extract<Write, { write: 'place' }>): void;
  reply(reply: NewReply): void;
  edit(write: Extract<Write, { write: 'edit' }>): void;
  forget(message: string): void;
}

export function createMessageWrites(connection: Connection, keys: RoomKeys): MessageWrites {
  const { client } = connection;
  const begin = client.prepare<{ id: string; room: number; person: string; personality: string; at: number }>(
    'INSERT INTO conversations (id, room, person, personality, at) VALUES (:id, :room, :person, :personality, :at)',
  );
  const place = client.prepare<{ message: string; conversation: string; parent: string | null }>(
    'UPDATE messages SET conversation = :conversation, parent = :parent WHERE id = :message',
  );
  const setHead = client.prepare<{ conversation: string; message: string }>(
    'UPDATE conversations SET head = :message WHERE id = :conversation',
  );
  const addReply = createReplyWriter(connection, keys);
  const edit = client.prepare<{ message: string; text: string; at: number }>(
    'UPDATE messages SET text = :text, edited_at = :at WHERE id = :message AND forgotten = 0',
  );
  const traces = [
    // A fact nothing else speaks for goes with its source.
    `DELETE FROM facts WHERE id IN (SELECT fact FROM evidence WHERE message = :message)
      AND NOT EXISTS (SELECT 1 FROM evidence WHERE fact = facts.id AND message <> :message)`,
    'DELETE FROM evidence WHERE message = :message',
    'DELETE FROM receipts WHERE message = :message',
    'DELETE FROM recall_log WHERE reply = :message',
    'DELETE FROM recall_log WHERE item = :message',
    `UPDATE deliveries SET partial = '', final = NULL WHERE message = :message`,
    `UPDATE turns SET body = json_set(body, '$.text', ''), edits = NULL
      WHERE edits IS NOT NULL AND (room, edits) = (SELECT room, ref FROM messages WHERE id = :message)`,
    `UPDATE messages SET text = '', forgotten = 1 WHERE id = :message`,
  ].map((sql) => client.prepare<{ message: string }>(sql));

  return {
    conversation({ id, place: { room, person = '', personality = '' }, at }) {
      begin.run({ id, room: keys.need(room), person, personality, at });
    },
    place({ message, conversation, parent = null }) {
      place.run({ message, conversation, parent });
      setHead.run({ conversation, message });
    },
    reply(reply) {
      addReply(reply);
      setHead.run({ conversation: reply.conversation, message: reply.id });
    },
    edit: ({ message, text, at }) => void edit.run({ message, text, at }),
    forget(message) {
      for (const statement of traces) statement.run({ message });
    },
  };
}
