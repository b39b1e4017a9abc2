import type { Write } from '../../../core/ports/writes.ts';
import type { Connection } from './connection.ts';

/** A fact with the message that speaks for it. */
export function createFactWriter({ client }: Connection): (write: Extract<Write, { write: 'fact' }>) => void {
  const keep = client.prepare<
    Record<'id' | 'subject' | 'personality' | 'text' | 'audience' | 'exposure' | 'rating', string | null> & { at: number }
  >(`
    INSERT INTO facts (id, subject, personality, text, audience, exposure, rating, state, valid_from)
    VALUES (:id, :subject, :personality, :text, :audience, :exposure, :rating, 'active', :at)
    ON CONFLICT (id) DO UPDATE SET subject = :subject, personality = :personality, text = :text, audience = :audience,
      exposure = :exposure, rating = :rating, valid_from = :at`);
  const forgetSources = client.prepare<[string]>('DELETE FROM evidence WHERE fact = ?');
  const addSource = client.prepare<{ id: string; source: string }>(`INSERT INTO evidence (fact, message, quote) VALUES (:id, :source, '')`);
  return ({ fact: { source, personality = null, ...fact } }) => {
    keep.run({ ...fact, personality });
    forgetSources.run(fact.id);
    if (source !== undefined) addSource.run({ id: fact.id, source });
  };
}
