import { inspect } from 'node:util';
import { afterEach, describe, expect, it, onTestFinished, vi } from 'vitest';
import { compatibleCase, openAICase } from '../../../../test/contracts/chat-cases.ts';
import { providerContract } from '../../../../test/contracts/provider-contract.ts';
import { openNetwork } from '../../../../test/fakes/open-network.ts';
import { asHost } from '../../../../test/twins/openai/as-host.ts';
import { openAITwin } from '../../../../test/twins/openai/dialects.ts';
import { type OpenAITwin, type OpenAITwinOptions, startOpenAITwin } from '../../../../test/twins/openai/openai-twin.ts';
import type { Network } from '../../../core/ports/network.ts';
import type { ChatProvider, ChatRequest, Delta, Health } from '../../../core/ports/provider.ts';
import { createSay } from '../../../core/texts/create-say.ts';
import part from './index.ts';
import { createOpenAIProvider, type OpenAISettings } from './openai-provider.ts';

providerContract('openai', compatibleCase);
providerContract('openai itself', openAICase);

const key = 'sk-canary-key-0123456789';
const signal = new AbortController().signal;
const local = openNetwork();
const request: ChatRequest = { model: 'tiny', messages: [{ role: 'user', text: 'hi' }], hints: {}, language: 'en', at: 0 };

afterEach(() => vi.unstubAllEnvs());

async function start(options: OpenAITwinOptions = {}): Promise<OpenAITwin> {
  const twin = await startOpenAITwin(options);
  onTestFinished(async () => {
    expect(twin.violations).toEqual([]);
    await twin.close();
  });
  return twin;
}

const connect = (settings: OpenAISettings, network: Network = local, model?: string): ChatProvider =>
  createOpenAIProvider({ settings, network, ...(model === undefined ? {} : { model }) });

async function ask(provider: ChatProvider, more: Partial<ChatRequest> = {}, context: { key?: string; network?: Network } = {}) {
  const deltas: Delta[] = [];
  const own = context.key === undefined ? {} : { key: context.key };
  const fetch = (context.network ?? local).fetch('cloud');
  for await (const delta of provider.stream({ ...request, ...more }, { signal, fetch, ...own })) deltas.push(delta);
  return deltas;
}

const health = async (provider: ChatProvider): Promise<Health | undefined> => provider.health?.(signal);
const say = createSay();
const problemOf = (found: Health | undefined, language = 'en'): string => (found?.state === 'down' ? say(language, found.problem, {}) : '');

describe('openai is configured', () => {
  it.each([
    [{}, 'keys'],
    [{ OPENAI_API_KEY: key }, true],
    [{ OPENAI_BASE_URL: 'http://127.0.0.1:1234/v1' }, true],
  ] as const)('%j: %s', (settings, how) => {
    expect(part.configured(settings)).toBe(how);
  });

  it.each([
    [{}, { exposure: 'cloud', company: 'OpenAI', keys: { hasOperators: false } }],
    [{ OPENAI_API_KEY: key }, { exposure: 'cloud', company: 'OpenAI', keys: { hasOperators: true } }],
    [
      { OPENAI_BASE_URL: 'https://eu.api.openai.com/v1', OPENAI_API_KEY: key },
      { exposure: 'cloud', company: 'OpenAI' },
    ],
    [{ OPENAI_BASE_URL: 'https://api.openai.com.evil.example/v1' }, { exposure: 'cloud', company: 'api.openai.com.evil.example' }],
    [{ OPENAI_BASE_URL: 'http://127.0.0.1:1234/v1' }, { exposure: 'loopback', company: undefined, keys: undefined }],
    [{ OPENAI_BASE_URL: 'http://192.168.7.7:8000/v1' }, { exposure: 'lan', company: undefined }],
    [{ OPENAI_BASE_URL: 'http://nas:8000/v1' }, { exposure: 'cloud', company: 'nas' }],
    [
      { OPENAI_BASE_URL: 'http://nas:8000/v1', OPENAI_LOCALITY: 'lan' },
      { exposure: 'lan', company: undefined },
    ],
  ] as const)('%j: who reads the words, and how far away', (settings, expected) => {
    const provider = connect(settings);
    expect({ exposure: provider.exposure, company: provider.company, ...('keys' in expected ? { keys: provider.keys } : {}) }).toEqual(
      expected,
    );
  });
});

