import { describe, expect, it } from 'vitest';
import { createScriptedProvider, finish, type ProviderScript, says } from '../../../test/fakes/scripted-provider.ts';
import { createStage, personality, type Stage } from '../../../test/fakes/stage.ts';
import { BotError, type ErrorCode } from '../errors.ts';
import type { ModelInfo } from '../ports/provider.ts';

const fails = (code: ErrorCode, details: { readonly field?: string; readonly retryAfterMs?: number } = {}): ProviderScript =>
  // biome-ignore lint/correctness/useYield: it fails before the first word
  async function* () {
    throw new BotError(code, 'failed', details);
  };

const hangs: ProviderScript = async function* (_request, _attempt, signal) {
  await new Promise((_resolve, reject) => signal.addEventListener('abort', () => reject(signal.reason), { once: true }));
  yield finish;
};

/** Two providers, the first of which is the operator's choice; how the first one answers is the test's. */
async function twoWith(script: ProviderScript, second: ProviderScript = () => says('Second answers.')) {
  const first = createScriptedProvider(script, { name: 'first', exposure: 'lan' });
  const other = createScriptedProvider(second, { name: 'second', exposure: 'lan' });
  const stage = await createStage({ script: () => says(''), providers: [first, other] });
  return { stage, first, other };
}

async function ask(stage: Stage, advanceMs = 10_000): Promise<readonly string[]> {
  await stage.platform.say('ada', 'hello');
  await stage.clock.advance(advanceMs);
  return stage.platform.texts();
}

describe('when the first one fails before a word', () => {
  it.each([
    ['provider-failed', 2],
    ['provider-truncated', 2],
    ['provider-protocol', 2],
    ['provider-auth', 1],
    ['provider-quota', 1],
    ['provider-refused', 1],
    ['provider-unreachable', 1],
    ['model-missing', 1],
    ['context-too-long', 1],
  ] as const)('%s: it is asked %i times, then the next one answers', async (code, times) => {
    const { stage, first, other } = await twoWith(fails(code));
    expect(await ask(stage)).toEqual(['Second answers.']);
    expect(first.requests).toHaveLength(times);
    expect(other.requests).toHaveLength(1);
  });

  it('a second try that goes well is the first one’s own answer', async () => {
    const { stage, other } = await twoWith((request, attempt, signal) =>
      attempt === 1 ? fails('provider-failed')(request, attempt, signal) : says('First, after all.'),
    );
    expect(await ask(stage)).toEqual(['First, after all.']);
    expect(other.requests).toEqual([]);
  });

  it('a limit that ends soon is waited for, one that does not is not', async () => {
    const soon = await twoWith((request, attempt, signal) =>
      attempt === 1 ? fails('provider-limit', { retryAfterMs: 1_000 })(request, attempt, signal) : says('First, a second later.'),
    );
    expect(await ask(soon.stage)).toEqual(['First, a second later.']);
    const late = await twoWith(fails('provider-limit', { retryAfterMs: 60_000 }));
    expect(await ask(late.stage, 1_000)).toEqual(['Second answers.']);
    const overloaded = await twoWith(fails('provider-limit'));
    expect(await ask(overloaded.stage, 1_000)).toEqual(['Second answers.']);
  });

  it('one that hangs is left for the next after its time, and hears of it', async () => {
    const { stage, other } = await twoWith(hangs);
    expect(await ask(stage, 89_000)).toEqual([]);
    await stage.clock.advance(2_000);
    expect(stage.platform.texts()).toEqual(['Second answers.']);
    expect(other.requests).toHaveLength(1);
  });

  it('nobody waits for a hanging one in the cloud as long as for a model that is being loaded', async () => {
    const first = createScriptedProvider(hangs, { name: 'first', exposure: 'cloud' });
    const second = createScriptedProvider(() => says('Second answers.'), { name: 'second', exposure: 'lan' });
    const stage = await createStage({ script: () => says(''), providers: [first, second], settings: { cloud: 'allow' } });
    expect(await ask(stage, 26_000)).toEqual(['Second answers.']);
  });

  it('when all fail it is said once, in the first one’s class, and the turn is not begun again', async () => {
    const { stage, first, other } = await twoWith(fails('provider-auth'), fails('provider-failed'));
    expect(await ask(stage, 60_000)).toEqual(['[provider-auth]']);
    expect([first.requests.length, other.requests.length]).toEqual([1, 1]);
  });
});

describe('once a word was shown', () => {
  it('nobody else takes over: the part stays as what it is', async () => {
    const { stage, other } = await twoWith(async function* () {
      yield { type: 'text', text: 'I was about to' };
      throw new BotError('provider-truncated', 'broke');
    });
    await ask(stage, 30_000);
    expect(other.requests).toEqual([]);
    const error = stage.platform.shown.at(-1)?.message;
    expect(error).toMatchObject({ kind: 'error', code: 'provider-truncated', partial: 'I was about to' });
  });
});

describe('a wish that a model refuses', () => {
  const warm = personality('mia', 'Mia', { hints: { temperature: 0.9 } });

  it('is left out at once and for a day, and is said once', async () => {
    const provider = createScriptedProvider(
      (request, attempt, signal) =>
        request.hints.temperature === undefined
          ? says('Without it.')
          : fails('wish-refused', { field: 'temperature' })(request, attempt, signal),
      { name: 'first', exposure: 'lan' },
    );
    const stage = await createStage({ script: () => says(''), providers: [provider], cast: [warm] });
    await ask(stage);
    expect(stage.platform.texts()).toEqual([expect.stringContaining('ignored by this model'), 'Without it.']);
    await ask(stage);
    expect(stage.platform.texts()).toHaveLength(3);
    expect(provider.requests.map(({ hints }) => hints.temperature)).toEqual([0.9, undefined, undefined]);
    await stage.clock.advance(25 * 3_600_000);
    await ask(stage);
    expect(provider.requests.at(-2)?.hints.temperature).toBe(0.9);
  });

  it('is never sent where the provider knows it', async () => {
    const provider = {
      ...createScriptedProvider(() => says('Known.'), { name: 'first', exposure: 'lan' }),
      modelInfo: (id: string): ModelInfo => ({ id, refuses: ['temperature', 'seed'] }),
    };
    const stage = await createStage({ script: () => says(''), providers: [provider], cast: [warm] });
    await ask(stage);
    expect(provider.requests[0]?.hints).not.toHaveProperty('temperature');
    expect(provider.requests[0]?.hints).not.toHaveProperty('seed');
    expect(provider.requests[0]?.hints.maxTokens).toBeGreaterThan(0);
  });

  it('refused for ever it ends like any other refusal', async () => {
    const provider = createScriptedProvider(fails('wish-refused', { field: 'temperature' }), { name: 'first', exposure: 'lan' });
    const stage = await createStage({ script: () => says(''), providers: [provider], cast: [warm] });
    await ask(stage, 60_000);
    expect(stage.platform.texts().at(-1)).toBe('[wish-refused]');
    expect(provider.requests).toHaveLength(2);
  });
});
