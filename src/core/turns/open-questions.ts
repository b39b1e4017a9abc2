import type { RoomId } from '../ids.ts';
import type { Clock } from '../ports/clock.ts';
import type { Turn } from '../ports/store.ts';

/** A question this old is not taken up again by itself. */
const freshMs = 30 * 60_000;

/** A question that only a model could have answered, and none was there. */
export interface OpenQuestion {
  readonly turn: Turn;
  /** What is tried again: the rehearsal's reply, or the question itself where there was no reply at all. */
  readonly message: string;
  readonly at: number;
}

/** The last such question of each room, in memory: after a restart the person is there anew. */
export interface OpenQuestions {
  note(turn: Turn, message: string): void;
  /** The room was answered; what stood open is past. */
  close(room: RoomId): void;
  /** All that are fresh, once. */
  take(): readonly OpenQuestion[];
}

export function createOpenQuestions(clock: Clock): OpenQuestions {
  const open = new Map<RoomId, OpenQuestion>();
  return {
    note: (turn, message) => void open.set(turn.event.room, { turn, message, at: clock.now() }),
    close: (room) => void open.delete(room),
    take() {
      const fresh = [...open.values()].filter(({ at }) => clock.now() - at <= freshMs);
      open.clear();
      return fresh;
    },
  };
}
