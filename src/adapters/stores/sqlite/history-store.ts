import type { HistoryStore, Message } from '../../../core/ports/store.ts';
import type { Connection } from './connection.ts';
import { createConversationRows } from './conversation-rows.ts';
import { and, asc, desc, eq, isNotNull, sql } from './drizzle.ts';
import { selectMessages, toMessage } from './message-rows.ts';
import type { RoomKeys } from './room-keys.ts';
import { messages } from './schema.ts';

export function createHistoryStore(connection: Connection, keys: RoomKeys): HistoryStore {
  const { client } = connection;
  const at = (name: string) => sql.placeholder(name);
  const all = () => selectMessages(connection);

  // CROSS JOIN keeps SQLite from scanning the messages for those of the path.
  const path = sql`(WITH RECURSIVE path(id, parent, depth) AS (
      SELECT id, parent, 1 FROM messages WHERE id = ${at('head')}
      UNION ALL SELECT m.id, m.parent, path.depth + 1 FROM path CROSS JOIN messages AS m ON m.id = path.parent WHERE path.depth < ${at('limit')}
    ) SELECT id FROM path)`;
  const onPath = all().where(sql`${messages.id} IN ${path}`).prepare();
  const byId = all()
    .where(eq(messages.id, at('id')))
    .prepare();
  const byOwnRef = all()
    .where(and(eq(messages.room, at('room')), eq(messages.ref, at('ref'))))
    .orderBy(desc(messages.key))
    .limit(1)
    .prepare();
  // What a personality said is known by what the platform called its delivery.
  const shown = client
    .prepare<{ room: number; ref: string }, string>(
      'SELECT message FROM deliveries WHERE room = :room AND ref = :ref AND message IS NOT NULL ORDER BY at DESC LIMIT 1',
    )
    .pluck();
  const replies = all()
    .where(and(eq(messages.parent, at('parent')), isNotNull(messages.personality)))
    .orderBy(asc(messages.key))
    .prepare();
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
    const row = byId.get({ id });
    return row === undefined ? undefined : toMessage(row);
  }

  return {
    ...createConversationRows(connection, keys),
    async path(head, limit) {
      if (limit < 1) return [];
      return inOrder(head, onPath.all({ head, limit }).map(toMessage));
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
    repliesTo: async (parent) => replies.all({ parent }).map(toMessage),
    isHead: async (id) => isNewest.get({ id }) !== undefined,
    async receipt(id) {
      const body = receipt.get(id);
      return body === undefined ? undefined : JSON.parse(body);
    },
  };
}

/** From the root's side to the head. */
function inOrder(head: string, found: readonly Message[]): readonly Message[] {
  const byId = new Map(found.map((message) => [message.id, message]));
  const path: Message[] = [];
  for (let message = byId.get(head); message !== undefined; message = message.parent === undefined ? undefined : byId.get(message.parent)) {
    path.push(message);
    byId.delete(message.id);
  }
  return path.reverse();
}
