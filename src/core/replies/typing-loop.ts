import type { Clock } from '../ports/clock.ts';

/** An answer that comes sooner is not announced: it would cost a request and tell nothing. */
const patienceMs = 300;
/** Nobody types for longer than this. */
const longestMs = 10 * 60_000;

/** Shows that an answer is being made, for as long as nothing of it is to be seen. */
export interface TypingLoop {
  start(place: string): void;
  stop(place: string): void;
  stopAll(): void;
}

export interface TypingParts {
  readonly clock: Clock;
  /** Before the platform takes the sign away by itself. */
  readonly everyMs: number;
  show(place: string): Promise<void>;
  /** Where it does not go with the first message. */
  hide?(place: string): Promise<void>;
}

export function createTypingLoop({ clock, everyMs, show, hide }: TypingParts): TypingLoop {
  const running = new Map<string, AbortController>();
  // It is an ornament: where it fails, nothing is lost.
  const quietly = (work: Promise<void> | undefined): Promise<void> => (work ?? Promise.resolve()).catch(() => undefined);

  async function run(place: string, over: AbortController): Promise<void> {
    const end = clock.now() + longestMs;
    await clock.sleep(patienceMs, over.signal).catch(() => undefined);
    if (over.signal.aborted) return;
    while (!over.signal.aborted && clock.now() < end) {
      await quietly(show(place));
      await clock.sleep(everyMs, over.signal).catch(() => undefined);
    }
    // Only now, so that it cannot be overtaken by what showed it.
    await quietly(hide?.(place));
  }

  return {
    start(place) {
      if (running.has(place)) return;
      const over = new AbortController();
      running.set(place, over);
      void run(place, over).finally(() => {
        if (running.get(place) === over) running.delete(place);
      });
    },
    stop(place) {
      running.get(place)?.abort();
      running.delete(place);
    },
    stopAll() {
      for (const over of running.values()) over.abort();
      running.clear();
    },
  };
}
