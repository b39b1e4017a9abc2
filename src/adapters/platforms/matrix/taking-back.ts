import type { AdapterState } from '../../../core/ports/adapter-state.ts';
import type { Clock } from '../../../core/ports/clock.ts';
import type { Logger } from '../../../core/ports/logger.ts';
import { withRetries } from '../../../core/replies/with-retries.ts';
import type { MatrixApi } from './api.ts';
import type { EditPace } from './edit-pace.ts';
import { isForbidden, isGone, isTransient, toMatrixError } from './errors.ts';
import { nonceOf } from './nonce.ts';

export interface TakingBackParts {
  readonly api: Pick<MatrixApi, 'redact' | 'edits'>;
  readonly clock: Clock;
  readonly logger: Logger;
  readonly pace: EditPace;
  readonly state: AdapterState;
}

/** Takes messages of ours away. An edit keeps its text when what it changed is gone, so the edits follow, as the server lets us, through restarts. */
export interface TakingBack {
  /** Resolves when nobody sees it any more; false: the room does not let us. Others' messages go with their edits, too. */
  take(room: string, event: string): Promise<boolean>;
  /** Takes up what a former run has left. */
  open(): Promise<void>;
}

export function createTakingBack({ api, clock, logger, pace, state }: TakingBackParts): TakingBack {
  function redact(room: string, event: string): Promise<void> {
    return pace.final(() => withRetries(clock, () => api.redact(room, event, nonceOf(`remove/${event}`)), isTransient));
  }

  async function takeEdits(room: string, event: string): Promise<void> {
    try {
      for (const edit of await api.edits(room, event)) await redact(room, edit);
    } catch (thrown) {
      // What the room itself no longer lets us do is not tried again.
      if (!isGone(thrown) && !isForbidden(thrown)) throw thrown;
    }
    await state.delete(`back/${event}`);
  }

  function begin(room: string, event: string): void {
    takeEdits(room, event).catch((thrown: unknown) => logger.warn('matrix-edits-not-taken-back', { code: toMatrixError(thrown).code }));
  }

  return {
    async take(room, event) {
      await state.set(`back/${event}`, room);
      let isTaken = true;
      try {
        await redact(room, event);
      } catch (thrown) {
        if (!isGone(thrown) && !isForbidden(thrown)) throw toMatrixError(thrown);
        isTaken = !isForbidden(thrown);
      }
      begin(room, event);
      return isTaken;
    },
    async open() {
      for (const { key, value } of await state.list('back/')) begin(value, key.slice('back/'.length));
    },
  };
}
