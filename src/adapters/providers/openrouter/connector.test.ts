import { describe, expect, it, onTestFinished } from 'vitest';
import { openNetwork } from '../../../../test/fakes/open-network.ts';
import { asHost } from '../../../../test/twins/openai/as-host.ts';
import { openRouterTwin } from '../../../../test/twins/openai/dialects.ts';
import { type OpenAITwin, type OpenAITwinOptions, startOpenAITwin } from '../../../../test/twins/openai/openai-twin.ts';
import { createOpenRouterConnector } from './connector.ts';

const key = 'sk-canary-key-0123456789';
const signal = new AbortController().signal;

async function start(options: OpenAITwinOptions = {}): Promise<OpenAITwin> {
  const twin = await startOpenAITwin(options);
  onTestFinished(() => twin.close());
  return twin;
}

describe('connecting OpenRouter', () => {
  it('asks for the key as a secret', () => {
    for (const language of ['en', 'de'] as const)
      expect(
        createOpenRouterConnector({}, openNetwork())
          .fields(language)
          .map(({ id, kind }) => `${id}:${kind}`),
      ).toEqual(['OPENROUTER_API_KEY:secret', 'OPENROUTER_MODEL:line']);
  });

  it('the key is tried without a paid call', async () => {
    const twin = await start({ ...openRouterTwin, key });
    const connector = createOpenRouterConnector({}, asHost('https://openrouter.ai', twin));
    expect(await connector.check({ OPENROUTER_API_KEY: key }, signal)).toMatchObject({
      ok: true,
      store: { OPENROUTER_API_KEY: key, OPENROUTER_MODEL: '' },
    });
    expect(twin.chats).toEqual([]);
    expect(await connector.check({ OPENROUTER_API_KEY: 'sk-or-v1-wrong' }, signal)).toMatchObject({
      ok: false,
      field: 'OPENROUTER_API_KEY',
    });
  });
});
