import { afterEach, describe, expect, it } from 'vitest';
import { providerContract } from '../../../../test/contracts/provider-contract.ts';
import { openNetwork } from '../../../../test/fakes/open-network.ts';
import { type OllamaTwin, type OllamaTwinOptions, startOllamaTwin } from '../../../../test/twins/ollama/ollama-twin.ts';
import type { ChatProvider, ChatRequest, Delta, Health } from '../../../core/ports/provider.ts';
import { createSay } from '../../../core/texts/create-say.ts';
import { toAddress } from './address.ts';
import part from './index.ts';
import { createOllamaProvider, type OllamaSettings } from './ollama-provider.ts';

const llama = { name: 'llama3.1:8b', parameterSize: '8.0B', contextLength: 131_072 };
const small = { name: 'llama3.2:3b', parameterSize: '3.2B' };
const embed = { name: 'nomic-embed-text', families: ['nomic-bert'], capabilities: ['embedding'] };
const thinker = { name: 'qwen3:8b', parameterSize: '8.2B', capabilities: ['completion', 'thinking'] };

const twins: OllamaTwin[] = [];
afterEach(async () => {
  for (const twin of twins.splice(0)) {
    expect(twin.violations).toEqual([]);
    await twin.close();
  }
});

async function start(options: Partial<OllamaTwinOptions> = {}): Promise<OllamaTwin> {
  const twin = await startOllamaTwin({ models: [llama, small], ...options });
  twins.push(twin);
  return twin;
}

function connect(settings: OllamaSettings, more: { model?: string; likely?: readonly string[]; firstLookMs?: number } = {}): ChatProvider {
  return createOllamaProvider(
    { settings, ...(more.model === undefined ? {} : { model: more.model }) },
    {
      network: openNetwork({ connections: 4 }),
      likely: async (network) => (more.likely ?? []).map((url) => toAddress(url, network)),
      patience: { firstLookMs: more.firstLookMs ?? 10_000 },
    },
  );
}

const request: ChatRequest = { model: 'llama3.1:8b', messages: [{ role: 'user', text: 'hi' }], hints: {}, language: 'en', at: 0 };
const signal = new AbortController().signal;
const fetch = openNetwork().fetch('loopback');

async function ask(provider: ChatProvider, more: Partial<ChatRequest> = {}): Promise<readonly Delta[]> {
  const deltas: Delta[] = [];
  for await (const delta of provider.stream({ ...request, ...more }, { signal, fetch })) deltas.push(delta);
  return deltas;
}

const health = async (provider: ChatProvider): Promise<Health | undefined> => provider.health?.(signal);
const say = createSay();
const spoken = (found: Health | undefined, language = 'en'): readonly string[] => {
  if (found === undefined) return [];
  const texts = found.state === 'down' ? [found.problem] : [found.summary, ...(found.detail === undefined ? [] : [found.detail])];
  return texts.map((text) => say(language, text, {}));
};

providerContract('ollama', async () => {
  const twin = await start();
  const received = (): string => JSON.stringify(twin.chats);
  let connections = 0;
  twin.onConnection(() => {
    connections += 1;
  });
  return {
    provider: connect({ OLLAMA_BASE_URL: twin.url }),
    request: { ...request, messages: [{ role: 'user', text: 'what about the umbrellas?' }] },
    fetch,
    upstream: { received, connections: () => connections, idle: () => expect.poll(() => twin.open.size).toBe(0) },
  };
});

