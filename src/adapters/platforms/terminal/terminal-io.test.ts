import { PassThrough } from 'node:stream';
import { describe, expect, it } from 'vitest';
import { write } from './terminal-io.ts';

describe('writing to a slow reader', () => {
  it('waits until it has caught up and leaves no listener behind', async () => {
    const stream = new PassThrough({ highWaterMark: 8 });
    let done = 0;
    const writes = Array.from({ length: 30 }, () => write(stream, 'more than eight').then(() => (done += 1)));
    await new Promise((resolve) => setImmediate(resolve));
    expect(done).toBe(0);
    expect(stream.listenerCount('close')).toBeLessThanOrEqual(1);
    stream.resume();
    await Promise.all(writes);
    for (const event of ['drain', 'close', 'error']) expect(stream.listenerCount(event)).toBe(0);
  });

  it('does not wait for a reader that is gone', async () => {
    const stream = new PassThrough({ highWaterMark: 8 });
    const waiting = write(stream, 'more than eight');
    stream.destroy();
    await waiting;
    await write(stream, 'more');
  });
});
