import type { Clock } from '../../../../core/ports/clock.ts';
import type { Authorized } from '../api.ts';
import { isTransient, limitedFor } from '../errors.ts';

const pausesMs = [250, 1_000, 3_000] as const;

/** Makes a request again that may have failed for a moment only. All of them may be made twice: what they set they set to the same. */
export function createRetrying(request: Authorized, clock: Clock): Authorized {
  return async (asked) => {
    for (const pause of pausesMs) {
      try {
        return await request(asked);
      } catch (thrown) {
        const waitMs = limitedFor(thrown) ?? (isTransient(thrown) ? pause : undefined);
        if (waitMs === undefined) throw thrown;
        await clock.sleep(waitMs);
      }
    }
    return request(asked);
  };
}