describe('how it is', () => {
  it('says where it is, what it has, which model it takes and why', async () => {
    const twin = await start({ models: [llama, small, embed, thinker], loaded: ['llama3.1:8b'] });
    const found = await health(connect({ OLLAMA_BASE_URL: twin.url }));
    const address = `127.0.0.1:${twin.port}`;
    expect(spoken(found)).toEqual([
      `Ollama at ${address} · 3 chat models · using llama3.1:8b, window 8,192`,
      '(already loaded; /connect ollama to choose another)',
    ]);
    expect(spoken(found, 'de')).toEqual([
      `Ollama unter ${address} · 3 Chatmodelle · nutzt llama3.1:8b, Fenster 8.192`,
      '(schon geladen; mit /connect ollama wählst du ein anderes)',
    ]);
    expect(found).toMatchObject({
      address,
      chosen: { model: { id: 'llama3.1:8b', window: 8192, sees: false, loaded: true } },
      models: [{ id: 'llama3.1:8b' }, { id: 'llama3.2:3b', loaded: false }, { id: 'qwen3:8b' }],
    });
  });

  it('one model is one model', async () => {
    const provider = connect({ OLLAMA_BASE_URL: (await start({ models: [small] })).url });
    expect(spoken(await health(provider))[0]).toMatch(/ · 1 chat model · using llama3\.2:3b, window 8,192$/);
    expect(spoken(await health(provider), 'de')[0]).toMatch(/ · 1 Chatmodell · nutzt llama3\.2:3b, Fenster 8\.192$/);
  });

  it('only the first look is in a hurry', async () => {
    const twin = await start();
    const gate = twin.hold('/api/tags');
    const provider = connect({ OLLAMA_BASE_URL: twin.url }, { firstLookMs: 60 });
    expect((await health(provider))?.state).toBe('down');
    const second = health(provider);
    await new Promise((resolve) => setTimeout(resolve, 200));
    gate.open();
    expect((await second)?.state).toBe('up');
  });

  it('works with a server that has nothing but a list and a chat', async () => {
    const twin = await start({ models: [small], without: ['/api/ps', '/api/show'], loaded: ['llama3.2:3b'] });
    const provider = connect({ OLLAMA_BASE_URL: twin.url });
    expect(spoken(await health(provider))[1]).toBe('(the largest up to 14B; /connect ollama to choose another)');
    expect(await provider.isAwake?.('llama3.2:3b', signal)).toBeUndefined();
    expect((await ask(provider, { model: 'llama3.2:3b' })).at(-1)).toMatchObject({
      type: 'finish',
      reason: 'stop',
      usage: { in: 1, cached: 0 },
    });
    expect(twin.chats[0]?.options?.num_ctx).toBe(8192);
  });

  it.each([
    [[embed], "Ollama is up but has no chat model (found: nomic-embed-text). ollama pull llama3.2:3b and I'll notice by myself."],
    [[], "Ollama is up but has no chat model. ollama pull llama3.2:3b and I'll notice by myself."],
    [
      [{ name: "it's {odd}", capabilities: ['embedding'] }],
      "Ollama is up but has no chat model (found: it's {odd}). ollama pull llama3.2:3b and I'll notice by myself.",
    ],
  ])('without a chat model: says what there is and what to do', async (models, text) => {
    expect(spoken(await health(connect({ OLLAMA_BASE_URL: (await start({ models })).url })))).toEqual([text]);
  });

  it('notices a model that is pulled later, and keeps it when another program loads a different one', async () => {
    const twin = await start({ models: [embed] });
    const provider = connect({ OLLAMA_BASE_URL: twin.url });
    expect((await health(provider))?.state).toBe('down');
    twin.models = [embed, small];
    expect(await health(provider)).toMatchObject({ chosen: { model: { id: 'llama3.2:3b' } } });
    twin.models = [embed, small, llama];
    twin.loaded = ['llama3.1:8b'];
    expect(await health(provider)).toMatchObject({ chosen: { model: { id: 'llama3.2:3b' } } });
    twin.models = [embed, llama];
    expect(await health(provider)).toMatchObject({ chosen: { model: { id: 'llama3.1:8b' }, why: { en: 'already loaded' } } });
  });

  it('a named model that is missing: names it, what to pull, and what was meant', async () => {
    const twin = await start();
    const provider = connect({ OLLAMA_BASE_URL: twin.url, OLLAMA_MODEL: 'llama3.1:70b' });
    expect(spoken(await health(provider))).toEqual([
      `Ollama at 127.0.0.1:${twin.port} has no llama3.1:70b (OLLAMA_MODEL). ollama pull llama3.1:70b and I'll notice by myself. Did you mean llama3.1:8b, llama3.2:3b?`,
    ]);
  });

  it('the bot’s own setting comes before Ollama’s', async () => {
    const provider = connect({ OLLAMA_BASE_URL: (await start()).url, OLLAMA_MODEL: 'llama3.1:8b' }, { model: 'llama3.2:3b' });
    expect(await health(provider)).toMatchObject({ chosen: { model: { id: 'llama3.2:3b' }, why: { en: 'you chose it (MIACHAT_MODEL)' } } });
  });

  it('a server that stays silent is given up in time, one that is slow with the rest is not', async () => {
    const twin = await start();
    const rest = twin.hold('/api/show');
    const slow = connect({ OLLAMA_BASE_URL: twin.url }, { firstLookMs: 300 });
    expect(await health(slow)).toMatchObject({ state: 'up', chosen: { model: { id: 'llama3.1:8b' } } });
    rest.open();
    twin.hold('/api/tags');
    const silent = connect({ OLLAMA_BASE_URL: twin.url }, { firstLookMs: 300 });
    expect(spoken(await health(silent))[0]).toContain(`127.0.0.1:${twin.port} (timeout)`);
  });
});

