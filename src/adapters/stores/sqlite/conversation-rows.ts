import type { RoomId } from '../../../core/ids.ts';
import type { ConversationEntry, ConversationPlace, HistoryStore } from '../../../core/ports/store.ts';
import type { Connection } from './connection.ts';
import type { RoomKeys } from './room-keys.ts';

type ConversationReads = Pick<HistoryStore, 'conversation' | 'conversations' | 'placeOf'>;
type Held = { readonly room: number; readonly person: string; readonly personality: string };
type EntryRow = Omit<ConversationEntry, 'head'> & { readonly head: string | null };

/** What was held where; the one with the latest moment is the one going on. */
export function createConversationRows({ client }: Connection, keys: RoomKeys): ConversationReads {
  const here = 'WHERE c.room = :room AND c.person = :person AND c.personality = :personality ORDER BY c.at DESC, c.id DESC';
  const newest = client.prepare<Held, { id: string; head: string | null }>(`SELECT c.id, c.head FROM conversations AS c ${here} LIMIT 1`);
  const held = client.prepare<Held & { limit: number }, EntryRow>(`
    SELECT c.id, c.head, c.at, (WITH RECURSIVE path(parent, depth) AS (
        SELECT parent, 1 FROM messages WHERE id = c.head
        UNION ALL SELECT m.parent, path.depth + 1 FROM path CROSS JOIN messages AS m ON m.id = path.parent WHERE path.depth < 1000
      ) SELECT count(*) FROM path) AS length
    FROM conversations AS c ${here} LIMIT :limit`);
  const place = client.prepare<[string], { room: RoomId; person: string; personality: string }>(
    'SELECT r.id AS room, c.person, c.personality FROM conversations AS c CROSS JOIN rooms AS r ON r.key = c.room WHERE c.id = ?',
  );

  function at({ room: id, person = '', personality = '' }: ConversationPlace): Held | undefined {
    const room = keys.find(id);
    return room === undefined ? undefined : { room, person, personality };
  }

  return {
    async conversation(wanted) {
      const held = at(wanted);
      const row = held === undefined ? undefined : newest.get(held);
      return row === undefined ? undefined : { id: row.id, head: row.head ?? undefined };
    },
    async conversations(wanted, limit) {
      const where = at(wanted);
      return where === undefined ? [] : held.all({ ...where, limit }).map(({ head, ...row }) => ({ ...row, head: head ?? undefined }));
    },
    async placeOf(conversation) {
      const row = place.get(conversation);
      if (row === undefined) return undefined;
      const { room, person, personality } = row;
      return { room, ...(person === '' ? {} : { person }), ...(personality === '' ? {} : { personality }) };
    },
  };
}
