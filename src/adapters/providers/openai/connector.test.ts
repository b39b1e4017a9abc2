import { describe, expect, it, onTestFinished } from 'vitest';
import { openNetwork } from '../../../../test/fakes/open-network.ts';
import { asHost } from '../../../../test/twins/openai/as-host.ts';
import { openAITwin } from '../../../../test/twins/openai/dialects.ts';
import { type OpenAITwin, type OpenAITwinOptions, startOpenAITwin } from '../../../../test/twins/openai/openai-twin.ts';
import type { Connection } from '../../../core/ports/connector.ts';
import { createSay } from '../../../core/texts/create-say.ts';
import { createOpenAIConnector } from './connector.ts';

const key = 'sk-canary-key-0123456789';
const signal = new AbortController().signal;

async function start(options: OpenAITwinOptions = {}): Promise<OpenAITwin> {
  const twin = await startOpenAITwin(options);
  onTestFinished(() => twin.close());
  return twin;
}

const reasonOf = (found: Connection): string => (found.ok ? '' : createSay()('en', found.reason, {}));

describe('connecting', () => {
  it('asks for the key as a secret', () => {
    for (const language of ['en', 'de'] as const)
      expect(
        createOpenAIConnector({}, openNetwork())
          .fields(language)
          .map(({ id, kind }) => `${id}:${kind}`),
      ).toEqual(['OPENAI_BASE_URL:line', 'OPENAI_API_KEY:secret', 'OPENAI_MODEL:line']);
  });

  it('a server like OpenAI: its address is completed, an old key is forgotten', async () => {
    const twin = await start();
    const found = await createOpenAIConnector({}, openNetwork()).check({ OPENAI_BASE_URL: ` 127.0.0.1:${twin.port} ` }, signal);
    expect(found).toEqual({
      ok: true,
      notes: [
        expect.objectContaining({ en: `✓ 127.0.0.1:${twin.port} · models: tiny` }),
        expect.objectContaining({ de: '✓ nutzt tiny: das einzige dort' }),
      ],
      store: { OPENAI_BASE_URL: twin.base, OPENAI_API_KEY: '', OPENAI_MODEL: '' },
    });
  });

  it('OpenAI itself: with a key it is kept, without one it is asked for', async () => {
    const twin = await start({ ...openAITwin, key });
    const connector = createOpenAIConnector({}, asHost('https://api.openai.com', twin));
    expect(await connector.check({ OPENAI_API_KEY: `${key}\n`, OPENAI_MODEL: 'gpt-4o' }, signal)).toMatchObject({
      ok: true,
      store: { OPENAI_BASE_URL: '', OPENAI_API_KEY: key, OPENAI_MODEL: 'gpt-4o' },
    });
    const none = await connector.check({}, signal);
    expect(none).toMatchObject({ ok: false, field: 'OPENAI_API_KEY' });
    const wrong = await connector.check({ OPENAI_API_KEY: 'sk-wrong-0123456' }, signal);
    expect(wrong).toMatchObject({ ok: false, field: 'OPENAI_API_KEY' });
    expect(JSON.stringify(wrong)).not.toContain('sk-wrong');
    const model = await connector.check({ OPENAI_API_KEY: key, OPENAI_MODEL: 'gpt-4p' }, signal);
    expect(model).toMatchObject({ ok: false, field: 'OPENAI_MODEL' });
    expect(reasonOf(model)).toContain('Did you mean gpt-4o');
  });

  it.each([
    ['http://127.0.0.1:9/v1', /doesn't answer/],
    ['http://127.0.0.1:9/api', /must be an address like/],
    ['ftp://127.0.0.1/v1', /must be an address like/],
    ['what is this?', /must be an address like|doesn't answer|does not answer/],
  ])('%s: says which field is wrong and how', async (address, reason) => {
    const found = await createOpenAIConnector({}, openNetwork()).check({ OPENAI_BASE_URL: address }, signal);
    expect(found).toMatchObject({ ok: false, field: 'OPENAI_BASE_URL' });
    expect(reasonOf(found)).toMatch(reason);
  });
});
