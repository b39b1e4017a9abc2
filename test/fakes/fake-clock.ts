import type { Clock } from '../../src/core/ports/clock.ts';

export interface FakeClock extends Clock {
  /** Lets time pass; sleepers wake in the order of their moments, each before the next is looked at. */
  advance(ms: number): Promise<void>;
  /** How many sleep. */
  sleeping(): number;
}

/** Time that stands still until a test moves it; ids count up, chance is a fixed sequence. */
export function createFakeClock(start = Date.UTC(2026, 10, 24, 9)): FakeClock {
  let now = start;
  let ids = 0;
  let chance = 0;
  const sleepers = new Set<{ readonly at: number; readonly wake: () => void }>();
  return {
    now: () => now,
    random: () => {
      chance = (chance * 5 + 3) % 16;
      return chance / 16;
    },
    id: () => {
      ids += 1;
      return String(ids).padStart(26, '0');
    },
    sleep(ms, signal) {
      const { promise, resolve, reject } = Promise.withResolvers<void>();
      const sleeper = { at: now + ms, wake: resolve };
      sleepers.add(sleeper);
      const cut = (): void => {
        sleepers.delete(sleeper);
        reject(signal?.reason);
      };
      if (signal?.aborted === true) cut();
      signal?.addEventListener('abort', cut, { once: true });
      return promise.finally(() => signal?.removeEventListener('abort', cut));
    },
    async advance(ms) {
      const end = now + ms;
      for (;;) {
        await settled();
        const next = [...sleepers].filter(({ at }) => at <= end).sort((a, b) => a.at - b.at)[0];
        if (next === undefined) break;
        now = Math.max(now, next.at);
        sleepers.delete(next);
        next.wake();
      }
      now = end;
      await settled();
    },
    sleeping: () => sleepers.size,
  };
}

/** Lets everything that only waits for promises come to rest. */
async function settled(): Promise<void> {
  for (let round = 0; round < 20; round += 1) await new Promise((resolve) => setImmediate(resolve));
}
