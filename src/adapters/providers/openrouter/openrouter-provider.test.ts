import { describe, expect, it, onTestFinished } from 'vitest';
import { openRouterCase } from '../../../../test/contracts/chat-cases.ts';
import { providerContract } from '../../../../test/contracts/provider-contract.ts';
import { asHost } from '../../../../test/twins/openai/as-host.ts';
import { openRouterTwin } from '../../../../test/twins/openai/dialects.ts';
import { type OpenAITwin, type OpenAITwinOptions, startOpenAITwin } from '../../../../test/twins/openai/openai-twin.ts';
import type { ChatProvider, ChatRequest, Delta, Health } from '../../../core/ports/provider.ts';
import part from './index.ts';
import { createOpenRouterProvider, type OpenRouterSettings } from './openrouter-provider.ts';

providerContract('openrouter', openRouterCase);

const key = 'sk-or-v1-0123456789abcdef';
const signal = new AbortController().signal;
const request: ChatRequest = { model: 'openai/gpt-5.4-mini', messages: [{ role: 'user', text: 'hi' }], hints: {}, language: 'en', at: 0 };

async function start(settings: OpenRouterSettings = { OPENROUTER_API_KEY: key }, more: OpenAITwinOptions = {}) {
  const twin: OpenAITwin = await startOpenAITwin({ ...openRouterTwin, key, ...more });
  onTestFinished(() => twin.close());
  const network = asHost('https://openrouter.ai', twin);
  const provider = createOpenRouterProvider({ settings, network });
  const ask = async (asked: Partial<ChatRequest> = {}, own?: string): Promise<readonly Delta[]> => {
    const deltas: Delta[] = [];
    const context = { signal, fetch: network.fetch('cloud'), ...(own === undefined ? {} : { key: own }) };
    for await (const delta of provider.stream({ ...request, ...asked }, context)) deltas.push(delta);
    return deltas;
  };
  return { twin, provider, ask };
}

const health = async (provider: ChatProvider): Promise<Health | undefined> => provider.health?.(signal);

describe('openrouter', () => {
  it('is there for people with a key of their own, and for all once the operator has one', () => {
    expect(part.configured({})).toBe('keys');
    expect(part.configured({ OPENROUTER_API_KEY: key })).toBe(true);
  });

  it('asks everybody to keep nothing, and tells nobody who asks', async () => {
    const { twin, ask } = await start();
    await ask();
    expect(JSON.parse(twin.received[0]?.body ?? '')).toMatchObject({ provider: { data_collection: 'deny' } });
    expect(Object.keys(twin.received[0]?.headers ?? {}).filter((name) => /referer|title|x-|stainless/i.test(name))).toEqual([]);
    expect(twin.violations).toEqual([]);
  });

  it('tells the name of the app where the operator says so', async () => {
    const { twin, ask } = await start({ OPENROUTER_API_KEY: key, OPENROUTER_TITLE: 'Mia für uns' });
    await ask();
    expect(twin.received[0]?.headers['x-openrouter-title']).toBe('Mia%20f%C3%BCr%20uns');
  });

  it('wants all wishes kept where the answer is to be data', async () => {
    const { twin, ask } = await start();
    const schema = { type: 'object', properties: { a: { type: 'string' } }, required: ['a'], additionalProperties: false };
    await ask({ schema: { name: 'thing', schema } });
    expect(twin.chats[0]).toMatchObject({
      provider: { data_collection: 'deny', require_parameters: true },
      response_format: { type: 'json_schema', json_schema: { name: 'thing', strict: true, schema } },
    });
    expect(twin.violations).toEqual([]);
  });

  it('knows windows, prices and what a model refuses', async () => {
    const { provider } = await start();
    expect(await provider.listModels?.(signal)).toEqual([
      { id: 'nice/free-model:free', window: 32_768, sees: false, prices: { in: 0, out: 0 }, isFree: true, refuses: ['images'] },
      {
        id: 'openai/gpt-5.4-mini',
        window: 272_000,
        sees: true,
        prices: { in: 250_000, out: 2_000_000, cached: 25_000 },
        refuses: ['temperature'],
      },
      {
        id: 'small/one',
        window: 8_192,
        sees: false,
        prices: { in: 30_000, out: 50_000 },
        refuses: ['seed', 'schema', 'images'],
      },
      { id: 'openrouter/auto', window: 2_000_000, sees: false },
    ]);
    expect(provider.modelInfo?.('small/one')?.refuses).toContain('seed');
  });

  it('takes one that is paid for, and asks for the list once', async () => {
    const { twin, provider } = await start();
    expect(await health(provider)).toMatchObject({
      state: 'up',
      chosen: { model: { id: 'openai/gpt-5.4-mini' } },
      summary: { en: 'OpenRouter · 4 chat models · using openai/gpt-5.4-mini' },
    });
    await health(provider);
    expect(twin.received.map(({ path }) => path)).toEqual(['/api/v1/key', '/api/v1/models']);
  });

  it('a free one only by its name', async () => {
    const { provider } = await start({ OPENROUTER_API_KEY: key, OPENROUTER_MODEL: 'nice/free-model:free' });
    expect(await health(provider)).toMatchObject({ state: 'up', chosen: { model: { id: 'nice/free-model:free', isFree: true } } });
    const { provider: other } = await start(undefined, { models: [openRouterTwin.models?.[0] ?? {}] });
    expect(await health(other)).toMatchObject({ state: 'down', problem: { en: expect.stringContaining('has no chat model') } });
  });

  it('counts what was read from a cache, and what it cost', async () => {
    const { ask } = await start();
    expect((await ask()).at(-1)).toEqual({
      type: 'finish',
      reason: 'stop',
      raw: 'stop',
      usage: { in: 1, cached: 1, out: 3, costMicro: 123 },
    });
  });

  it('a wrong key is told without a paid call, and the key stands nowhere', async () => {
    const { twin, provider } = await start({ OPENROUTER_API_KEY: 'sk-or-v1-wrong-key' });
    const found = await health(provider);
    expect(found).toMatchObject({ state: 'down', problem: { en: expect.stringContaining('does not accept the key') } });
    expect(JSON.stringify(found)).not.toContain('wrong-key');
    expect(twin.received.map(({ path }) => path)).toEqual(['/api/v1/key']);
  });

  it('a used up key is told', async () => {
    const { provider } = await start(undefined, { pages: { '/api/v1/key': { data: { limit_remaining: 0 } } } });
    expect(await health(provider)).toMatchObject({ state: 'down', problem: { en: expect.stringContaining('nothing left') } });
  });

  it('without the operator’s key nothing is asked; with a person’s own, theirs is', async () => {
    const { twin, provider, ask } = await start({});
    expect(provider.keys).toEqual({ hasOperators: false });
    expect(await health(provider)).toMatchObject({ state: 'down' });
    await expect(ask()).rejects.toMatchObject({ code: 'provider-auth' });
    expect(twin.received).toEqual([]);
    expect((await provider.listModels?.(signal, key))?.length).toBe(4);
    await expect(provider.listModels?.(signal, 'sk-or-v1-somebody-elses')).rejects.toMatchObject({ code: 'provider-auth' });
    expect((await ask({}, key)).at(-1)?.type).toBe('finish');
  });
});
