import type { Write } from '../../../core/ports/writes.ts';
import type { Connection } from './connection.ts';

export interface TurnWrites {
  turn(write: Extract<Write, { write: 'turn' }>): void;
  requeue(write: Extract<Write, { write: 'requeue' }>): void;
  /** An answered turn whose every delivery has arrived is delivered. */
  settle(turn: string): void;
}

interface Change {
  readonly id: string;
  readonly state: string;
  readonly open: 1 | null;
  readonly errors: number | null;
  readonly stops: number | null;
  readonly notBefore: number | null;
  readonly code: string | null;
}

export function createTurnWrites({ client }: Connection): TurnWrites {
  const change = client.prepare<Change>(`
    UPDATE turns SET state = :state, open = CASE WHEN lead IS NULL THEN :open END, errors = coalesce(:errors, errors), stops = coalesce(:stops, stops),
      not_before = coalesce(:notBefore, not_before), code = coalesce(:code, code)
    WHERE id = :id`);
  const changeJoined = client.prepare<{ id: string; state: string }>('UPDATE turns SET state = :state WHERE lead = :id');
  // The text of an edit is needed no more once it is settled: it stands in the message.
  const blank = ['id', 'lead'].map((column) =>
    client.prepare<[string]>(
      `UPDATE turns SET body = json_set(body, '$.text', ''), edits = NULL WHERE ${column} = ? AND edits IS NOT NULL`,
    ),
  );
  const requeue = client.prepare<{ id: string; cast: string; message: string; notBefore: number }>(
    `UPDATE turns SET lane = 'talk', state = 'received', open = 1, "cast" = :cast, message = :message, not_before = :notBefore WHERE id = :id`,
  );
  const isDelivered = `state = 'answered' AND NOT EXISTS (SELECT 1 FROM deliveries WHERE turn = :id AND open = 1)`;
  const settle = client.prepare<{ id: string }>(`UPDATE turns SET state = 'delivered' WHERE id = :id AND ${isDelivered}`);

  return {
    turn({ id, state, errors = null, stops = null, notBefore = null, code = null }) {
      const isOpen = state === 'received' || state === 'generating';
      change.run({ id, state, open: isOpen ? 1 : null, errors, stops, notBefore, code });
      changeJoined.run({ id, state });
      if (!isOpen) for (const statement of blank) statement.run(id);
    },
    requeue({ id, cast, message, notBefore }) {
      requeue.run({ id, cast: JSON.stringify(cast), message, notBefore });
    },
    settle(id) {
      if (settle.run({ id }).changes > 0) changeJoined.run({ id, state: 'delivered' });
    },
  };
}
