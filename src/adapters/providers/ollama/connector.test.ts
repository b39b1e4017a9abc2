import { afterEach, describe, expect, it } from 'vitest';
import { openNetwork } from '../../../../test/fakes/open-network.ts';
import { type OllamaTwin, startOllamaTwin } from '../../../../test/twins/ollama/ollama-twin.ts';
import type { Connection } from '../../../core/ports/connector.ts';
import { createSay } from '../../../core/texts/create-say.ts';
import { toAddress } from './address.ts';
import { createOllamaConnector } from './connector.ts';

let twin: OllamaTwin | undefined;
afterEach(async () => twin?.close());

async function check(
  values: Readonly<Record<string, string>>,
  models: readonly string[] = ['llama3.1:8b', 'llama3.2:3b'],
): Promise<Connection> {
  twin = await startOllamaTwin({ models: models.map((name) => ({ name, parameterSize: `${name.slice(-2, -1)}B` })) });
  const { url } = twin;
  const connector = createOllamaConnector({ network: openNetwork(), likely: async (network) => [toAddress(url, network)] });
  const filled = Object.fromEntries(Object.entries(values).map(([field, value]) => [field, value.replace('TWIN', url)]));
  return connector.check(filled, new AbortController().signal);
}

describe('connecting an Ollama', () => {
  it('asks for an address and a model, both may stay empty', () => {
    const connector = createOllamaConnector({ network: openNetwork() });
    for (const language of ['en', 'de'] as const)
      expect(connector.fields(language).map(({ id, kind, limits }) => [id, kind, limits.required])).toEqual([
        ['OLLAMA_BASE_URL', 'line', undefined],
        ['OLLAMA_MODEL', 'line', undefined],
      ]);
  });

  it.each([{}, { OLLAMA_BASE_URL: '  ' }, { OLLAMA_BASE_URL: 'TWIN' }, { OLLAMA_BASE_URL: 'TWIN/' }])(
    '%j: says what is there, keeps the address',
    async (values) => {
      const found = await check(values);
      expect(found).toEqual({
        ok: true,
        notes: [
          expect.objectContaining({ en: `✓ Ollama at 127.0.0.1:${twin?.port} · models: llama3.1:8b, llama3.2:3b` }),
          expect.objectContaining({ en: '✓ using llama3.1:8b: the largest up to 14B' }),
        ],
        store: { OLLAMA_BASE_URL: twin?.url },
      });
    },
  );

  it('keeps the model that was named', async () => {
    expect(await check({ OLLAMA_MODEL: 'llama3.2:3b' })).toMatchObject({ ok: true, store: { OLLAMA_MODEL: 'llama3.2:3b' } });
  });

  it('understands an address without its scheme', async () => {
    const first = await check({});
    const typed = first.ok ? (first.store['OLLAMA_BASE_URL'] ?? '').slice('http://'.length) : '';
    const connector = createOllamaConnector({ network: openNetwork() });
    expect(await connector.check({ OLLAMA_BASE_URL: typed }, new AbortController().signal)).toMatchObject({ ok: true });
  });

  it.each([
    [
      { OLLAMA_MODEL: 'lama3.2:3b' },
      'OLLAMA_MODEL',
      /has no lama3\.2:3b\. ollama pull lama3\.2:3b fetches it\. Did you mean .*llama3\.2:3b\?$/,
    ],
    [{ OLLAMA_MODEL: 'mistral' }, 'OLLAMA_MODEL', /It does have: llama3\.1:8b, llama3\.2:3b\.$/],
    [{ OLLAMA_BASE_URL: 'http://127.0.0.1:9' }, 'OLLAMA_BASE_URL', /^Ollama doesn't answer at 127\.0\.0\.1:9 \(refused\)/],
    [{ OLLAMA_BASE_URL: 'http://nas:11434/api' }, 'OLLAMA_BASE_URL', /without a path/],
    [{ OLLAMA_BASE_URL: 'http://:::' }, 'OLLAMA_BASE_URL', /without a path/],
    [{ OLLAMA_BASE_URL: 'what?' }, 'OLLAMA_BASE_URL', /without a path|doesn't answer/],
  ])('%j: says which field is wrong and how', async (values, field, reason) => {
    const found = await check(values);
    expect(found).toMatchObject({ ok: false, field });
    expect(found.ok ? '' : createSay()('en', found.reason, {})).toMatch(reason);
  });

  it.each([
    [['gpt-oss:120b-cloud'], { OLLAMA_MODEL: 'gpt-oss:120b-cloud' }, 'OLLAMA_MODEL', /servers of others/],
    [['nomic-embed-text:1b'], { OLLAMA_MODEL: 'nomic-embed-text:1b' }, 'OLLAMA_MODEL', /cannot chat/],
    [['nomic-embed-text:1b'], {}, 'OLLAMA_BASE_URL', /no chat model/],
  ] as const)('of %j, %j is no use', async (...[models, values, field, reason]) => {
    expect(await check(values, models)).toMatchObject({ ok: false, field, reason: { en: expect.stringMatching(reason) } });
  });
});
