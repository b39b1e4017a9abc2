import type { Delivery, DeliveryStore } from '../../../core/ports/store.ts';
import { anyOf, type Connection } from './connection.ts';
import { and, asc, eq, isNotNull, sql } from './drizzle.ts';
import { deliveries, rooms } from './schema.ts';

export function createDeliveryStore({ client, orm }: Connection): DeliveryStore {
  const all = () => orm.select({ delivery: deliveries, room: rooms.id }).from(deliveries).innerJoin(rooms, eq(rooms.key, deliveries.room));
  type Row = ReturnType<ReturnType<typeof all>['all']>[number];
  const inOrder = [asc(deliveries.at), asc(deliveries.part), asc(deliveries.key)];

  // What is hidden is not sent again, unless it is brought back.
  const isShown = sql`NOT EXISTS (SELECT 1 FROM messages WHERE messages.id = ${deliveries.message} AND messages.hidden IS NOT NULL)`;
  const isOutstanding = and(
    eq(deliveries.open, 1),
    sql`${deliveries.account} IN ${anyOf('accounts')}`,
    isNotNull(deliveries.final),
    isShown,
  );
  const outstanding = all()
    .where(isOutstanding)
    .orderBy(...inOrder)
    .prepare();
  const ofTurn = all()
    .where(eq(deliveries.turn, sql.placeholder('turn')))
    .orderBy(...inOrder)
    .prepare();
  const ofMessage = all()
    .where(eq(deliveries.message, sql.placeholder('message')))
    .orderBy(...inOrder)
    .prepare();
  const byKey = all()
    .where(eq(deliveries.key, sql.placeholder('key')))
    .prepare();
  const depth = client.prepare<[], number>('SELECT count(*) FROM deliveries WHERE open = 1').pluck();

  function toDelivery({ delivery, room }: Row): Delivery {
    return {
      key: delivery.key,
      turn: delivery.turn ?? undefined,
      account: delivery.account,
      room,
      replyTo: delivery.replyTo ?? undefined,
      personality: delivery.personality ?? undefined,
      part: delivery.part,
      message: delivery.message ?? undefined,
      state: delivery.state,
      ref: delivery.ref ?? undefined,
      final: delivery.final === null ? undefined : JSON.parse(delivery.final),
      partial: delivery.partial,
      createdAt: delivery.at,
    };
  }

  return {
    outstanding: async (accounts) => outstanding.all({ accounts: JSON.stringify(accounts) }).map(toDelivery),
    ofTurn: async (turn) => ofTurn.all({ turn }).map(toDelivery),
    ofMessage: async (message) => ofMessage.all({ message }).map(toDelivery),
    async byKey(key) {
      const row = byKey.get({ key });
      return row === undefined ? undefined : toDelivery(row);
    },
    depth: async () => depth.get() ?? 0,
  };
}
