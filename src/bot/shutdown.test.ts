import { describe, expect, it } from 'vitest';
import { createShutdown } from './shutdown.ts';

function stage() {
  const left: number[] = [];
  const drain = Promise.withResolvers<void>();
  const time = { now: 0 };
  const shutdown = createShutdown({ drain: () => drain.promise, exit: (code) => left.push(code), now: () => time.now });
  return { left, drain, time, shutdown };
}

describe('told to end', () => {
  it('the first signal drains, then leaves with 0', async () => {
    const { left, drain, shutdown } = stage();
    shutdown.signal();
    expect(left).toEqual([]);
    drain.resolve();
    await drain.promise;
    expect(left).toEqual([0]);
  });

  it('within 500 ms a second one is the same one; later it leaves at once with 130', () => {
    const { left, time, shutdown } = stage();
    shutdown.signal();
    time.now = 500;
    shutdown.signal();
    expect(left).toEqual([]);
    time.now = 501;
    shutdown.signal();
    expect(left).toEqual([130]);
  });

  it('a drain that fails leaves with 1', async () => {
    const { left, drain, shutdown } = stage();
    shutdown.leave(0);
    drain.reject(new Error('no'));
    await drain.promise.catch(() => undefined);
    await Promise.resolve();
    expect(left).toEqual([1]);
  });
});
