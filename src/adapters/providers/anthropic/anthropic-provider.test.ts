import { afterEach, describe, expect, it } from 'vitest';
import { providerContract } from '../../../../test/contracts/provider-contract.ts';
import { openNetwork } from '../../../../test/fakes/open-network.ts';
import { answerJson, type FaultServer, startFaultServer } from '../../../../test/twins/faults/fault-server.ts';
import { createFaults } from '../../../../test/twins/faults/faults.ts';
import { anthropicWords } from '../../../../test/twins/faults/wires/anthropic.ts';
import type { ChatRequest, Delta } from '../../../core/ports/provider.ts';
import { createAnthropicProvider } from './anthropic-provider.ts';
import { createAnthropicConnector } from './connector.ts';
import part from './index.ts';

const key = 'sk-ant-canary-4711';
const network = openNetwork();
const faults = createFaults(anthropicWords);
const { signal } = new AbortController();
const yes = { supported: true };
const no = { supported: false };
const listed = (id: string, more: object = {}) => ({
  type: 'model',
  id,
  display_name: id,
  lifecycle: 'active',
  max_input_tokens: 1_000_000,
  max_tokens: 128_000,
  capabilities: {
    image_input: yes,
    structured_outputs: yes,
    effort: { low: yes },
    thinking: { supported: true, types: { disabled: yes } },
  },
  ...more,
});
const models = [
  listed('claude-opus-5-5'),
  listed('claude-haiku-5-5', { capabilities: { image_input: no, structured_outputs: no } }),
  listed('claude-haiku-4-5', { lifecycle: 'deprecated' }),
  listed('claude-haiku-3', { lifecycle: 'retired' }),
];

const servers: FaultServer[] = [];
afterEach(async () => {
  for (const server of servers.splice(0)) {
    expect(server.violations).toEqual([]);
    await server.close();
  }
});

async function start(): Promise<FaultServer> {
  const server = await startFaultServer({ '/v1/messages': anthropicWords.violations });
  servers.push(server);
  server.on('/v1/messages', faults.answers('umbrellas, ', 'then'));
  server.on('/v1/models', (exchange) =>
    exchange.headers.authorization === `Bearer ${key}` && exchange.headers['anthropic-version'] === '2026-10-21'
      ? answerJson(exchange, 200, { data: models, has_more: false, last_id: 'claude-haiku-3' })
      : answerJson(exchange, 401, anthropicWords.refusal(401, 'invalid x-api-key')),
  );
  return server;
}

const connect = (url: string, more: object = {}) =>
  createAnthropicProvider({ settings: { ANTHROPIC_BASE_URL: url, ANTHROPIC_API_KEY: key, ...more }, network });
const request: ChatRequest = { model: 'claude-haiku-5-5', messages: [{ role: 'user', text: 'hi' }], hints: {}, language: 'en', at: 0 };

async function ask(provider: ReturnType<typeof connect>, more: Partial<ChatRequest> = {}): Promise<readonly Delta[]> {
  const deltas: Delta[] = [];
  const context = { signal, fetch: network.fetch('loopback') };
  for await (const delta of provider.stream({ ...request, ...more }, context)) deltas.push(delta);
  return deltas;
}

providerContract('anthropic', async () => {
  const server = await start();
  const { received, idle, connections } = server;
  return { provider: connect(server.url), request, fetch: network.fetch('loopback'), upstream: { received, idle, connections } };
});

