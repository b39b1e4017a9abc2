import type { EventEnvelope } from '../../../core/events/inbound-event.ts';
import type { Turn } from '../../../core/ports/store.ts';
import type { Connection } from './connection.ts';

export interface TurnRows {
  get(id: string): Turn | undefined;
  /** Turns left `generating` by these accounts, oldest first. */
  generating(accounts: readonly string[]): readonly Turn[];
}

interface Row
  extends Pick<Turn, 'id' | 'lane' | 'state' | 'receivedAt' | 'errors' | 'stops'>,
    Pick<EventEnvelope, 'account' | 'room' | 'participant' | 'name' | 'at'> {
  readonly eventId: string;
  readonly locale: string | null;
  /** JSON. */
  readonly body: string;
  /** JSON. */
  readonly cast: string;
  readonly message: string | null;
}

export function createTurnRows({ client }: Connection): TurnRows {
  const all = `SELECT t.id, t.lane, t.state, t.event_id AS eventId, t.account, r.id AS room, t.participant, t.name, t.at, t.locale, t.body,
      t.received_at AS receivedAt, t.errors, t.stops, t."cast", t.message
    FROM turns AS t CROSS JOIN rooms AS r ON r.key = t.room`;
  const byId = client.prepare<[string], Row>(`${all} WHERE t.id = ?`);
  const byLead = client.prepare<[string], Row>(`${all} WHERE t.lead = ? ORDER BY t.seq`);
  const left = client.prepare<[string], Row>(`
    ${all} WHERE t.lane IN ('talk', 'control') AND t.open = 1 AND t.state = 'generating'
      AND t.account IN (SELECT value FROM json_each(?)) ORDER BY t.seq`);

  const leading = (row: Row): Turn =>
    toTurn(
      row,
      byLead.all(row.id).map((joined) => toTurn(joined, [])),
    );

  return {
    get(id) {
      const row = byId.get(id);
      return row === undefined ? undefined : leading(row);
    },
    generating: (accounts) => left.all(JSON.stringify(accounts)).map(leading),
  };
}

function toTurn(row: Row, joined: readonly Turn[]): Turn {
  return {
    id: row.id,
    lane: row.lane,
    state: row.state,
    event: {
      id: row.eventId,
      account: row.account,
      room: row.room,
      participant: row.participant,
      name: row.name,
      at: row.at,
      ...(row.locale === null ? {} : { locale: row.locale }),
    },
    body: JSON.parse(row.body),
    receivedAt: row.receivedAt,
    errors: row.errors,
    stops: row.stops,
    cast: JSON.parse(row.cast),
    joined,
    ...(row.message === null ? {} : { message: row.message }),
  };
}
