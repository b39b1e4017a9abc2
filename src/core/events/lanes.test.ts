import { describe, expect, it } from 'vitest';
import { intakeOf } from '../../../test/contracts/store-samples.ts';
import { createFakeClock } from '../../../test/fakes/fake-clock.ts';
import { createFakePlatform } from '../../../test/fakes/fake-platform.ts';
import { createMemoryStore } from '../../../test/fakes/memory-store.ts';
import { createRecordingLogger } from '../../../test/fakes/recording-logger.ts';
import type { Store } from '../ports/store.ts';
import { createLanes, type LaneParts } from './lanes.ts';

function partsWith(store: Store): LaneParts {
  return {
    clock: createFakeClock(Date.now()),
    logger: createRecordingLogger(),
    store,
    platforms: [{ ...createFakePlatform({ now: Date.now }), account: 'test:bot' }],
  };
}

describe('the lanes', () => {
  it('hear a wake at whatever moment it comes, also just as a look ends', async () => {
    for (let steps = 0; steps < 60; steps += 1) {
      const store = createMemoryStore();
      const pulled: string[] = [];
      const lanes = createLanes(partsWith(store), {
        talk: async (turn) => {
          pulled.push(turn.id);
          await store.commit([{ write: 'turn', id: turn.id, state: 'delivered' }]);
        },
        control: async () => undefined,
      });
      lanes.open();
      const intake = intakeOf('1');
      // One promise after the other: somewhere in here the first look comes to its end.
      for (let step = 0; step < steps; step += 1) await Promise.resolve();
      const claimed = store.inbox.claim(intake);
      lanes.wake();
      await claimed;
      for (let round = 0; round < 20; round += 1) await new Promise((resolve) => setImmediate(resolve));
      expect(pulled, `woken after ${steps} steps`).toEqual([intake.turn]);
      await lanes.close(0);
    }
  });
});
