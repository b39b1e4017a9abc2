import { describe, expect, it, onTestFinished } from 'vitest';
import { liteLLMCase } from '../../../../test/contracts/chat-cases.ts';
import { providerContract } from '../../../../test/contracts/provider-contract.ts';
import { openNetwork } from '../../../../test/fakes/open-network.ts';
import { liteLLMTwin } from '../../../../test/twins/openai/dialects.ts';
import { type OpenAITwin, type OpenAITwinOptions, startOpenAITwin } from '../../../../test/twins/openai/openai-twin.ts';
import type { Delta } from '../../../core/ports/provider.ts';
import part from './index.ts';
import { createLiteLLMProvider, type LiteLLMSettings } from './litellm-provider.ts';

providerContract('litellm', liteLLMCase);

const network = openNetwork();
const signal = new AbortController().signal;

async function start(options: OpenAITwinOptions = {}, more: LiteLLMSettings = {}) {
  const twin: OpenAITwin = await startOpenAITwin({ ...liteLLMTwin, ...options });
  onTestFinished(() => twin.close());
  return { twin, provider: createLiteLLMProvider({ settings: { LITELLM_BASE_URL: twin.url, ...more }, network }) };
}

describe('litellm', () => {
  it('is there once its address is', () => {
    expect(part.configured({})).toBe(false);
    expect(part.configured({ LITELLM_API_KEY: 'sk-12345678' })).toBe(false);
    expect(part.configured({ LITELLM_BASE_URL: 'http://127.0.0.1:4000' })).toBe(true);
  });

  it('is the cloud wherever it stands, unless its owner says otherwise', async () => {
    const { twin, provider } = await start();
    expect(provider).toMatchObject({ exposure: 'cloud', company: `LiteLLM (127.0.0.1:${twin.port})` });
    const { provider: near } = await start({}, { LITELLM_LOCALITY: 'lan' });
    expect(near.exposure).toBe('lan');
    expect(near.company).toBeUndefined();
  });

  it('takes windows and prices from what the proxy knows, and never asks the models behind it', async () => {
    const { twin, provider } = await start();
    expect(await provider.health?.(signal)).toMatchObject({
      state: 'up',
      models: [{ id: 'house', window: 128_000, sees: true, prices: { in: 150_000, out: 600_000, cached: 75_000 }, refuses: ['seed'] }],
      summary: { en: `LiteLLM at 127.0.0.1:${twin.port} · 1 chat model · using house` },
    });
    expect(twin.received.map(({ path }) => path).sort()).toEqual(['/health/liveliness', '/model/info', '/v1/models']);
  });

  it('does with names alone where a key may not see more', async () => {
    const { provider } = await start({ pages: { '/health/liveliness': "I'm alive!" } });
    expect(await provider.listModels?.(signal)).toEqual([{ id: 'vectors' }, { id: 'house' }]);
  });

  it('takes the narrower of two models behind one name', async () => {
    const info = (max: number, sees: boolean, out: number) => ({
      model_name: 'house',
      model_info: { mode: 'chat', max_input_tokens: max, supports_vision: sees, input_cost_per_token: 1e-6, output_cost_per_token: out },
    });
    const { provider } = await start({
      pages: { '/health/liveliness': 'x', '/model/info': { data: [info(9_000, true, 2e-6), info(8_000, false, 1e-6)] } },
    });
    const models = await provider.listModels?.(signal);
    expect(models?.find(({ id }) => id === 'house')).toMatchObject({
      window: 8_000,
      sees: false,
      prices: { in: 1_000_000, out: 2_000_000 },
    });
  });

  it('counts what the proxy says an answer cost', async () => {
    const { provider } = await start();
    const deltas: Delta[] = [];
    const request = { model: 'house', messages: [{ role: 'user', text: 'hi' }], hints: {}, language: 'en', at: 0 } as const;
    for await (const delta of provider.stream(request, { signal, fetch: network.fetch('cloud') })) deltas.push(delta);
    expect(deltas.at(-1)).toMatchObject({ usage: { costMicro: 4 } });
  });
});
