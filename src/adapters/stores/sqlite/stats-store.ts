import type { StatsDay, StatsStore, StatsSubject } from '../../../core/ports/stats-store.ts';
import type { Connection } from './connection.ts';
import type { RoomKeys } from './room-keys.ts';

const dayMs = 86_400_000;

type Taken = Pick<StatsDay, 'tokensIn' | 'tokensCached' | 'tokensOut' | 'costMicro'>;
type Figures = Taken & Pick<StatsDay, 'messages'> & { readonly day: number; readonly p50: number; readonly p95: number };
type Wanted = Record<string, string | number>;

const theirs = 'participant IN (SELECT id FROM participants WHERE person = :person)';
const hasCast = 'EXISTS (SELECT 1 FROM json_each("cast") WHERE value ->> \'personality\' = :personality)';

/** How rows of `usage`, `attempts` and `turns` are told to belong to a kind of subject. */
const filters = {
  person: { usage: theirs, attempts: 'person = :person', turns: theirs },
  room: { usage: 'room = :room', attempts: 'room = :room', turns: 'room = :room' },
  personality: { usage: 'personality = :personality', attempts: 'personality = :personality', turns: hasCast },
  ownPersonality: {
    usage: `personality = :personality AND ${theirs}`,
    attempts: 'personality = :personality AND person = :person',
    turns: `${theirs} AND ${hasCast}`,
  },
} as const;

/** 1: no attempt of its turn was written down, so that what it took stands here alone. */
const isAlone = 'NOT EXISTS (SELECT 1 FROM messages AS m CROSS JOIN attempts AS a ON a.turn = m.turn WHERE m.id = usage.message)';

/** Counts, never words. Days are UTC; percentiles by nearest rank. */
export function createStatsStore({ client }: Connection, keys: RoomKeys): StatsStore {
  const prepared = new Map(
    Object.entries(filters).map(([kind, { usage, attempts, turns }]) => [
      kind,
      {
        figures: client.prepare<Wanted, Figures>(`
          SELECT day, count(*) AS messages, sum(tokens_in * is_alone) AS tokensIn, sum(tokens_cached * is_alone) AS tokensCached,
            sum(tokens_out * is_alone) AS tokensOut, sum(cost_micro * is_alone) AS costMicro, max(CASE WHEN place = (50 * rows + 99) / 100 THEN first_ms END) AS p50,
            max(CASE WHEN place = (95 * rows + 99) / 100 THEN first_ms END) AS p95
          FROM (SELECT *, at / ${dayMs} AS day, row_number() OVER (PARTITION BY at / ${dayMs} ORDER BY first_ms) AS place,
              count(*) OVER (PARTITION BY at / ${dayMs}) AS rows, ${isAlone} AS is_alone
            FROM usage WHERE at >= :since AND ${usage})
          GROUP BY day`),
        taken: client.prepare<Wanted, Taken & { day: number }>(`
          SELECT at / ${dayMs} AS day, sum(tokens_in) AS tokensIn, sum(tokens_cached) AS tokensCached, sum(tokens_out) AS tokensOut,
            coalesce(sum(cost_micro), 0) AS costMicro
          FROM attempts WHERE at >= :since AND ${attempts} GROUP BY day`),
        errors: client.prepare<Wanted, { day: number; errors: number }>(`
          SELECT received_at / ${dayMs} AS day, count(*) AS errors FROM turns
          WHERE state = 'dead' AND received_at >= :since AND lane = 'talk' AND lead IS NULL AND ${turns} GROUP BY day`),
      },
    ]),
  );

  return {
    async days(subject, since) {
      const [kind, wanted] = toWanted(subject, keys);
      const statements = prepared.get(kind);
      if (statements === undefined) return [];
      const days = new Map<number, StatsDay>();
      for (const { day, p50, p95, ...figures } of statements.figures.all({ ...wanted, since })) {
        days.set(day, { ...figures, day: toDay(day), firstMs: { p50, p95 }, errors: 0 });
      }
      for (const { day, ...taken } of statements.taken.all({ ...wanted, since })) {
        days.set(day, plus(days.get(day) ?? quiet(day), taken));
      }
      for (const { day, errors } of statements.errors.all({ ...wanted, since })) {
        days.set(day, { ...(days.get(day) ?? quiet(day)), errors });
      }
      return [...days].sort(([a], [b]) => a - b).map(([, day]) => day);
    },
  };
}

function toWanted(subject: StatsSubject, keys: RoomKeys): readonly [kind: keyof typeof filters, wanted: Wanted] {
  if ('person' in subject) return ['person', { person: subject.person }];
  if ('room' in subject) return ['room', { room: keys.find(subject.room) ?? -1 }];
  const { personality, owner } = subject;
  return owner === undefined ? ['personality', { personality }] : ['ownPersonality', { personality, person: owner }];
}

function plus(day: StatsDay, taken: Taken): StatsDay {
  return {
    ...day,
    tokensIn: day.tokensIn + taken.tokensIn,
    tokensCached: day.tokensCached + taken.tokensCached,
    tokensOut: day.tokensOut + taken.tokensOut,
    costMicro: day.costMicro + taken.costMicro,
  };
}

function toDay(day: number): string {
  return new Date(day * dayMs).toISOString().slice(0, 10);
}

function quiet(day: number): StatsDay {
  return { day: toDay(day), messages: 0, tokensIn: 0, tokensCached: 0, tokensOut: 0, costMicro: 0, firstMs: { p50: 0, p95: 0 }, errors: 0 };
}
