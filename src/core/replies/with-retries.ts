import type { Clock } from '../ports/clock.ts';

/** Pauses before the tries after the first. */
const pausesMs = [250, 1_000, 3_000];

/** Makes a request again that broke on the way; only for requests that change nothing the second time. */
export async function withRetries<Result>(
  clock: Clock,
  request: () => Promise<Result>,
  isTransient: (thrown: unknown) => boolean,
): Promise<Result> {
  for (const pause of pausesMs) {
    try {
      return await request();
    } catch (thrown) {
      if (!isTransient(thrown)) throw thrown;
    }
    await clock.sleep(pause);
  }
  return request();
}
