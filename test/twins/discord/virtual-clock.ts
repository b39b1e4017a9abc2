/** The time Discord lives by here: its ids, the 3 seconds and the 15 minutes. */
export interface VirtualClock {
  now(): number;
  /** Lets time pass at once. */
  advance(ms: number): void;
  /** Calls back once `moment` is reached; returns how to call it off. */
  at(moment: number, then: () => void): () => void;
  /** A new id, later than every earlier one. */
  snowflake(): string;
  stop(): void;
}

const discordEpoch = 1_420_070_400_000;

/** When an id was made. */
export const madeAt = (id: string): number => Number(BigInt(id) >> 22n) + discordEpoch;

/** An id as if made at `moment`, earlier than all real ones of that millisecond. */
export const idAt = (moment: number): string => String(BigInt(Math.floor(moment) - discordEpoch) << 22n);

/** Runs beside `source` (the real time, or a test's own clock), ahead by what it was advanced. */
export function createVirtualClock(source: () => number = Date.now): VirtualClock {
  let ahead = 0;
  let last = 0;
  let counter = 0n;
  const waiting = new Map<() => void, { readonly moment: number; timer: NodeJS.Timeout }>();

  const now = (): number => source() + ahead;
  const check = (then: () => void): void => {
    const entry = waiting.get(then);
    if (entry === undefined) return;
    clearTimeout(entry.timer);
    const left = entry.moment - now();
    if (left > 0) {
      entry.timer = setTimeout(() => check(then), Math.max(left, 20)).unref();
      return;
    }
    waiting.delete(then);
    then();
  };
  return {
    now,
    advance(ms) {
      ahead += ms;
      for (const then of [...waiting.keys()]) check(then);
    },
    at(moment, then) {
      // One entry per call, even for the same callback.
      const once = (): void => then();
      waiting.set(once, { moment, timer: setTimeout(() => check(once), Math.max(moment - now(), 0)).unref() });
      return () => {
        const entry = waiting.get(once);
        if (entry !== undefined) clearTimeout(entry.timer);
        waiting.delete(once);
      };
    },
    snowflake() {
      const moment = Math.max(last, Math.floor(now()));
      counter = moment === last ? counter + 1n : 1n;
      last = moment;
      return String((BigInt(moment - discordEpoch) << 22n) + counter);
    },
    stop() {
      for (const { timer } of waiting.values()) clearTimeout(timer);
      waiting.clear();
    },
  };
}
