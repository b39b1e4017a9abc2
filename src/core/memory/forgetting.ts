import { toBotError } from '../errors.ts';
import type { Clock } from '../ports/clock.ts';
import type { Logger } from '../ports/logger.ts';
import type { Memory } from './memory.ts';

/** When shredding fails (a full disk), it is tried again this much later. */
const againMs = 30_000;

export interface Forgetting {
  /** Something may have been hidden: look when the next batch is due. */
  wake(): void;
  close(): void;
}

/** Shreds what was forgotten as soon as its grace is over, also what an earlier run left. */
export function createForgetting({
  clock,
  logger,
  memory,
}: {
  readonly clock: Clock;
  readonly logger: Logger;
  readonly memory: Memory;
}): Forgetting {
  let alarm = new AbortController();
  let isClosed = false;

  async function look(signal: AbortSignal): Promise<void> {
    while (!signal.aborted) {
      const next = await shred();
      if (next === undefined) return;
      await clock.sleep(Math.max(0, next - clock.now()), signal);
    }
  }

  async function shred(): Promise<number | undefined> {
    try {
      return await memory.shredDue(clock.now());
    } catch (thrown) {
      logger.error('shredding-failed', { code: toBotError(thrown).code });
      return clock.now() + againMs;
    }
  }

  return {
    wake() {
      if (isClosed) return;
      alarm.abort();
      alarm = new AbortController();
      look(alarm.signal).catch(() => undefined);
    },
    close() {
      isClosed = true;
      alarm.abort();
    },
  };
}
