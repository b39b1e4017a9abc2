import type { Fact, HiddenBatch, MemoryStore } from '../../../core/ports/memory-store.ts';
import { anyOf, type Connection } from './connection.ts';
import { and, asc, desc, eq, isNull, sql } from './drizzle.ts';
import { holdsWords } from './holds-words.ts';
import { createOwnMessages } from './own-messages.ts';
import { createPresenceRows } from './presence-rows.ts';
import { createReplyReaders } from './reply-readers.ts';
import { evidence, facts } from './schema.ts';

/** What is kept about people; what is hidden never leaves the store. */
export function createMemoryStore(connection: Connection): MemoryStore {
  const { client, orm } = connection;
  const at = (name: string) => sql.placeholder(name);
  const source = sql<string | null>`(SELECT ${evidence.message} FROM ${evidence} WHERE ${evidence.fact} = ${facts.id} LIMIT 1)`;
  const all = () => orm.select({ fact: facts, source }).from(facts);
  const isTheirs = and(eq(facts.subject, at('person')), isNull(facts.hidden));
  const newest = all()
    .where(and(isTheirs, sql`${facts.audience} IN ${anyOf('audiences')}`, sql`${facts.rating} IN ${anyOf('ratings')}`))
    .orderBy(desc(facts.validFrom), desc(facts.id))
    .limit(at('limit'))
    .prepare();
  const byId = all()
    .where(and(eq(facts.id, at('id')), isNull(facts.hidden)))
    .prepare();
  const every = all().where(isTheirs).orderBy(asc(facts.validFrom), asc(facts.id)).prepare();
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
      const row = byId.get({ id });
      return row === undefined ? undefined : toFact(row);
    },
    factsOf: async (person, words) =>
      every
        .all({ person })
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

type FactRow = { readonly fact: typeof facts.$inferSelect; readonly source: string | null };

function toFact({ fact, source }: FactRow): Fact {
  const { id, subject, personality, text, audience, exposure, rating, validFrom } = fact;
  return {
    id,
    subject,
    personality: personality ?? undefined,
    text,
    audience,
    exposure,
    rating,
    at: validFrom,
    source: source ?? undefined,
  };
}
