import { describe, expect, it, onTestFinished } from 'vitest';
import { openNetwork } from '../../../../test/fakes/open-network.ts';
import { liteLLMTwin } from '../../../../test/twins/openai/dialects.ts';
import { type OpenAITwin, type OpenAITwinOptions, startOpenAITwin } from '../../../../test/twins/openai/openai-twin.ts';
import { createLiteLLMConnector } from './connector.ts';

const key = 'sk-canary-key-0123456789';
const signal = new AbortController().signal;

async function start(options: OpenAITwinOptions = {}): Promise<OpenAITwin> {
  const twin = await startOpenAITwin(options);
  onTestFinished(() => twin.close());
  return twin;
}

describe('connecting LiteLLM', () => {
  it('asks for the key as a secret', () => {
    for (const language of ['en', 'de'] as const)
      expect(
        createLiteLLMConnector({}, openNetwork())
          .fields(language)
          .map(({ id, kind }) => `${id}:${kind}`),
      ).toEqual(['LITELLM_BASE_URL:line', 'LITELLM_API_KEY:secret', 'LITELLM_MODEL:line']);
  });

  it('wants to know where', async () => {
    const twin = await start({ ...liteLLMTwin, key });
    const connector = createLiteLLMConnector({}, openNetwork());
    expect(await connector.check({}, signal)).toMatchObject({ ok: false, field: 'LITELLM_BASE_URL' });
    expect(await connector.check({ LITELLM_BASE_URL: `127.0.0.1:${twin.port}`, LITELLM_API_KEY: key }, signal)).toMatchObject({
      ok: true,
      store: { LITELLM_BASE_URL: twin.url, LITELLM_API_KEY: key },
    });
    expect(await connector.check({ LITELLM_BASE_URL: twin.url }, signal)).toMatchObject({ ok: false, field: 'LITELLM_API_KEY' });
  });
});
