import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { wireContract } from '../../../../test/contracts/wire-contract.ts';
import { createFakeClock } from '../../../../test/fakes/fake-clock.ts';
import { openNetwork } from '../../../../test/fakes/open-network.ts';
import { answerJson, type Fault, type FaultServer, startFaultServer } from '../../../../test/twins/faults/fault-server.ts';
import { createFaults } from '../../../../test/twins/faults/faults.ts';
import { ollamaWords } from '../../../../test/twins/faults/wires/ollama.ts';
import { toListed } from '../../../../test/twins/ollama/twin-model.ts';
import { BotError, type ErrorCode } from '../../../core/errors.ts';
import type { ChatProvider, ChatRequest, Delta } from '../../../core/ports/provider.ts';
import { readStream } from '../../../core/providers/read-stream.ts';
import { createSay } from '../../../core/texts/create-say.ts';
import { createOllamaProvider } from './ollama-provider.ts';

const models = (names: readonly string[]) => ({
  models: names.map((name) => ({ ...toListed({ name, parameterSize: '1.0B' }), newer: {} })),
});
const make = (url: string): ChatProvider =>
  createOllamaProvider({ settings: { OLLAMA_BASE_URL: url } }, { network: openNetwork({ connections: 4 }) });

wireContract('ollama', {
  words: ollamaWords,
  model: 'tiny:1b',
  hasKeys: false,
  make: async (url) => make(url),
  prepare: (server) => server.on('/api/tags', (exchange) => answerJson(exchange, 200, models(['tiny:1b']))),
  models: { path: '/api/tags', body: models, id: (index) => `model${index}:1b` },
  environment: ['OLLAMA_API_KEY', 'OLLAMA_HOST', 'OLLAMA_MODELS'],
});

const faults = createFaults(ollamaWords);
const said = 'umbrellas, then';
const request: ChatRequest = {
  model: 'tiny:1b',
  messages: [{ role: 'user', text: 'my diary says 4711' }],
  hints: {},
  language: 'en',
  at: Date.UTC(2026, 10, 24, 9),
};

let server: FaultServer;
let provider: ChatProvider;
/** As the router hands it on: with its way out in every question. */
function withWay(inner: ChatProvider): ChatProvider {
  const fetch = openNetwork({ connections: 1 }).fetch('loopback');
  return { ...inner, stream: (asked, context) => inner.stream(asked, { fetch, ...context }) };
}

beforeEach(async () => {
  server = await startFaultServer({ '/api/chat': ollamaWords.violations });
  server.on('/api/tags', (exchange) => answerJson(exchange, 200, models(['tiny:1b'])));
  provider = withWay(make(server.url));
});
afterEach(() => server.close());

interface Outcome {
  readonly text: string;
  readonly finishes: number;
  readonly error: BotError | undefined;
}

async function outcomeOf(stream: AsyncIterable<Delta>, seen: (text: string) => void = () => undefined): Promise<Outcome> {
  let text = '';
  let finishes = 0;
  try {
    for await (const delta of stream) {
      if (delta.type === 'text') {
        text += delta.text;
        seen(text);
      }
      if (delta.type === 'finish') finishes += 1;
    }
    return { text, finishes, error: undefined };
  } catch (thrown) {
    if (!(thrown instanceof BotError)) throw thrown;
    return { text, finishes, error: thrown };
  }
}

async function askWith(fault: Fault): Promise<Outcome> {
  server.on('/api/chat', fault);
  return outcomeOf(provider.stream(request, { signal: new AbortController().signal }));
}

describe('what only an Ollama does wrong', () => {
  it.each<readonly [string, Fault, ErrorCode]>([
    ['a model that vanished', faults.vanished('tiny:1b'), 'model-missing'],
    ['loading said in the shape of an answer', faults.holds('{"done":true,"done_reason":"load"}\n'), 'provider-protocol'],
    [
      'words passed on to another server',
      faults.holds('{"message":{"content":"x"},"remote_host":"https://canary.invalid"}\n'),
      'provider-protocol',
    ],
  ])('%s', async (_title, fault, code) => {
    expect(await askWith(fault)).toMatchObject({ text: '', finishes: 0, error: { code } });
    expect(server.violations).toEqual([]);
  });

  it('nobody there any more: says so with the address, and asks anew next time', async () => {
    await provider.health?.(new AbortController().signal);
    const { url } = server;
    await server.close();
    const outcome = await outcomeOf(provider.stream(request, { signal: new AbortController().signal }));
    server = await startFaultServer();
    expect(outcome.error?.code).toBe('provider-unreachable');
    expect(createSay()('en', outcome.error?.advice ?? { en: '', de: '' }, {})).toBe(
      `Ollama doesn't answer at ${url.slice('http://'.length)} (refused). Start it, or tell me where it is: /connect ollama http://HOST:11434.`,
    );
  });

  it('too large for the memory: says so', async () => {
    const outcome = await askWith(faults.status(500, 'model requires more system memory (48.0 GiB) than is available (15.2 GiB)'));
    expect(outcome.error?.advice?.en).toContain('tiny:1b does not fit into the memory');
  });

  it('a model that only makes embeddings: says so, and is not offered again', async () => {
    const outcome = await askWith(faults.status(400, '"tiny:1b" does not support chat'));
    expect(outcome.error).toMatchObject({ code: 'model-missing', retryable: false });
    expect(outcome.error?.advice?.de).toContain('tiny:1b erzeugt Embeddings');
  });
});

