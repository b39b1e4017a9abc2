import type { Clock } from '../../../core/ports/clock.ts';

/** Discord shows it for ten seconds. */
const everyMs = 8_000;
/** An answer that comes sooner is not announced: it would cost a request and tell nothing. */
const patienceMs = 300;
/** Nobody types for longer than this. */
const longestMs = 10 * 60_000;

/** Shows that an answer is being made, for as long as nothing of it is to be seen. */
export interface TypingLoop {
  start(channel: string): void;
  stop(channel: string): void;
  stopAll(): void;
}

export function createTypingLoop(clock: Clock, pulse: (channel: string) => Promise<void>): TypingLoop {
  const running = new Map<string, AbortController>();

  async function run(channel: string, over: AbortController): Promise<void> {
    const end = clock.now() + longestMs;
    await clock.sleep(patienceMs, over.signal).catch(() => undefined);
    while (!over.signal.aborted && clock.now() < end) {
      // It is an ornament: where it fails, nothing is lost.
      await pulse(channel).catch(() => undefined);
      await clock.sleep(everyMs, over.signal).catch(() => undefined);
    }
  }

  return {
    start(channel) {
      if (running.has(channel)) return;
      const over = new AbortController();
      running.set(channel, over);
      void run(channel, over).finally(() => {
        if (running.get(channel) === over) running.delete(channel);
      });
    },
    stop(channel) {
      running.get(channel)?.abort();
      running.delete(channel);
    },
    stopAll() {
      for (const over of running.values()) over.abort();
      running.clear();
    },
  };
}
