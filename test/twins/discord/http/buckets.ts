export interface Rate {
  readonly limit: number;
  readonly perMs: number;
}

/** The limits of requests, in real time like everything a client waits for. */
export interface Buckets {
  /** Takes one from a bucket; headers tell how it stands then. */
  take(route: string, major: string): Taken;
  /** Takes one of what the bot may do in a second. Seconds to wait when there is none. */
  takeGlobal(): number | undefined;
}

export interface Taken {
  readonly headers: Readonly<Record<string, string>>;
  /** Seconds to wait; undefined when it may go on. */
  readonly retryAfter: number | undefined;
}

interface Window {
  left: number;
  end: number;
}

export function createBuckets(rate: Rate, globalPerSecond: number): Buckets {
  const windows = new Map<string, Window>();
  const global: Window = { left: globalPerSecond, end: 0 };
  return {
    take(route, major) {
      const key = `${route} ${major}`;
      const now = Date.now();
      const old = windows.get(key);
      const window = old === undefined || old.end <= now ? { left: rate.limit, end: now + rate.perMs } : old;
      windows.set(key, window);
      const isFree = window.left > 0;
      if (isFree) window.left -= 1;
      const seconds = (window.end - now) / 1000;
      return {
        retryAfter: isFree ? undefined : seconds,
        headers: {
          'x-ratelimit-limit': String(rate.limit),
          'x-ratelimit-remaining': String(window.left),
          'x-ratelimit-reset': (window.end / 1000).toFixed(3),
          'x-ratelimit-reset-after': seconds.toFixed(3),
          'x-ratelimit-bucket': Buffer.from(route).toString('hex').slice(0, 32),
        },
      };
    },
    takeGlobal() {
      const now = Date.now();
      if (global.end <= now) {
        global.end = now + 1000;
        global.left = globalPerSecond;
      }
      if (global.left === 0) return (global.end - now) / 1000;
      global.left -= 1;
      return undefined;
    },
  };
}