describe('what looks wrong and is not', () => {
  it.each<readonly [string, Fault]>([
    ['a last line without its line feed', faults.sends(ollamaWords.piece(said), ollamaWords.finish().trimEnd())],
    [
      'blank lines, CRLF and unknown fields',
      faults.sends(`\r\n{"message":{"content":"${said}","x":1},"y":[]}\r\n\r\n`, ollamaWords.finish()),
    ],
  ])('%s', async (_title, fault) => {
    expect(await askWith(fault)).toEqual({ text: said, finishes: 1, error: undefined });
  });
});

describe('the connection', () => {
  it('serves the next question when the end of an answer comes a little later', async () => {
    const { signal } = new AbortController();
    const time = Promise.withResolvers<void>();
    server.on('/api/chat', faults.endsLate(said, time.promise));
    expect((await outcomeOf(provider.stream(request, { signal }))).finishes).toBe(1);
    const before = server.connections();
    const next = outcomeOf(provider.stream(request, { signal }));
    time.resolve();
    expect((await next).finishes).toBe(1);
    expect(server.connections()).toBe(before);
  });
});

describe('patience', () => {
  const deadlines = { firstTokenMs: 90_000, idleMs: 20_000 };

  it.each<readonly [string, Fault]>([
    ['before the head', faults.silentBeforeHead],
    ['before the first line', faults.silentBeforeText],
  ])('silence %s ends after the time for a first word, and the connection with it', async (_title, fault) => {
    await provider.health?.(new AbortController().signal);
    server.on('/api/chat', fault);
    const clock = createFakeClock();
    const reading = outcomeOf(readStream(provider, request, { clock, deadlines, signal: new AbortController().signal }));
    const exchange = await server.arrived('/api/chat');
    await clock.advance(deadlines.firstTokenMs - 1);
    expect(clock.sleeping()).toBe(1);
    await clock.advance(1);
    const { error, text } = await reading;
    expect({ code: error?.code, text }).toEqual({ code: 'provider-timeout', text: '' });
    await exchange.hungUp;
  });

  it('silence in the middle ends after the time for a pause; what was said stays', async () => {
    server.on('/api/chat', faults.silentAfter(said));
    const clock = createFakeClock();
    const begun = Promise.withResolvers<void>();
    const stream = readStream(provider, request, { clock, deadlines, signal: new AbortController().signal });
    const reading = outcomeOf(stream, () => begun.resolve());
    await begun.promise;
    await clock.advance(deadlines.idleMs);
    const { error, text } = await reading;
    expect({ code: error?.code, text }).toEqual({ code: 'provider-timeout', text: said });
    await (await server.arrived('/api/chat')).hungUp;
  });

  it('an answer that never ends is cut after the total time', async () => {
    const tools = { network: openNetwork(), patience: { totalMs: 50 } };
    const hasty = withWay(createOllamaProvider({ settings: { OLLAMA_BASE_URL: server.url } }, tools));
    server.on('/api/chat', async (exchange) => {
      exchange.head(200, { 'content-type': 'application/x-ndjson' });
      let isOpen = true;
      exchange.hungUp.then(() => {
        isOpen = false;
      });
      while (isOpen) {
        await exchange.write(ollamaWords.piece('and '));
        await new Promise((resolve) => setImmediate(resolve));
      }
    });
    const { error, text } = await outcomeOf(hasty.stream(request, { signal: new AbortController().signal }));
    expect(error?.code).toBe('provider-timeout');
    expect(text).toMatch(/^(?:and )+$/);
    await (await server.arrived('/api/chat')).hungUp;
  });
});

describe('stopping', () => {
  it('while the server is still being looked for ends with the reason', async () => {
    server.on('/api/tags', faults.silentBeforeHead);
    const cut = new AbortController();
    const reading = outcomeOf(provider.stream(request, { signal: cut.signal }));
    const exchange = await server.arrived('/api/tags');
    const failed = expect(reading).rejects.toThrow('enough');
    cut.abort(new Error('enough'));
    await failed;
    await exchange.hungUp;
  });
});
