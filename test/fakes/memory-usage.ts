import type { Attempt, Spender, UsageStore } from '../../src/core/ports/usage-store.ts';
import { type MemoryData, needRoom, participantsOf } from './memory-data.ts';

export function createUsage(data: MemoryData): UsageStore {
  return {
    attempts: async ({ person, provider, limit }) =>
      structuredClone(
        data.attempts
          .filter((one) => (person ?? one.person) === one.person && (provider ?? one.provider) === one.provider)
          .toSorted((a, b) => b.at - a.at || (a.id < b.id ? 1 : -1))
          .slice(0, limit),
      ),
    async spent(spender, since) {
      const theirs = data.attempts.filter((one) => one.at >= since && counts(spender, one));
      return {
        tokens: theirs.reduce((sum, { tokensIn, tokensOut }) => sum + tokensIn + tokensOut, 0),
        costMicro: theirs.reduce((sum, { costMicro = 0 }) => sum + costMicro, 0),
      };
    },
  };
}

function counts(spender: Spender, { person, room, payer }: Attempt): boolean {
  if (spender === 'operator') return payer === 'operator';
  return 'person' in spender ? person === spender.person : room === spender.room && payer !== 'own';
}

export function keepAttempt(data: MemoryData, attempt: Attempt): void {
  needRoom(data, attempt.room);
  data.attempts.push(attempt);
}

export function eraseUsage(data: MemoryData, person: string): void {
  const theirs = participantsOf(data, person);
  data.attempts = data.attempts.filter((one) => one.person !== person);
  data.usage = data.usage.filter(({ participant }) => !theirs.has(participant));
}
