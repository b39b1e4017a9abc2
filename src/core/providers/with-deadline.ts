import type { Clock } from '../ports/clock.ts';

/** Work that gets its signal aborted after `ms`; rejects then, whether the work listens or not. Leaves no alarm behind. */
export async function withDeadline<Value>(
  clock: Pick<Clock, 'sleep'>,
  ms: number,
  work: (signal: AbortSignal) => Promise<Value>,
): Promise<Value> {
  const late = new AbortController();
  const over = new AbortController();
  const tooLate = clock.sleep(ms, over.signal).then(
    () => {
      late.abort(new Error('too slow'));
      throw late.signal.reason;
    },
    () => new Promise<never>(() => undefined),
  );
  try {
    return await Promise.race([work(late.signal), tooLate]);
  } finally {
    over.abort();
  }
}
