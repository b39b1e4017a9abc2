import { setImmediate } from 'node:timers/promises';
import type { MemoryStore } from '../../../core/ports/memory-store.ts';
import type { Receipt } from '../../../core/prompting/receipt.ts';
import type { Connection } from './connection.ts';
import { type MessageRow, messagesByIds, toMessage } from './message-rows.ts';

/** Receipts looked through before others have their turn: the bot goes on talking while somebody forgets. */
const slice = 100;

/** Finds the replies in which something may live on. */
export function createReplyReaders(connection: Connection): Pick<MemoryStore, 'repliesThatRead'> {
  const { client } = connection;
  // An answer may hang under another personality's answer.
  const answers = client
    .prepare<[string], string>(`
      WITH RECURSIVE answer(id) AS (
        SELECT m.id FROM json_each(?) AS asked CROSS JOIN messages AS m ON m.parent = asked.value WHERE m.personality IS NOT NULL
        UNION SELECT m.id FROM answer CROSS JOIN messages AS m ON m.parent = answer.id WHERE m.personality IS NOT NULL
      ) SELECT id FROM answer`)
    .pluck();
  const recalled = client
    .prepare<[string], string>('SELECT l.reply FROM json_each(?) AS asked CROSS JOIN recall_log AS l ON l.item = asked.value')
    .pluck();
  const firsts = client.prepare<[string], { room: number; first: number }>(`
    SELECT m.room AS room, min(m.key) AS first FROM json_each(?) AS asked CROSS JOIN messages AS m ON m.id = asked.value GROUP BY m.room`);
  // A prompt holds only what was there before its reply.
  const later = client.prepare<{ room: number; after: number; slice: number }, { id: string; key: number; body: string }>(`
    SELECT m.id AS id, m.key AS key, r.body AS body FROM messages AS m CROSS JOIN receipts AS r ON r.message = m.id
    WHERE m.key > :after AND m.key < (:room + 1) * 16777216 AND m.personality IS NOT NULL ORDER BY m.key LIMIT :slice`);
  const byIds = client.prepare<{ ids: string }, MessageRow>(`${messagesByIds} ORDER BY m.key`);

  /** Replies of a room, after `first`, that had one of the items in their prompt. */
  async function readersIn(
    place: { readonly room: number; readonly first: number },
    items: ReadonlySet<string>,
  ): Promise<readonly string[]> {
    const readers: string[] = [];
    let after = place.first;
    for (;;) {
      const replies = later.all({ room: place.room, after, slice });
      for (const { id, body } of replies) if (hasKept(body, items)) readers.push(id);
      after = replies.at(-1)?.key ?? after;
      if (replies.length < slice) return readers;
      await setImmediate();
    }
  }

  return {
    async repliesThatRead(read) {
      const ids = JSON.stringify(read);
      const answering = new Set(answers.all(ids));
      const reading = new Set(recalled.all(ids));
      const items = new Set(read);
      for (const place of firsts.all(ids)) for (const reply of await readersIn(place, items)) reading.add(reply);
      const rows = (wanted: Iterable<string>) => byIds.all({ ids: JSON.stringify([...wanted]) }).map(toMessage);
      return { answers: rows(answering), readers: rows([...reading].filter((id) => !answering.has(id))) };
    },
  };
}

function hasKept(body: string, items: ReadonlySet<string>): boolean {
  const { items: blocks }: Receipt = JSON.parse(body);
  return blocks.some(({ id, kept }) => kept && items.has(id));
}