describe('a server like OpenAI', () => {
  it('the only model, the loaded one, else the first', async () => {
    const twin = await start();
    expect(await health(connect({ OPENAI_BASE_URL: twin.base }))).toMatchObject({
      state: 'up',
      address: `127.0.0.1:${twin.port}`,
      chosen: { model: { id: 'tiny' }, why: { en: 'the only one there' } },
      summary: {
        en: `The model server at 127.0.0.1:${twin.port} · 1 chat model · using tiny`,
        de: `Der Modellserver unter 127.0.0.1:${twin.port} · 1 Chatmodell · nutzt tiny`,
      },
    });
    twin.models = [{ id: 'text-embedding-nomic' }, { id: 'a' }, { id: 'b', status: { value: 'loaded' } }];
    expect(await health(connect({ OPENAI_BASE_URL: twin.base }))).toMatchObject({
      chosen: { model: { id: 'b' }, why: { en: 'already loaded' } },
    });
    twin.models = [{ id: 'a' }, { id: 'a' }, { id: 'b' }, { nonsense: 1 }];
    expect(await health(connect({ OPENAI_BASE_URL: twin.base }))).toMatchObject({
      models: [{ id: 'a' }, { id: 'b' }],
      chosen: { model: { id: 'a' } },
    });
  });

  it('each tells of its models in its own way', async () => {
    const twin = await start({
      models: [
        { id: 'qwen', owned_by: 'organization_owner' },
        { id: 'nomic', owned_by: 'organization_owner' },
      ],
      pages: {
        '/api/v0/models': {
          data: [
            { id: 'qwen', type: 'vlm', state: 'loaded', max_context_length: 131_072, loaded_context_length: 4_096 },
            { id: 'nomic', type: 'embeddings', state: 'not-loaded' },
          ],
        },
      },
    });
    const models = async () => connect({ OPENAI_BASE_URL: twin.base }).listModels?.(signal);
    expect(await models()).toEqual([{ id: 'qwen', window: 4_096, sees: true, loaded: true }]);
    twin.models = [{ id: 'mistral', owned_by: 'vllm', max_model_len: 32_768 }];
    expect(await models()).toEqual([{ id: 'mistral', window: 32_768 }]);
    twin.models = [
      {
        id: 'gemma',
        owned_by: 'llamacpp',
        meta: { n_ctx: 8_192, n_ctx_train: 131_072 },
        architecture: { input_modalities: ['text', 'image'] },
      },
    ];
    expect(await models()).toEqual([{ id: 'gemma', window: 8_192, sees: true }]);
    expect(twin.received.filter(({ path }) => path === '/api/v0/models')).toHaveLength(1);
  });

  it('of thousands of models, each once', async () => {
    const twin = await start({ models: Array.from({ length: 5_000 }, (_, index) => ({ id: `model-${index % 4_000}` })) });
    expect(await connect({ OPENAI_BASE_URL: twin.base }).listModels?.(signal)).toHaveLength(4_000);
  });

  it('a model that is not there is named, with what may have been meant', async () => {
    const twin = await start({ models: [{ id: 'mistral-small' }, { id: 'qwen3' }] });
    const problem = problemOf(await health(connect({ OPENAI_BASE_URL: twin.base }, local, 'mistral-smal')));
    expect(problem).toContain('has no mistral-smal (MIACHAT_MODEL). Did you mean mistral-small?');
    expect(problemOf(await health(connect({ OPENAI_BASE_URL: twin.base, OPENAI_MODEL: 'llama' })), 'de')).toContain(
      'hat kein llama (OPENAI_MODEL). Vorhanden: mistral-small, qwen3.',
    );
    const gone = await ask(connect({ OPENAI_BASE_URL: twin.base }), { model: 'llama' }).catch((thrown: unknown) => thrown);
    expect(gone).toMatchObject({ code: 'model-missing', advice: { en: expect.stringContaining('has no llama. Your message is kept') } });
  });

  it('shows pictures to a model that sees', async () => {
    const twin = await start({ models: [{ id: 'tiny', architecture: { input_modalities: ['text', 'image'] } }, { id: 'blind' }] });
    const provider = connect({ OPENAI_BASE_URL: twin.base });
    await provider.listModels?.(signal);
    const messages = [{ role: 'user', text: 'look', images: [{ mime: 'image/png', bytes: Uint8Array.of(1) }] }] as const;
    await ask(provider, { messages });
    await ask(provider, { messages, model: 'blind' });
    expect(twin.chats.map(({ messages: [line] }) => line?.content)).toEqual([
      [
        { type: 'text', text: 'look' },
        { type: 'image_url', image_url: { url: 'data:image/png;base64,AQ==' } },
      ],
      'look',
    ]);
  });
});