describe('how it is', () => {
  it('says which model it takes and why, without a paid question', async () => {
    const server = await start();
    const health = await connect(server.url).health?.(signal);
    expect(health).toMatchObject({
      state: 'up',
      chosen: { model: { id: 'claude-haiku-5-5' }, why: { en: 'the newest of the small ones' } },
    });
    expect(server.exchanges.map(({ path }) => path)).toEqual(['/v1/models']);
  });

  it('knows of its models what the list says and what its documents say', async () => {
    const server = await start();
    const provider = connect(server.url);
    expect(await provider.listModels?.(signal)).toEqual([
      {
        id: 'claude-opus-5-5',
        window: 1_000_000,
        sees: true,
        prices: { in: 4_000_000, cached: 200_000, out: 20_000_000 },
        refuses: ['temperature', 'seed'],
      },
      { id: 'claude-haiku-5-5', window: 1_000_000, sees: false, refuses: ['temperature', 'seed', 'schema'] },
      {
        id: 'claude-haiku-4-5',
        window: 1_000_000,
        sees: true,
        prices: { in: 1_000_000, cached: 100_000, out: 5_000_000 },
        refuses: ['temperature', 'seed'],
      },
    ]);
    expect(provider.modelInfo?.('claude-haiku-5-5')?.sees).toBe(false);
    expect(provider.modelInfo?.('claude-of-tomorrow')).toEqual({ id: 'claude-of-tomorrow', sees: true, refuses: ['temperature', 'seed'] });
  });

  it('reads a list of several pages, and no endless one', async () => {
    const server = await start();
    server.on('/v1/models', (exchange) => {
      const after = exchange.query.get('after_id') ?? '0';
      const ids = [`claude-a-${after}`, `claude-b-${after}`];
      return answerJson(exchange, 200, { data: ids.map((id) => ({ id })), has_more: true, last_id: String(Number(after) + 1) });
    });
    expect(await connect(server.url).listModels?.(signal)).toHaveLength(20);
  });

  it('a key that is refused: says so, in words that hold no key', async () => {
    const server = await start();
    const health = await connect(server.url, { ANTHROPIC_API_KEY: 'sk-ant-wrong-1' }).health?.(signal);
    expect(health).toMatchObject({ state: 'down', problem: { en: expect.stringContaining('does not accept the key') } });
    expect(JSON.stringify(health)).not.toContain('sk-ant');
  });

  it('what the list says decides how a model is asked', async () => {
    const server = await start();
    const provider = connect(server.url);
    await provider.listModels?.(signal);
    await ask(provider, { model: 'claude-opus-5-5', hints: { maxTokens: 50 } });
    expect(server.exchanges.at(-1)?.body).toMatchObject({ max_tokens: 50, thinking: { type: 'disabled' } });
  });
});

describe('the part', () => {
  it('works with a key, and without one for people with keys of their own', () => {
    expect(part.configured({ ANTHROPIC_API_KEY: key })).toBe(true);
    expect(part.configured({})).toBe('keys');
  });

  it('reads words into the cloud only at its own address', () => {
    expect(createAnthropicProvider({ settings: {}, network })).toMatchObject({ exposure: 'cloud', company: 'Anthropic' });
    expect(connect('http://127.0.0.1:9')).toMatchObject({ exposure: 'loopback', isDeclared: false });
    expect(connect('http://127.0.0.1:9', { ANTHROPIC_LOCALITY: 'cloud' })).toMatchObject({ exposure: 'cloud', isDeclared: true });
  });

  it.each(['127.0.0.1:9', 'http://nas/v1', 'http://ada:secret@nas'])('refuses %s as an address', (url) => {
    expect(part.settings.safeParse({ ANTHROPIC_BASE_URL: url }).success).toBe(false);
  });
});

describe('connecting', () => {
  it('asks for the key, hidden, and a model; keeps what worked', async () => {
    const server = await start();
    const connector = createAnthropicConnector({ ANTHROPIC_BASE_URL: server.url }, network);
    expect(connector.fields('de').map(({ id, kind }) => [id, kind])).toEqual([
      ['ANTHROPIC_API_KEY', 'secret'],
      ['ANTHROPIC_MODEL', 'line'],
    ]);
    expect(await connector.check({ ANTHROPIC_API_KEY: ` ${key} ` }, signal)).toMatchObject({
      ok: true,
      store: { ANTHROPIC_API_KEY: key, ANTHROPIC_MODEL: '' },
    });
    expect(await connector.check({ ANTHROPIC_API_KEY: key, ANTHROPIC_MODEL: 'claude-opus-5' }, signal)).toMatchObject({
      ok: false,
      field: 'ANTHROPIC_MODEL',
      reason: { en: expect.stringContaining('claude-opus-5-5') },
    });
    expect(await connector.check({ ANTHROPIC_API_KEY: 'sk-ant-wrong-1' }, signal)).toMatchObject({ ok: false, field: 'ANTHROPIC_API_KEY' });
    expect(await connector.check({}, signal)).toMatchObject({ ok: false, field: 'ANTHROPIC_API_KEY' });
  });
});