describe('looking for one', () => {
  it('counts as in the network until it is found on this computer', async () => {
    const twin = await start();
    const provider = connect({}, { likely: ['http://127.0.0.1:9', twin.url] });
    expect(provider.exposure).toBe('lan');
    expect(await health(provider)).toMatchObject({ state: 'up', address: `127.0.0.1:${twin.port}` });
    expect(provider.exposure).toBe('loopback');
  });

  it('finds none: says where it looked; finds it when it comes up at another place', async () => {
    const places = ['http://127.0.0.1:9'];
    const provider = connect({}, { likely: places });
    expect(spoken(await health(provider))).toEqual([
      "Ollama doesn't answer at 127.0.0.1:9 (refused). Start it, or tell me where it is: /connect ollama http://HOST:11434. I also tried [::1], host.docker.internal and WSL.",
    ]);
    places.push((await start()).url);
    expect((await health(provider))?.state).toBe('up');
  });

  it('looks nowhere else when an address is given, and knows how far that is', async () => {
    const twin = await start();
    const provider = connect({ OLLAMA_BASE_URL: 'http://127.0.0.1:9' }, { likely: [twin.url] });
    expect(provider.exposure).toBe('loopback');
    expect(spoken(await health(provider))).toEqual([
      "Ollama doesn't answer at 127.0.0.1:9 (refused). Start it, or tell me where it is: /connect ollama http://HOST:11434.",
    ]);
    expect(twin.paths).toEqual([]);
    expect(connect({ OLLAMA_BASE_URL: 'https://ollama.example.org' }).exposure).toBe('cloud');
    expect(connect({ OLLAMA_BASE_URL: 'http://nas:11434', OLLAMA_LOCALITY: 'lan' }).exposure).toBe('lan');
  });

  it('sends nothing further than the words may travel', async () => {
    const twin = await start();
    const provider = connect({ OLLAMA_BASE_URL: twin.url, OLLAMA_LOCALITY: 'lan' });
    await expect(ask(provider, { ceiling: 'loopback' })).rejects.toMatchObject({ code: 'no-model', retryable: false });
    expect(twin.chats).toEqual([]);
    expect((await ask(provider, { ceiling: 'lan' })).at(-1)?.type).toBe('finish');
  });
});

