import type { Attempt, Spender, Spending, UsageStore } from '../../../core/ports/usage-store.ts';
import type { Connection } from './connection.ts';
import type { RoomKeys } from './room-keys.ts';

interface Row extends Omit<Attempt, 'turn' | 'costMicro' | 'firstMs'> {
  readonly turn: string | null;
  readonly costMicro: number | null;
  readonly firstMs: number | null;
}

export interface UsageWrites {
  keep(attempt: Attempt): void;
  erase(person: string): void;
}

type Wanted = Record<string, string | number>;

/** Each kind of spender, and which rows count for them. */
const filters = {
  person: 'person = :person',
  room: `room = :room AND payer <> 'own'`,
  operator: `payer = 'operator'`,
} as const;

export function createUsageStore({ client }: Connection, keys: RoomKeys): UsageStore {
  const all = `SELECT a.id, a.turn, a.person, r.id AS room, a.personality, a.provider, a.model, a.payer, a.exposure, a.outcome,
      a.tokens_in AS tokensIn, a.tokens_cached AS tokensCached, a.tokens_out AS tokensOut, a.cost_micro AS costMicro, a.first_ms AS firstMs,
      a.total_ms AS totalMs, a.at
    FROM attempts AS a CROSS JOIN rooms AS r ON r.key = a.room`;
  const newest = (where: string) => client.prepare<Wanted, Row>(`${all} ${where} ORDER BY a.at DESC, a.id DESC LIMIT :limit`);
  const any = newest('');
  const ofPerson = newest('WHERE a.person = :person');
  const ofProvider = newest('WHERE a.provider = :provider');
  const ofBoth = newest('WHERE a.person = :person AND a.provider = :provider');
  const sum = (where: string) =>
    client.prepare<Wanted, Spending>(
      `SELECT coalesce(sum(tokens_in + tokens_out), 0) AS tokens, coalesce(sum(cost_micro), 0) AS costMicro FROM attempts WHERE at >= :since AND ${where}`,
    );
  const sums = { person: sum(filters.person), room: sum(filters.room), operator: sum(filters.operator) };

  return {
    async attempts({ person, provider, limit }) {
      if (person !== undefined && provider !== undefined) return ofBoth.all({ person, provider, limit }).map(toAttempt);
      if (person !== undefined) return ofPerson.all({ person, limit }).map(toAttempt);
      return (provider === undefined ? any.all({ limit }) : ofProvider.all({ provider, limit })).map(toAttempt);
    },
    async spent(spender, since) {
      const [kind, wanted] = toWanted(spender, keys);
      return sums[kind].get({ ...wanted, since }) ?? { tokens: 0, costMicro: 0 };
    },
  };
}

export function createUsageWrites({ client }: Connection, keys: RoomKeys): UsageWrites {
  const add = client.prepare<Omit<Row, 'room'> & { readonly room: number }>(`
    INSERT INTO attempts (id, turn, person, room, personality, provider, model, payer, exposure, outcome, tokens_in, tokens_cached, tokens_out,
      cost_micro, first_ms, total_ms, at)
    VALUES (:id, :turn, :person, :room, :personality, :provider, :model, :payer, :exposure, :outcome, :tokensIn, :tokensCached, :tokensOut,
      :costMicro, :firstMs, :totalMs, :at)`);
  const erase = [
    'DELETE FROM attempts WHERE person = ?',
    'DELETE FROM usage WHERE participant IN (SELECT id FROM participants WHERE person = ?)',
  ].map((sql) => client.prepare<[string]>(sql));
  return {
    keep({ turn = null, costMicro = null, firstMs = null, room, ...row }) {
      add.run({ ...row, turn, costMicro, firstMs, room: keys.need(room) });
    },
    erase(person) {
      for (const statement of erase) statement.run(person);
    },
  };
}

function toWanted(spender: Spender, keys: RoomKeys): readonly [kind: keyof typeof filters, wanted: Wanted] {
  if (spender === 'operator') return ['operator', {}];
  return 'person' in spender ? ['person', { person: spender.person }] : ['room', { room: keys.find(spender.room) ?? -1 }];
}

function toAttempt({ turn, costMicro, firstMs, ...row }: Row): Attempt {
  return { ...row, turn: turn ?? undefined, costMicro: costMicro ?? undefined, firstMs: firstMs ?? undefined };
}
