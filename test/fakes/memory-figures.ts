import type { StatsDay, StatsStore, StatsSubject } from '../../src/core/ports/stats-store.ts';
import type { Attempt } from '../../src/core/ports/usage-store.ts';
import { type MemoryData, type MemoryTurn, type MemoryUsage, participantsOf } from './memory-data.ts';

export function createFigures(data: MemoryData): StatsStore {
  return {
    async days(subject, since) {
      const replies = Map.groupBy(
        data.usage.filter((one) => one.at >= since && isOf(data, subject, replyTraits(one))),
        ({ at }) => dayOf(at),
      );
      const attempts = Map.groupBy(
        data.attempts.filter((one) => one.at >= since && isSpentBy(subject, one)),
        ({ at }) => dayOf(at),
      );
      const attempted = new Set(data.attempts.map(({ turn }) => turn));
      const errors = Map.groupBy(
        data.turns.filter((turn) => isLost(turn) && turn.receivedAt >= since && isOf(data, subject, turnTraits(turn))),
        ({ receivedAt }) => dayOf(receivedAt),
      );
      const days = [...new Set([...replies.keys(), ...attempts.keys(), ...errors.keys()])].sort();
      return days.map((day) => {
        const written = replies.get(day) ?? [];
        const alone = written
          .filter(({ turn }) => !attempted.has(turn))
          .map(({ receipt: { tokens, cost_micro } }) => ({ ...tokens, cost: cost_micro }));
        const tried = (attempts.get(day) ?? []).map(({ tokensIn, tokensCached, tokensOut, costMicro = 0 }) => ({
          in: tokensIn,
          cached: tokensCached,
          out: tokensOut,
          cost: costMicro,
        }));
        return toDay(day, { written, taken: [...alone, ...tried], errors: errors.get(day)?.length ?? 0 });
      });
    },
  };
}

interface Traits {
  readonly participant: string;
  readonly room: string;
  readonly personalities: readonly string[];
}

function replyTraits({ participant, room, receipt }: MemoryUsage): Traits {
  return { participant, room, personalities: [receipt.personality.id] };
}

function turnTraits({ event, cast }: MemoryTurn): Traits {
  return { participant: event.participant, room: event.room, personalities: cast.map(({ personality }) => personality) };
}

function isOf(data: MemoryData, subject: StatsSubject, { participant, room, personalities }: Traits): boolean {
  if ('person' in subject) return participantsOf(data, subject.person).has(participant);
  if ('room' in subject) return room === subject.room;
  const isTheirs = subject.owner === undefined || participantsOf(data, subject.owner).has(participant);
  return isTheirs && personalities.includes(subject.personality);
}

function isLost({ state, lane, lead }: MemoryTurn): boolean {
  return state === 'dead' && lane === 'talk' && lead === undefined;
}

function dayOf(at: number): string {
  return new Date(at).toISOString().slice(0, 10);
}

function isSpentBy(subject: StatsSubject, { person, room, personality }: Attempt): boolean {
  if ('person' in subject) return person === subject.person;
  if ('room' in subject) return room === subject.room;
  return personality === subject.personality && (subject.owner ?? person) === person;
}

interface Taken {
  readonly in: number;
  readonly cached: number;
  readonly out: number;
  readonly cost: number;
}

interface Day {
  readonly written: readonly MemoryUsage[];
  readonly taken: readonly Taken[];
  readonly errors: number;
}

function toDay(day: string, { written, taken, errors }: Day): StatsDay {
  const sum = (pick: (one: Taken) => number) => taken.reduce((total, one) => total + pick(one), 0);
  const firsts = written.map(({ receipt }) => receipt.timing_ms.first).sort((a, b) => a - b);
  const nearest = (percent: number) => firsts[Math.ceil((percent * firsts.length) / 100) - 1] ?? 0;
  return {
    day,
    messages: written.length,
    tokensIn: sum((one) => one.in),
    tokensCached: sum(({ cached }) => cached),
    tokensOut: sum(({ out }) => out),
    costMicro: sum(({ cost }) => cost),
    firstMs: { p50: nearest(50), p95: nearest(95) },
    errors,
  };
}
