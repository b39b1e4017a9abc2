import type { Clock } from '../../src/core/ports/clock.ts';
import type { Limiter, LimitWindow } from '../../src/core/ports/limiter.ts';

interface Held {
  used: number;
  readonly until: number;
}

/** A limiter whose windows end when its clock has slept that long. */
export function createMemoryLimiter(clock: Pick<Clock, 'now' | 'sleep'>): Limiter {
  const windows = new Map<string, Promise<Held>>();

  function opened(window: LimitWindow): Promise<Held> {
    const held = windows.get(window.key) ?? open(window);
    windows.set(window.key, held);
    return held;
  }

  async function open({ key, ms, used }: LimitWindow): Promise<Held> {
    clock.sleep(ms).then(
      () => windows.delete(key),
      () => undefined,
    );
    const until = clock.now() + ms;
    return { used: (await used?.()) ?? 0, until };
  }

  return {
    async take(window, points) {
      const held = await opened(window);
      if (held.used + points > window.limit) return { ok: false, waitMs: Math.min(Math.max(1, held.until - clock.now()), window.ms) };
      held.used += points;
      return { ok: true };
    },
    async add(window, points) {
      (await opened(window)).used += points;
    },
  };
}
