import { createRequire } from 'node:module';
import type { Limiter, LimitWindow } from '../../core/ports/limiter.ts';

type Windows = InstanceType<typeof import('rate-limiter-flexible').RateLimiterMemory>;

/** The one class of the package that is used: its index loads the code of every database it knows. */
function loadWindows(): Windows {
  const RateLimiterMemory: typeof import('rate-limiter-flexible').RateLimiterMemory = createRequire(import.meta.url)(
    'rate-limiter-flexible/lib/RateLimiterMemory',
  );
  // What fits is decided here: a window's limit may change while it is open.
  return new RateLimiterMemory({ points: Number.MAX_SAFE_INTEGER, duration: 60 });
}

/** Windows in this process's memory. They end by the machine's steady timers: a clock that is set back neither prolongs nor opens one. */
export function createLimiter(): Limiter {
  let loaded: Windows | undefined;
  const opening = new Map<string, Promise<void>>();

  const windows = (): Windows => {
    loaded ??= loadWindows();
    return loaded;
  };

  async function open(window: LimitWindow): Promise<void> {
    const held = await windows().get(window.key);
    if (held !== null && held.msBeforeNext > 0) return;
    const now = opening.get(window.key) ?? fill(window).finally(() => opening.delete(window.key));
    opening.set(window.key, now);
    await now;
  }

  async function fill({ key, ms, used }: LimitWindow): Promise<void> {
    await windows().set(key, (await used?.()) ?? 0, secondsOf(ms));
  }

  const move = (window: LimitWindow, points: number) =>
    points < 0
      ? windows().reward(window.key, -points, { customDuration: secondsOf(window.ms) })
      : windows().penalty(window.key, points, { customDuration: secondsOf(window.ms) });

  return {
    async take(window, points) {
      await open(window);
      const { consumedPoints, msBeforeNext } = await move(window, points);
      if (consumedPoints <= window.limit) return { ok: true };
      await move(window, -points);
      return { ok: false, waitMs: Math.min(Math.max(1, Math.ceil(msBeforeNext)), window.ms) };
    },
    async add(window, points) {
      await open(window);
      await move(window, points);
    },
  };
}

/** A window of no length would never end. */
function secondsOf(ms: number): number {
  return Math.max(1, ms) / 1000;
}