describe('OpenAI itself', () => {
  it('a small current model, and only those that talk', async () => {
    const twin = await start({ ...openAITwin, key });
    const provider = connect({ OPENAI_API_KEY: key }, asHost('https://api.openai.com', twin));
    const found = await health(provider);
    expect(found).toMatchObject({
      chosen: { model: { id: 'gpt-5.4-mini', window: 272_000, sees: true, refuses: ['temperature', 'seed'] } },
      summary: { en: 'OpenAI · 5 chat models · using gpt-5.4-mini' },
      detail: { en: '(the newest of the small ones; /connect openai to choose another)' },
    });
    expect(found?.state === 'up' && found.models.map(({ id }) => id)).toEqual([
      'gpt-4o',
      'gpt-5.6-sol',
      'gpt-5.4-mini',
      'gpt-4.1-mini',
      'o3',
    ]);
    expect(provider.modelInfo?.('gpt-6-luna')).toMatchObject({ sees: true, refuses: ['temperature', 'seed'] });
    expect(provider.modelInfo?.('gpt-4.1')?.refuses).toBeUndefined();
  });

  it('is not asked all the time; a key that was refused is not tried again at once', async () => {
    const twin = await start({ ...openAITwin, key });
    const network = asHost('https://api.openai.com', twin);
    const provider = connect({ OPENAI_API_KEY: key }, network);
    for (let times = 0; times < 3; times += 1) await health(provider);
    expect(twin.received).toHaveLength(1);
    const wrong = connect({ OPENAI_API_KEY: 'sk-revoked-0123' }, network);
    for (let times = 0; times < 3; times += 1)
      expect(problemOf(await health(wrong))).toBe('OpenAI does not accept the key. /connect openai takes another one.');
    expect(twin.received).toHaveLength(2);
  });

  it('without the operator’s key nothing is asked; with a person’s own, theirs goes, and first', async () => {
    const twin = await start({ ...openAITwin, key });
    const network = asHost('https://api.openai.com', twin);
    const nobodys = connect({}, network);
    expect(problemOf(await health(nobodys))).toContain('OpenAI answers only with a key');
    await expect(ask(nobodys, {}, { network })).rejects.toMatchObject({ code: 'provider-auth' });
    await expect(nobodys.listModels?.(signal)).rejects.toMatchObject({ code: 'provider-auth' });
    expect(twin.received).toEqual([]);
    expect((await ask(nobodys, { model: 'gpt-4o' }, { network, key })).at(-1)?.type).toBe('finish');
    const operators = connect({ OPENAI_API_KEY: 'sk-operators-0123' }, network);
    expect((await ask(operators, { model: 'gpt-4o' }, { network, key })).at(-1)?.type).toBe('finish');
    expect(JSON.stringify(twin.received)).not.toContain('sk-operators');
  });

  it('somebody’s wrong key does not make the operator’s look wrong', async () => {
    const twin = await start({ ...openAITwin, key });
    const network = asHost('https://api.openai.com', twin);
    const provider = connect({ OPENAI_API_KEY: key }, network);
    await health(provider);
    await expect(ask(provider, { model: 'gpt-4o' }, { network, key: 'sk-wrong-0123456' })).rejects.toMatchObject({ code: 'provider-auth' });
    expect(await health(provider)).toMatchObject({ state: 'up' });
    expect(twin.received.filter(({ path }) => path === '/v1/models')).toHaveLength(1);
  });
});

