import type { StatsDay, StatsStore, StatsSubject } from '../../../core/ports/stats-store.ts';
import type { Connection } from './connection.ts';
import type { RoomKeys } from './room-keys.ts';

const dayMs = 86_400_000;

type Figures = Omit<StatsDay, 'day' | 'firstMs' | 'errors'> & { readonly day: number; readonly p50: number; readonly p95: number };
type Wanted = Record<string, string | number>;

const theirs = 'participant IN (SELECT id FROM participants WHERE person = :person)';
const hasCast = 'EXISTS (SELECT 1 FROM json_each("cast") WHERE value ->> \'personality\' = :personality)';

/** How rows of `usage` and of `turns` are told to belong to a kind of subject. */
const filters = {
  person: { usage: theirs, turns: theirs },
  room: { usage: 'room = :room', turns: 'room = :room' },
  personality: { usage: 'personality = :personality', turns: hasCast },
  ownPersonality: { usage: `personality = :personality AND ${theirs}`, turns: `${theirs} AND ${hasCast}` },
} as const;

/** Counts, never words. Days are UTC; percentiles by nearest rank. */
export function createStatsStore({ client }: Connection, keys: RoomKeys): StatsStore {
  const prepared = new Map(
    Object.entries(filters).map(([kind, { usage, turns }]) => [
      kind,
      {
        figures: client.prepare<Wanted, Figures>(`
          SELECT day, count(*) AS messages, sum(tokens_in) AS tokensIn, sum(tokens_cached) AS tokensCached, sum(tokens_out) AS tokensOut,
            sum(cost_micro) AS costMicro, max(CASE WHEN place = (50 * rows + 99) / 100 THEN first_ms END) AS p50,
            max(CASE WHEN place = (95 * rows + 99) / 100 THEN first_ms END) AS p95
          FROM (SELECT *, at / ${dayMs} AS day, row_number() OVER (PARTITION BY at / ${dayMs} ORDER BY first_ms) AS place,
              count(*) OVER (PARTITION BY at / ${dayMs}) AS rows
            FROM usage WHERE at >= :since AND ${usage})
          GROUP BY day`),
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

function toDay(day: number): string {
  return new Date(day * dayMs).toISOString().slice(0, 10);
}

function quiet(day: number): StatsDay {
  return { day: toDay(day), messages: 0, tokensIn: 0, tokensCached: 0, tokensOut: 0, costMicro: 0, firstMs: { p50: 0, p95: 0 }, errors: 0 };
}
