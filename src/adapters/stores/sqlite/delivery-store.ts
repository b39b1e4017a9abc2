import type { Delivery, DeliveryState, DeliveryStore } from '../../../core/ports/store.ts';
import type { Connection } from './connection.ts';

interface Row extends Pick<Delivery, 'key' | 'account' | 'room' | 'part' | 'state' | 'partial' | 'createdAt'> {
  readonly turn: string | null;
  readonly replyTo: string | null;
  readonly personality: string | null;
  readonly message: string | null;
  readonly ref: string | null;
  /** JSON of an `Outgoing`. */
  readonly final: string | null;
}

export function createDeliveryStore({ client }: Connection): DeliveryStore {
  const all = `SELECT d.key, d.turn, d.account, r.id AS room, d.reply_to AS replyTo, d.personality, d.part, d.message, d.state, d.ref,
      d.final, d.partial, d.at AS createdAt
    FROM deliveries AS d CROSS JOIN rooms AS r ON r.key = d.room`;
  const inOrder = 'ORDER BY d.at, d.part, d.key';
  // What is hidden is not sent again, unless it is brought back.
  const isShown = 'NOT EXISTS (SELECT 1 FROM messages AS m WHERE m.id = d.message AND m.hidden IS NOT NULL)';
  const outstanding = client.prepare<[string], Row>(
    `${all} WHERE d.open = 1 AND d.account IN (SELECT value FROM json_each(?)) AND d.final IS NOT NULL AND ${isShown} ${inOrder}`,
  );
  const ofTurn = client.prepare<[string], Row>(`${all} WHERE d.turn = ? ${inOrder}`);
  const ofMessage = client.prepare<[string], Row>(`${all} WHERE d.message = ? ${inOrder}`);
  const byKey = client.prepare<[string], Row>(`${all} WHERE d.key = ?`);
  const stateOf = client.prepare<[string], DeliveryState>('SELECT state FROM deliveries WHERE key = ?').pluck();
  const depth = client.prepare<[], number>('SELECT count(*) FROM deliveries WHERE open = 1').pluck();

  return {
    outstanding: async (accounts) => outstanding.all(JSON.stringify(accounts)).map(toDelivery),
    ofTurn: async (turn) => ofTurn.all(turn).map(toDelivery),
    ofMessage: async (message) => ofMessage.all(message).map(toDelivery),
    async byKey(key) {
      const row = byKey.get(key);
      return row === undefined ? undefined : toDelivery(row);
    },
    stateOf: async (key) => stateOf.get(key),
    depth: async () => depth.get() ?? 0,
  };
}

function toDelivery({ turn, replyTo, personality, message, ref, final, ...row }: Row): Delivery {
  return {
    ...row,
    turn: turn ?? undefined,
    replyTo: replyTo ?? undefined,
    personality: personality ?? undefined,
    message: message ?? undefined,
    ref: ref ?? undefined,
    final: final === null ? undefined : JSON.parse(final),
  };
}
