import type { EventBody } from '../../../core/events/inbound-event.ts';
import type { Write } from '../../../core/ports/writes.ts';
import type { Connection } from './connection.ts';

export interface ForgettingWrites {
  /** Gives back the person it was said by or to. */
  forget(message: string): string | undefined;
  /** Gives back the person it is about. */
  forgetFact(fact: string): string | undefined;
  hide(write: Extract<Write, { write: 'hide' }>): void;
  unhide(batch: string): void;
  blankCall(turn: string): void;
  /** After the batch: what was hidden and is no more ends its batch, and what these people were shown about it is blanked. */
  tidy(persons: ReadonlySet<string>): void;
}

export function createForgettingWrites({ client }: Connection): ForgettingWrites {
  // A reply was said to whoever asked; their turn knows.
  const personOf = client
    .prepare<[string], string>(`
      SELECT p.person FROM messages AS m CROSS JOIN turns AS t ON t.id = m.turn
        CROSS JOIN participants AS p ON p.id = coalesce(m.participant, t.participant)
      WHERE m.id = ?`)
    .pluck();
  const traces = [
    // A fact nothing else speaks for goes with its source.
    `DELETE FROM facts WHERE id IN (SELECT fact FROM evidence WHERE message = :message)
      AND NOT EXISTS (SELECT 1 FROM evidence WHERE fact = facts.id AND message <> :message)`,
    'DELETE FROM evidence WHERE message = :message',
    'DELETE FROM receipts WHERE message = :message',
    'DELETE FROM recall_log WHERE reply = :message',
    'DELETE FROM recall_log WHERE item = :message',
    'DELETE FROM actions WHERE message = :message',
    `UPDATE deliveries SET partial = '', final = NULL WHERE message = :message`,
    `UPDATE turns SET body = json_set(body, '$.text', ''), edits = NULL
      WHERE edits IS NOT NULL AND (room, edits) = (SELECT room, ref FROM messages WHERE id = :message)`,
    `UPDATE messages SET text = '', forgotten = 1, hidden = NULL WHERE id = :message`,
  ].map((sql) => client.prepare<{ message: string }>(sql));
  const callsOf = client
    .prepare<[string], string>(`SELECT id FROM turns WHERE message = ? AND json_extract(body, '$.kind') = 'command'`)
    .pluck();
  const subjectOf = client.prepare<[string], string>('SELECT subject FROM facts WHERE id = ?').pluck();
  const factTraces = ['DELETE FROM evidence WHERE fact = ?', 'DELETE FROM recall_log WHERE item = ?', 'DELETE FROM facts WHERE id = ?'].map(
    (sql) => client.prepare<[string]>(sql),
  );
  const addBatch = client.prepare<{ batch: string; person: string; due: number }>(
    'INSERT INTO hidden_batches (id, person, due) VALUES (:batch, :person, :due) ON CONFLICT DO NOTHING',
  );
  // What an earlier batch hides stays in it: its time runs already.
  const hideMessages = client.prepare<{ batch: string; ids: string }>(
    'UPDATE messages SET hidden = :batch WHERE id IN (SELECT value FROM json_each(:ids)) AND forgotten = 0 AND hidden IS NULL',
  );
  const hideFacts = client.prepare<{ batch: string; ids: string }>(
    'UPDATE facts SET hidden = :batch WHERE id IN (SELECT value FROM json_each(:ids)) AND hidden IS NULL',
  );
  const show = ['messages', 'facts'].map((table) =>
    client.prepare<[string]>(`UPDATE ${table} SET hidden = NULL WHERE hidden = ? AND hidden IS NOT NULL`),
  );
  const endBatches = client.prepare<[]>(`
    DELETE FROM hidden_batches WHERE NOT EXISTS (SELECT 1 FROM messages WHERE hidden = hidden_batches.id)
      AND NOT EXISTS (SELECT 1 FROM facts WHERE hidden = hidden_batches.id)`);
  const bodyOf = client.prepare<[string], string>('SELECT body FROM turns WHERE id = ?').pluck();
  const setBody = client.prepare<{ turn: string; body: string }>('UPDATE turns SET body = :body WHERE id = :turn');
  const blankShown = client.prepare<[string]>(`
    UPDATE deliveries SET partial = '', final = NULL, state = 'delivered', open = NULL
    WHERE open = 1 AND message IS NULL AND state = 'sent' AND EXISTS (
      SELECT 1 FROM turns AS t CROSS JOIN participants AS p ON p.id = t.participant WHERE t.id = deliveries.turn AND p.person = ?)`);

  function blankCall(turn: string): void {
    const body = bodyOf.get(turn);
    if (body !== undefined) setBody.run({ turn, body: JSON.stringify(blanked(JSON.parse(body))) });
  }

  return {
    forget(message) {
      const person = personOf.get(message);
      for (const turn of callsOf.all(message)) blankCall(turn);
      for (const statement of traces) statement.run({ message });
      return person;
    },
    forgetFact(fact) {
      const person = subjectOf.get(fact);
      for (const statement of factTraces) statement.run(fact);
      return person;
    },
    hide({ batch, person, due, ...rows }) {
      addBatch.run({ batch, person, due });
      hideMessages.run({ batch, ids: JSON.stringify(rows.messages) });
      hideFacts.run({ batch, ids: JSON.stringify(rows.facts) });
    },
    unhide(batch) {
      for (const statement of show) statement.run(batch);
    },
    blankCall,
    tidy(persons) {
      endBatches.run();
      for (const person of persons) blankShown.run(person);
    },
  };
}

/** Without the words somebody gave: of a command its first word stays, of a form which one it was. */
function blanked(body: EventBody): EventBody {
  if (body.kind === 'command') return { ...body, call: { command: body.call.command.trim().split(/\s/)[0] ?? '', args: {} } };
  if (body.kind === 'formSubmitted') return { ...body, values: {} };
  return 'text' in body ? { ...body, text: '' } : body;
}
