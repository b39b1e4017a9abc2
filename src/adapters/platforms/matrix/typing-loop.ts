import type { RoomId } from '../../../core/ids.ts';
import type { Clock } from '../../../core/ports/clock.ts';

/** So long the homeserver shows it, unless it is told again. */
const shownMs = 30_000;
const everyMs = 20_000;
/** Nobody types for longer than this. */
const longestMs = 10 * 60_000;

/** Shows that an answer is being made, for as long as nothing of it is to be seen. */
export interface TypingLoop {
  start(room: RoomId): void;
  stop(room: RoomId): void;
  stopAll(): void;
}

/** `tell`: shows it for so many milliseconds; 0 takes it back. */
export function createTypingLoop(clock: Clock, tell: (room: RoomId, ms: number) => Promise<void>): TypingLoop {
  const running = new Map<RoomId, AbortController>();
  // It is an ornament: where it fails, nothing is lost.
  const show = (room: RoomId, ms: number): Promise<void> => tell(room, ms).catch(() => undefined);

  async function run(room: RoomId, over: AbortController): Promise<void> {
    const end = clock.now() + longestMs;
    while (!over.signal.aborted && clock.now() < end) {
      await show(room, shownMs);
      await clock.sleep(everyMs, over.signal).catch(() => undefined);
    }
    // Only now, so that it cannot be overtaken by what showed it.
    await show(room, 0);
  }

  return {
    start(room) {
      if (running.has(room)) return;
      const over = new AbortController();
      running.set(room, over);
      void run(room, over).finally(() => {
        if (running.get(room) === over) running.delete(room);
      });
    },
    stop(room) {
      running.get(room)?.abort();
      running.delete(room);
    },
    stopAll() {
      for (const over of running.values()) over.abort();
      running.clear();
    },
  };
}
