import type { HistoryStore, Message } from '../../../core/ports/store.ts';
import type { Connection } from './connection.ts';
import { createConversationRows } from './conversation-rows.ts';
import { type MessageRow, messageColumns, toMessage, withRoomAndName } from './message-rows.ts';
import type { RoomKeys } from './room-keys.ts';

export function createHistoryStore(connection: Connection, keys: RoomKeys): HistoryStore {
  const { client } = connection;
  const all = `SELECT ${messageColumns} FROM messages AS m ${withRoomAndName}`;
  const onPath = client.prepare<{ head: string; limit: number }, MessageRow>(`
    WITH RECURSIVE path(key, parent, depth) AS (
      SELECT key, parent, 1 FROM messages WHERE id = :head
      UNION ALL SELECT m.key, m.parent, path.depth + 1 FROM path CROSS JOIN messages AS m ON m.id = path.parent WHERE path.depth < :limit
    ) SELECT ${messageColumns} FROM path CROSS JOIN messages AS m ON m.key = path.key ${withRoomAndName} ORDER BY path.depth DESC`);
  const byId = client.prepare<[string], MessageRow>(`${all} WHERE m.id = ?`);
  const byOwnRef = client.prepare<{ room: number; ref: string }, MessageRow>(
    `${all} WHERE m.room = :room AND m.ref = :ref ORDER BY m.key DESC LIMIT 1`,
  );
  // What a personality said is known by what the platform called its delivery.
  const shown = client
    .prepare<{ room: number; ref: string }, string>(
      'SELECT message FROM deliveries WHERE room = :room AND ref = :ref AND message IS NOT NULL ORDER BY at DESC LIMIT 1',
    )
    .pluck();
  const replies = client.prepare<[string], MessageRow>(`${all} WHERE m.parent = ? AND m.personality IS NOT NULL ORDER BY m.key`);
  const isNewest = client
    .prepare<{ id: string }, number>(
      'SELECT 1 FROM messages AS m CROSS JOIN conversations AS c ON c.id = m.conversation WHERE m.id = :id AND c.head = :id',
    )
    .pluck();

  const receipt = client
    .prepare<[string], string>(
      'SELECT r.body FROM receipts AS r CROSS JOIN messages AS m ON m.id = r.message WHERE r.message = ? AND m.hidden IS NULL',
    )
    .pluck();

  function message(id: string): Message | undefined {
    const row = byId.get(id);
    return row === undefined ? undefined : toMessage(row);
  }

  return {
    ...createConversationRows(connection, keys),
    async path(head, limit) {
      return limit < 1 ? [] : onPath.all({ head, limit }).map(toMessage);
    },
    message: async (id) => message(id),
    async byRef(room, ref) {
      const key = keys.find(room);
      if (key === undefined) return undefined;
      const row = byOwnRef.get({ room: key, ref });
      if (row !== undefined) return toMessage(row);
      const reply = shown.get({ room: key, ref });
      return reply === undefined ? undefined : message(reply);
    },
    repliesTo: async (parent) => replies.all(parent).map(toMessage),
    isHead: async (id) => isNewest.get({ id }) !== undefined,
    async receipt(id) {
      const body = receipt.get(id);
      return body === undefined ? undefined : JSON.parse(body);
    },
  };
}