describe('nothing but the request', () => {
  it('goes out, whatever stands in the environment', async () => {
    const canary = 'canary-7e21';
    const proxy = await start();
    for (const name of ['OPENAI_API_KEY', 'OPENAI_ADMIN_KEY', 'OPENAI_ORG_ID', 'OPENAI_PROJECT_ID', 'OPENAI_WEBHOOK_SECRET'])
      vi.stubEnv(name, canary);
    vi.stubEnv('OPENAI_BASE_URL', `${proxy.base}/${canary}`);
    vi.stubEnv('OPENAI_CUSTOM_HEADERS', `X-Canary: ${canary}`);
    for (const name of ['HTTP_PROXY', 'HTTPS_PROXY', 'ALL_PROXY', 'http_proxy', 'https_proxy', 'all_proxy']) vi.stubEnv(name, proxy.url);
    vi.stubEnv('NODE_USE_ENV_PROXY', '1');
    const twin = await start();
    const provider = connect({ OPENAI_BASE_URL: twin.base });
    await health(provider);
    await ask(provider);
    expect(twin.received.map(({ path }) => path)).toEqual(['/v1/models', '/v1/chat/completions']);
    expect(JSON.stringify(twin.received)).not.toContain(canary);
    expect(proxy.received).toEqual([]);
    for (const { headers } of twin.received) {
      expect(headers['authorization']).toBeUndefined();
      expect(headers['user-agent']).toBe('MiaChat');
      expect(Object.keys(headers).filter((name) => /stainless|openai/.test(name))).toEqual([]);
    }
  });

  it('is shown by the provider: no key, in no depth', () => {
    expect(inspect(connect({ OPENAI_API_KEY: key }), { depth: 9, showHidden: true })).not.toContain(key);
    expect(JSON.stringify(connect({ OPENAI_API_KEY: key }))).not.toContain(key);
  });
});

describe('an address that is none', () => {
  it.each([
    ['a web page', {}],
    ['a page without a list', { pages: { '/v1/models': { hello: 'world' } } }],
  ])('%s', async (_, options) => {
    const twin = await start({ base: '/else', ...options });
    expect(problemOf(await health(connect({ OPENAI_BASE_URL: `${twin.url}/v1` })))).toContain('but it is no model server');
  });

  it('where nobody is', async () => {
    const twin = await startOpenAITwin();
    await twin.close();
    const found = await health(connect({ OPENAI_BASE_URL: twin.base }));
    expect(problemOf(found)).toContain(`is 127.0.0.1:${twin.port} the right address?`);
    expect(problemOf(found, 'de')).toContain('/connect openai nimmt eine andere');
  });

  it('one on the open network that is said to be near: nothing goes there', async () => {
    const provider = connect({ OPENAI_BASE_URL: 'http://203.0.113.9/v1', OPENAI_LOCALITY: 'lan' });
    expect(problemOf(await health(provider))).toContain('203.0.113.9 lies further away than its setting says');
  });

  it('where secrets of a rented computer are told', async () => {
    const provider = connect({ OPENAI_BASE_URL: 'http://169.254.169.254/v1' });
    expect(problemOf(await health(provider))).not.toBe('');
    await expect(ask(provider)).rejects.toMatchObject({ code: 'no-model' });
  });
});
