import { describe, expect, it, onTestFinished } from 'vitest';
import { createFakeClock } from '../../../../test/fakes/fake-clock.ts';
import { stateIn } from '../../../../test/fakes/kept-state.ts';
import { createRecordingLogger } from '../../../../test/fakes/recording-logger.ts';
import type { SyncBatch } from './api.ts';
import { createSyncLoop } from './sync-loop.ts';

const minute = 60_000;
const rooms = { join: {}, invite: {}, leave: {} };

/** A homeserver that is there or not, and what a bot on it asks and takes. */
async function connect() {
  const clock = createFakeClock();
  const kept = new Map<string, string>();
  const logger = createRecordingLogger();
  const asked: { readonly at: number; readonly since: unknown }[] = [];
  const taken: string[] = [];
  const server = { isDown: false, batch: 0 };
  const loop = createSyncLoop({
    ...{ clock, logger, state: stateIn(kept), self: '@mia:twin' },
    api: {
      filter: async () => 'f1',
      async sync({ since }, signal): Promise<SyncBatch> {
        asked.push({ at: clock.now(), since });
        const refuse = (): void => {
          if (server.isDown) throw new TypeError('fetch failed', { cause: Object.assign(new Error('refused'), { code: 'ECONNREFUSED' }) });
        };
        refuse();
        // A server that has nothing to tell lets one wait.
        if (since !== undefined) await clock.sleep(30_000, signal);
        refuse();
        server.batch += 1;
        return { next_batch: `s${server.batch}`, rooms };
      },
    },
    handle: async ({ next_batch: batch }) => void taken.push(batch),
  });
  await loop.open();
  onTestFinished(async () => loop.close());
  return { clock, kept, logger, asked, taken, server };
}

describe('a homeserver that is down for ten minutes', () => {
  it('is asked again and again, ever less often, and goes on where it was as soon as it is back', async () => {
    const { clock, kept, logger, asked, taken, server } = await connect();
    await clock.advance(minute);
    const last = taken.at(-1);
    server.isDown = true;
    const from = asked.length;
    await clock.advance(10 * minute);
    expect(taken.at(-1)).toBe(last);
    const tries = asked.slice(from);
    expect(tries.length).toBeGreaterThan(5);
    expect(tries.length).toBeLessThan(40);
    expect(new Set(tries.map(({ since }) => since))).toEqual(new Set([last]));
    server.isDown = false;
    await clock.advance(minute);
    expect(taken.length).toBeGreaterThan(taken.indexOf(last ?? '') + 1);
    expect(new Set(taken).size).toBe(taken.length);
    expect(kept.get('since/@mia:twin')).toBe(taken.at(-1));
    expect(logger.entries.every(({ event }) => event === 'matrix-sync-failed')).toBe(true);
  });
});
