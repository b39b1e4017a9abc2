import type { StatsDay, StatsStore, StatsSubject } from '../../src/core/ports/stats-store.ts';
import { type MemoryData, type MemoryTurn, type MemoryUsage, participantsOf } from './memory-data.ts';

export function createFigures(data: MemoryData): StatsStore {
  return {
    async days(subject, since) {
      const replies = Map.groupBy(
        data.usage.filter((one) => one.at >= since && isOf(data, subject, replyTraits(one))),
        ({ at }) => dayOf(at),
      );
      const errors = Map.groupBy(
        data.turns.filter((turn) => isLost(turn) && turn.receivedAt >= since && isOf(data, subject, turnTraits(turn))),
        ({ receivedAt }) => dayOf(receivedAt),
      );
      const days = [...new Set([...replies.keys(), ...errors.keys()])].sort();
      return days.map((day) => toDay(day, replies.get(day) ?? [], errors.get(day)?.length ?? 0));
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

function toDay(day: string, replies: readonly MemoryUsage[], errors: number): StatsDay {
  const sum = (pick: (receipt: MemoryUsage['receipt']) => number) => replies.reduce((total, { receipt }) => total + pick(receipt), 0);
  const firsts = replies.map(({ receipt }) => receipt.timing_ms.first).sort((a, b) => a - b);
  const nearest = (percent: number) => firsts[Math.ceil((percent * firsts.length) / 100) - 1] ?? 0;
  return {
    day,
    messages: replies.length,
    tokensIn: sum(({ tokens }) => tokens.in),
    tokensCached: sum(({ tokens }) => tokens.cached),
    tokensOut: sum(({ tokens }) => tokens.out),
    costMicro: sum(({ cost_micro }) => cost_micro),
    firstMs: { p50: nearest(50), p95: nearest(95) },
    errors,
  };
}
