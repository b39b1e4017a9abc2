import type { Clock } from '../../src/core/ports/clock.ts';

/** A clock that stands still; ids count up. For tests in which time plays no part. */
export function stillClock(now = Date.UTC(2026, 0, 2, 3, 4, 5)): Clock {
  let made = 0;
  return { now: () => now, sleep: async () => undefined, random: () => 0.5, id: () => `id-${String(++made).padStart(6, '0')}` };
}
