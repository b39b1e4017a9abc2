import { describe, expect, it } from 'vitest';
import { createFakeClock } from '../../../test/fakes/fake-clock.ts';
import { createRecordingLogger } from '../../../test/fakes/recording-logger.ts';
import { BotError } from '../errors.ts';
import type { ChatProvider, Exposure, Health } from '../ports/provider.ts';
import { widestReach } from '../privacy/reach.ts';
import { createModelRouter, type GivenProvider } from './create-model-router.ts';

const far = (ceiling: 'lan' | 'cloud') => ({ ...widestReach('allow'), ceiling });

const text = (en: string) => ({ en, de: en });
const up = (...ids: readonly string[]): Health => ({
  state: 'up',
  address: '127.0.0.1:1',
  models: ids.map((id) => ({ id, window: 4096 })),
  ...(ids[0] === undefined ? {} : { chosen: { model: { id: ids[0], window: 4096 }, why: text('first') } }),
  summary: text('up'),
});
const down: Health = { state: 'down', problem: text('it is away') };

interface Fake {
  readonly provider: ChatProvider;
  set(health: Health): void;
}

function fake(name: string, health: Health | undefined, more: { readonly exposure?: Exposure; readonly rehearsal?: string } = {}): Fake {
  let now = health;
  const { exposure = 'loopback', rehearsal } = more;
  return {
    set: (next) => {
      now = next;
    },
    provider: {
      name,
      exposure,
      ...(rehearsal === undefined ? {} : { rehearsal }),
      async *stream() {
        yield { type: 'finish', reason: 'stop', raw: '' };
      },
      ...(health === undefined ? {} : { health: async () => now ?? down }),
    },
  };
}

function routerOf(providers: readonly GivenProvider[], wish: { readonly chosen?: string; readonly model?: string } = {}) {
  const clock = createFakeClock();
  const router = createModelRouter({ clock, logger: createRecordingLogger(), providers, chosen: wish.chosen, model: wish.model });
  return { clock, router };
}

const script = fake('script', undefined, { exposure: 'process', rehearsal: 'script' });
const nameOf = (choose: () => { readonly provider: ChatProvider; readonly model: { readonly id: string } }): string => {
  try {
    const { provider, model } = choose();
    return `${provider.name}/${model.id}`;
  } catch (thrown) {
    return thrown instanceof BotError ? thrown.code : 'unexpected';
  }
};

describe('who answers', () => {
  it('a rehearsal only as long as nothing was configured or found', async () => {
    const found = fake('near', down);
    const { router, clock } = routerOf([
      { provider: found.provider, isConfigured: false },
      { provider: script.provider, isConfigured: false },
    ]);
    await router.look();
    expect(nameOf(() => router.choose({ reach: far('lan') }))).toBe('script/script');
    router.watch(() => undefined);
    found.set(up('m1'));
    await clock.advance(5_000);
    expect(nameOf(() => router.choose({ reach: far('lan') }))).toBe('near/m1');
    found.set(down);
    await clock.advance(60_000);
    // It was there once: nobody may be fobbed off with a script now.
    expect(nameOf(() => router.choose({ reach: far('lan') }))).toBe('provider-unreachable');
  });

  it('a configured one that is away says what is wrong, in its own words', async () => {
    const { router } = routerOf([
      { provider: fake('far', down).provider, isConfigured: true },
      { provider: script.provider, isConfigured: false },
    ]);
    await router.look();
    expect(() => router.choose({ reach: far('lan') })).toThrow(
      expect.objectContaining({ code: 'provider-unreachable', advice: text('it is away') }),
    );
  });

  it('a chosen rehearsal answers although a model is there', async () => {
    const { router } = routerOf(
      [
        { provider: fake('near', up('m1')).provider, isConfigured: true },
        { provider: script.provider, isConfigured: true },
      ],
      { chosen: 'script' },
    );
    await router.look();
    expect(nameOf(() => router.choose({ reach: far('lan') }))).toBe('script/script');
    expect(nameOf(() => router.choose({ choices: [{ provider: 'near' }], reach: far('lan') }))).toBe('near/m1');
  });

  it('never anything above the ceiling, whatever is wished', async () => {
    const { router } = routerOf([{ provider: fake('cloudy', up('m1'), { exposure: 'cloud' }).provider, isConfigured: true }]);
    await router.look();
    expect(nameOf(() => router.choose({ choices: [{ provider: 'cloudy' }], reach: far('lan') }))).toBe('no-model');
    expect(nameOf(() => router.choose({ reach: far('cloud') }))).toBe('cloudy/m1');
  });

  it("a person's provider comes first; its model is theirs alone", async () => {
    const { router } = routerOf([
      { provider: fake('a', up('a1', 'a2')).provider, isConfigured: true },
      { provider: fake('b', up('b1')).provider, isConfigured: true },
    ]);
    await router.look();
    expect(nameOf(() => router.choose({ choices: [{ provider: 'a', model: 'a2' }], reach: far('lan') }))).toBe('a/a2');
    expect(nameOf(() => router.choose({ choices: [{ provider: 'b' }], reach: far('lan') }))).toBe('b/b1');
  });

  it('tells once when one that was away has come', async () => {
    const one = fake('near', down);
    const { router, clock } = routerOf([{ provider: one.provider, isConfigured: true }]);
    await router.look();
    const came: string[] = [];
    router.watch((_provider, { chosen }) => came.push(chosen?.model.id ?? ''));
    await clock.advance(10_000);
    one.set(up('m1'));
    await clock.advance(60_000);
    expect(came).toEqual(['m1']);
    router.stop();
  });

  it('other settings, other providers, at once', async () => {
    const { router } = routerOf([{ provider: script.provider, isConfigured: false }]);
    await router.replace([{ provider: fake('near', up('m1')).provider, isConfigured: true }]);
    expect(nameOf(() => router.choose({ reach: far('lan') }))).toBe('near/m1');
    router.stop();
  });

  it('a look that takes too long leaves what was known', async () => {
    const clock = createFakeClock();
    const hanging: ChatProvider = {
      ...fake('slow', down).provider,
      health: (signal) => new Promise((_resolve, reject) => signal.addEventListener('abort', () => reject(signal.reason), { once: true })),
    };
    const router = createModelRouter({
      clock,
      logger: createRecordingLogger(),
      providers: [
        { provider: hanging, isConfigured: false },
        { provider: script.provider, isConfigured: false },
      ],
      chosen: undefined,
      model: undefined,
    });
    const looked = router.look();
    await clock.advance(1_000);
    await looked;
    expect(nameOf(() => router.choose({ reach: far('lan') }))).toBe('script/script');
  });
});
