import type { Turn } from '../../../core/ports/store.ts';
import { anyOf, type Connection } from './connection.ts';
import { and, asc, eq, sql } from './drizzle.ts';
import { rooms, turns } from './schema.ts';

export interface TurnRows {
  get(id: string): Turn | undefined;
  /** Turns left `generating` by these accounts, oldest first. */
  generating(accounts: readonly string[]): readonly Turn[];
}

export function createTurnRows(connection: Connection): TurnRows {
  const all = () => connection.orm.select({ turn: turns, room: rooms.id }).from(turns).innerJoin(rooms, eq(rooms.key, turns.room));
  type Row = ReturnType<ReturnType<typeof all>['all']>[number];

  const byId = all()
    .where(eq(turns.id, sql.placeholder('id')))
    .prepare();
  const byLead = all()
    .where(eq(turns.lead, sql.placeholder('lead')))
    .orderBy(asc(turns.seq))
    .prepare();
  const isGenerating = and(
    sql`${turns.lane} IN ('talk', 'control')`,
    eq(turns.open, 1),
    eq(turns.state, 'generating'),
    sql`${turns.account} IN ${anyOf('accounts')}`,
  );
  const left = all().where(isGenerating).orderBy(asc(turns.seq)).prepare();

  function leading(row: Row): Turn {
    return toTurn(
      row,
      byLead.all({ lead: row.turn.id }).map((joined) => toTurn(joined, [])),
    );
  }

  function toTurn({ turn, room }: Row, joined: readonly Turn[]): Turn {
    return {
      id: turn.id,
      lane: turn.lane,
      state: turn.state,
      event: {
        id: turn.eventId,
        account: turn.account,
        room,
        participant: turn.participant,
        name: turn.name,
        at: turn.at,
        ...(turn.locale === null ? {} : { locale: turn.locale }),
      },
      body: turn.body,
      receivedAt: turn.receivedAt,
      errors: turn.errors,
      stops: turn.stops,
      cast: turn.cast,
      joined,
      ...(turn.message === null ? {} : { message: turn.message }),
    };
  }

  return {
    get(id) {
      const row = byId.get({ id });
      return row === undefined ? undefined : leading(row);
    },
    generating: (accounts) => left.all({ accounts: JSON.stringify(accounts) }).map(leading),
  };
}
