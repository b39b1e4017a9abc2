import { describe, expect, it } from 'vitest';
import { createFakeClock } from '../../../../test/fakes/fake-clock.ts';
import type { AdapterState } from '../../../core/ports/adapter-state.ts';
import { createAlive } from './alive.ts';

function start(kept = new Map<string, string>()) {
  const clock = createFakeClock(1_000_000);
  const state: Pick<AdapterState, 'get' | 'set'> = {
    get: async (key) => kept.get(key),
    set: async (key, value) => void kept.set(key, value),
  };
  return { clock, kept, alive: createAlive(state, clock) };
}

describe('up to when everything was heard', () => {
  it('is nothing before anybody listened, then when somebody did', async () => {
    const { alive, clock, kept } = start();
    await alive.load();
    expect(alive.gap()).toBeUndefined();
    await alive.save();
    expect([...kept]).toEqual([]);
    await clock.advance(500);
    alive.filled();
    await alive.save();
    // Since the login: what came while the gap was looked through is not sure yet.
    expect([...kept]).toEqual([['alive', '1000000']]);
  });

  it('stands still while a gap is open, through a crash and through logins on top of each other', async () => {
    const { alive, clock, kept } = start(new Map([['alive', '900000']]));
    await alive.load();
    expect(alive.gap()).toBe(840_000);
    alive.heard(1_000_100);
    await alive.save();
    expect(kept.get('alive')).toBe('900000');
    await clock.advance(1_000);
    expect(alive.gap()).toBe(840_000);
    alive.filled();
    await alive.save();
    expect(kept.get('alive')).toBe('1001000');
    const next = start(kept);
    await next.alive.load();
    expect(next.alive.gap()).toBe(941_000);
  });

  it('goes on with what is heard, and never back', async () => {
    const { alive, kept } = start(new Map([['alive', 'nonsense']]));
    await alive.load();
    expect(alive.gap()).toBeUndefined();
    alive.filled();
    alive.heard(1_000_900);
    alive.heard(1_000_300);
    await alive.save();
    expect(kept.get('alive')).toBe('1000900');
  });
});
