import { describe, expect, it } from 'vitest';
import { createFakeClock } from '../../../test/fakes/fake-clock.ts';
import type { AttemptEnd } from './breaker-event.ts';
import { createProviderWatch, type Passage } from './create-provider-watch.ts';

const ada: Passage = { provider: 'cloudy', model: 'large', payer: 'own', person: 'p-1' };

function stage() {
  const clock = createFakeClock();
  const watch = createProviderWatch(clock);
  const call = (passage: Passage, outcome: AttemptEnd['outcome']): void => {
    watch.begun(passage);
    watch.ended(passage, { outcome });
  };
  const calls = (passage: Passage, outcome: AttemptEnd['outcome'], count = 5): void => {
    for (let done = 0; done < count; done += 1) call(passage, outcome);
  };
  return { clock, watch, call, calls };
}

describe('the watch over providers', () => {
  it('lets an address rest for everybody, and finds out with one call whether it is back', async () => {
    const { clock, watch, call, calls } = stage();
    calls(ada, 'provider-failed');
    expect(watch.isResting({ ...ada, payer: 'operator', person: 'p-2', model: 'small' })).toBe(true);
    expect(watch.isResting({ ...ada, provider: 'near' })).toBe(false);
    expect(watch.endpoints()).toEqual([{ provider: 'cloudy', phase: 'open' }]);
    await clock.advance(15_000);
    expect(watch.isResting(ada)).toBe(false);
    watch.begun(ada);
    expect(watch.isResting({ ...ada, payer: 'operator' })).toBe(true);
    watch.ended(ada, { outcome: 'left' });
    expect(watch.isResting(ada)).toBe(false);
    call(ada, 'ok');
    expect(watch.endpoints()).toEqual([{ provider: 'cloudy', phase: 'closed' }]);
  });

  it("holds one person's bad key against nobody else", () => {
    const { watch, calls } = stage();
    calls(ada, 'provider-auth');
    expect(watch.isResting(ada)).toBe(true);
    expect(watch.isResting({ ...ada, person: 'p-2' })).toBe(false);
    expect(watch.isResting({ ...ada, payer: 'operator' })).toBe(false);
  });

  it('holds a missing model against that model alone', () => {
    const { watch, calls } = stage();
    calls(ada, 'model-missing');
    expect(watch.isResting(ada)).toBe(true);
    expect(watch.isResting({ ...ada, model: 'small' })).toBe(false);
  });

  it('tells how a provider is by what its attempts took', () => {
    const { clock, watch } = stage();
    const tokens = { tokensIn: 1, tokensCached: 0, tokensOut: 1, costMicro: 0, firstMs: 40, totalMs: 90 };
    const whose = { turn: 't', person: 'p-1', room: 'test:den', personality: 'mia' } as const;
    watch.note({ id: 'a', ...whose, ...tokens, ...ada, exposure: 'cloud', outcome: 'ok', at: clock.now() - 90 });
    expect(watch.health('cloudy')).toEqual({ state: 'healthy', firstMs: 40, lastError: undefined, lastSeen: clock.now() });
    expect(watch.health('near').state).toBe('unknown');
  });
});
