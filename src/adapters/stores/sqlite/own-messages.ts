import type { MemoryStore } from '../../../core/ports/memory-store.ts';
import type { Message } from '../../../core/ports/store.ts';
import type { Connection } from './connection.ts';
import { everyWord } from './match.ts';
import { type MessageRow, messagesByIds, toMessage } from './message-rows.ts';

type Asked = Parameters<MemoryStore['messagesOf']>[0];

/** What a person said, and what personalities said to them alone; newest first. */
export function createOwnMessages(connection: Connection): Pick<MemoryStore, 'messagesOf' | 'echoesOf'> {
  const { client } = connection;
  const isThere = 'm.forgotten = 0 AND m.hidden IS NULL';
  const isWanted = `${isThere} AND m.at >= :since AND (:room IS NULL OR m.room = (SELECT key FROM rooms WHERE id = :room))`;
  const newest = 'ORDER BY m.at DESC, m.key DESC LIMIT :limit';
  const theirs = client
    .prepare<{ person: string; room: string | null; since: number; limit: number }, string>(
      `SELECT m.id FROM participants AS p CROSS JOIN messages AS m ON m.participant = p.id WHERE p.person = :person AND ${isWanted} ${newest}`,
    )
    .pluck();
  const theirsWith = client
    .prepare<{ person: string; room: string | null; since: number; limit: number; words: string }, string>(`
      SELECT m.id FROM message_index CROSS JOIN messages AS m ON m.key = message_index.rowid CROSS JOIN participants AS p ON p.id = m.participant
      WHERE message_index MATCH :words AND p.person = :person AND ${isWanted} ${newest}`)
    .pluck();
  const echoes = client
    .prepare<{ audience: string; limit: number; words: string }, string>(`
      SELECT m.id FROM message_index CROSS JOIN messages AS m ON m.key = message_index.rowid
      WHERE message_index MATCH :words AND m.personality IS NOT NULL AND substr(m.audience, 1, length(:audience)) = :audience
        AND ${isThere} ${newest}`)
    .pluck();
  const byIds = client.prepare<{ ids: string }, MessageRow>(messagesByIds);

  function read(ids: readonly string[]): readonly Message[] {
    const found = new Map(byIds.all({ ids: JSON.stringify(ids) }).map((row) => [row.id, toMessage(row)]));
    return ids.map((id) => found.get(id)).filter((message) => message !== undefined);
  }

  return {
    async messagesOf({ person, words = [], room: place, since = Number.MIN_SAFE_INTEGER, limit }: Asked) {
      const room = place ?? null;
      const match = everyWord(words);
      if (match === '') return words.length > 0 ? [] : read(theirs.all({ person, room, since, limit }));
      return read(theirsWith.all({ person, room, since, limit, words: match }));
    },
    async echoesOf({ person, words, limit }) {
      const match = everyWord(words);
      return match === '' ? [] : read(echoes.all({ audience: `dm(${person},`, words: match, limit }));
    },
  };
}
