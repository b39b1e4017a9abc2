import type { Fact, HiddenBatch, MemoryStore } from '../../../core/ports/memory-store.ts';
import type { Connection } from './connection.ts';
import { holdsWords } from './holds-words.ts';
import { createOwnMessages } from './own-messages.ts';
import { createPresenceRows } from './presence-rows.ts';
import { createReplyReaders } from './reply-readers.ts';

/** What is kept about people; what is hidden never leaves the store. */
export function createMemoryStore(connection: Connection): MemoryStore {
  const { client } = connection;
  const all = `SELECT f.id, f.subject, f.personality, f.text, f.audience, f.exposure, f.rating, f.valid_from AS at,
      (SELECT e.message FROM evidence AS e WHERE e.fact = f.id LIMIT 1) AS source
    FROM facts AS f`;
  const newest = client.prepare<{ person: string; audiences: string; ratings: string; limit: number }, FactRow>(`
    ${all} WHERE f.subject = :person AND f.hidden IS NULL AND f.audience IN (SELECT value FROM json_each(:audiences))
      AND f.rating IN (SELECT value FROM json_each(:ratings))
    ORDER BY f.valid_from DESC, f.id DESC LIMIT :limit`);
  const byId = client.prepare<[string], FactRow>(`${all} WHERE f.id = ? AND f.hidden IS NULL`);
  const every = client.prepare<[string], FactRow>(`${all} WHERE f.subject = ? AND f.hidden IS NULL ORDER BY f.valid_from, f.id`);
  const batches = client.prepare<[], { id: string; person: string; due: number }>(
    'SELECT id, person, due FROM hidden_batches ORDER BY due, id',
  );
  const batch = client.prepare<[string], { id: string; person: string; due: number }>(
    'SELECT id, person, due FROM hidden_batches WHERE id = ?',
  );
  const rowsOf = (table: 'messages' | 'facts') =>
    client.prepare<[string], string>(`SELECT id FROM ${table} WHERE hidden = ? AND hidden IS NOT NULL ORDER BY id`).pluck();
  const hiddenMessages = rowsOf('messages');
  const hiddenFacts = rowsOf('facts');
  const presences = createPresenceRows(connection);

  function filled(row: { readonly id: string; readonly person: string; readonly due: number }): HiddenBatch {
    return { ...row, messages: hiddenMessages.all(row.id), facts: hiddenFacts.all(row.id) };
  }

  return {
    facts: async ({ person, audiences, ratings, limit }) =>
      newest
        .all({ person, audiences: JSON.stringify(audiences), ratings: JSON.stringify(ratings), limit })
        .map(toFact)
        .reverse(),
    async fact(id) {
      const row = byId.get(id);
      return row === undefined ? undefined : toFact(row);
    },
    factsOf: async (person, words) =>
      every
        .all(person)
        .map(toFact)
        .filter(({ text }) => holdsWords(text, words)),
    ...createOwnMessages(connection),
    ...createReplyReaders(connection),
    async hidden(id) {
      const row = batch.get(id);
      return row === undefined ? undefined : filled(row);
    },
    hiddenBatches: async () => batches.all().map(filled),
    presences: async (person, limit) => presences(person, limit),
  };
}

type FactRow = Omit<Fact, 'personality' | 'source'> & { readonly personality: string | null; readonly source: string | null };

function toFact({ personality, source, ...row }: FactRow): Fact {
  return { ...row, personality: personality ?? undefined, source: source ?? undefined };
}