describe('answering', () => {
  it('needs no look beforehand', async () => {
    const twin = await start();
    const deltas = await ask(connect({ OLLAMA_BASE_URL: twin.url }));
    expect(deltas.map((delta) => (delta.type === 'text' ? delta.text : delta.type))).toEqual(['I ', 'heard: ', 'hi', 'finish']);
  });

  it('hides what a model thinks, told apart or between tags, and asks it not to', async () => {
    const twin = await start({ models: [thinker], answer: () => [{ thinking: 'Hm.' }, '<thi', 'nk>So', '</think>\n\nYes.'] });
    const deltas = await ask(connect({ OLLAMA_BASE_URL: twin.url }), { model: 'qwen3:8b' });
    expect(deltas.slice(0, -1)).toEqual([
      { type: 'reasoning', text: 'Hm.' },
      { type: 'reasoning', text: 'So' },
      { type: 'text', text: 'Yes.' },
    ]);
    expect(twin.chats[0]?.think).toBe(false);
  });

  it('a model that lost its switch for thinking is asked without it from then on', async () => {
    const twin = await start({ models: [thinker] });
    const provider = connect({ OLLAMA_BASE_URL: twin.url });
    await health(provider);
    twin.models = [{ ...thinker, capabilities: ['completion'] }];
    await expect(ask(provider, { model: 'qwen3:8b' })).rejects.toMatchObject({ code: 'provider-failed', retryable: true });
    expect((await ask(provider, { model: 'qwen3:8b' })).at(-1)?.type).toBe('finish');
    await health(provider);
    expect((await ask(provider, { model: 'qwen3:8b' })).at(-1)?.type).toBe('finish');
  });

  it('a model that vanishes between two turns: says so once, and is not asked for again', async () => {
    const twin = await start();
    const provider = connect({ OLLAMA_BASE_URL: twin.url });
    await ask(provider);
    twin.models = [small];
    const vanished = {
      code: 'model-missing',
      retryable: false,
      advice: { en: expect.stringMatching(/^llama3\.1:8b is not on this Ollama any more\./) },
    };
    await expect(ask(provider)).rejects.toMatchObject(vanished);
    await expect(ask(provider)).rejects.toMatchObject(vanished);
    expect(twin.chats).toHaveLength(2);
    twin.models = [llama, small];
    expect((await ask(provider)).at(-1)?.type).toBe('finish');
  });

  it.each([
    ['gpt-oss:120b-cloud', 'not-allowed'],
    ['mine:latest', 'not-allowed'],
    ['nomic-embed-text', 'model-missing'],
    ['never-heard-of', 'model-missing'],
  ])('never sends a word to %s', async (model, code) => {
    const twin = await start({
      models: [llama, embed, { name: 'gpt-oss:120b-cloud' }, { name: 'mine:latest', remoteHost: 'https://ollama.com' }],
    });
    await expect(ask(connect({ OLLAMA_BASE_URL: twin.url }), { model })).rejects.toMatchObject({ code });
    expect(twin.chats).toEqual([]);
    // A name that says it all is not even asked about.
    expect(twin.paths.length === 0).toBe(model.endsWith('cloud'));
  });

  it('does not wait for details that never come', async () => {
    const twin = await start();
    twin.hold('/api/show');
    const provider = connect({ OLLAMA_BASE_URL: twin.url }, { firstLookMs: 100 });
    await health(provider);
    expect((await ask(provider)).at(-1)?.type).toBe('finish');
    const asked = (): number => twin.paths.filter((path) => path === '/api/show').length;
    const before = asked();
    expect((await ask(provider)).at(-1)?.type).toBe('finish');
    expect(asked()).toBe(before);
  });

  it('knows whether the model has to be woken', async () => {
    const provider = connect({ OLLAMA_BASE_URL: (await start()).url });
    expect(await provider.isAwake?.('llama3.1:8b', signal)).toBe(false);
    await ask(provider);
    expect(await provider.isAwake?.('llama3.1:8b', signal)).toBe(true);
    await expect(provider.isAwake?.('llama3.1:8b', AbortSignal.abort(new Error('stop')))).rejects.toThrow('stop');
  });

  it('a full house of answers does not look like a dead server', async () => {
    const twin = await start();
    const gate = twin.hold('/api/chat');
    const provider = connect({ OLLAMA_BASE_URL: twin.url });
    const answers = Array.from({ length: 12 }, () => ask(provider));
    await gate.reached;
    expect((await health(provider))?.state).toBe('up');
    gate.open();
    expect(await Promise.all(answers)).toHaveLength(12);
  });
});

describe('the part', () => {
  it('is looked for unless an address is given', () => {
    expect(part.configured({})).toBe('look');
    expect(part.configured({ OLLAMA_MODEL: 'llama3.1:8b' })).toBe('look');
    expect(part.configured({ OLLAMA_BASE_URL: 'http://nas:11434' })).toBe(true);
  });

  it.each(['nas:11434', 'http://nas:11434/api', 'ftp://nas'])('refuses %s as an address', (url) => {
    expect(part.settings.safeParse({ OLLAMA_BASE_URL: url }).success).toBe(false);
  });
});
