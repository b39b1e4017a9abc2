import { inspect } from 'node:util';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { createFakeClock } from '../../../../test/fakes/fake-clock.ts';
import { answerJson, type Fault, type FaultServer, startFaultServer } from '../../../../test/twins/faults/fault-server.ts';
import { createFaults } from '../../../../test/twins/faults/faults.ts';
import { ollamaWords } from '../../../../test/twins/faults/wires/ollama.ts';
import { chatViolations } from '../../../../test/twins/ollama/chat-wire.ts';
import { toListed } from '../../../../test/twins/ollama/twin-model.ts';
import { BotError, type ErrorCode } from '../../../core/errors.ts';
import type { ChatProvider, ChatRequest, Delta } from '../../../core/ports/provider.ts';
import { readStream } from '../../../core/providers/read-stream.ts';
import { createSay } from '../../../core/texts/create-say.ts';
import { createOllamaProvider } from './ollama-provider.ts';
import { createTransport } from './transport.ts';

const faults = createFaults(ollamaWords);
const asked = 'my diary says 4711';
const said = 'umbrellas, then';
const request: ChatRequest = {
  model: 'tiny:1b',
  messages: [{ role: 'user', text: asked }],
  hints: {},
  language: 'en',
  at: Date.UTC(2026, 10, 24, 9),
};

let server: FaultServer;
let provider: ChatProvider;
const printed: string[] = [];

beforeEach(async () => {
  server = await startFaultServer({ '/api/chat': chatViolations });
  server.on('/api/tags', (exchange) => answerJson(exchange, 200, { models: [toListed({ name: 'tiny:1b', parameterSize: '1.0B' })] }));
  provider = createOllamaProvider(
    { settings: { OLLAMA_BASE_URL: server.url } },
    { talk: createTransport({ connections: 8 }), probe: createTransport({ connections: 4 }) },
  );
  printed.length = 0;
  for (const stream of [process.stdout, process.stderr])
    vi.spyOn(stream, 'write').mockImplementation((text) => {
      printed.push(String(text));
      return true;
    });
  for (const level of ['log', 'warn', 'error', 'debug', 'info'] as const)
    vi.spyOn(console, level).mockImplementation((...words) => void printed.push(words.join(' ')));
});

afterEach(async () => {
  vi.restoreAllMocks();
  await server.close();
});

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

/** What must never be found in an error, wherever somebody prints it. */
function expectDiscreet(error: BotError | undefined): void {
  expect(error).toBeInstanceOf(BotError);
  const shown = [String(error), inspect(error, { depth: 9, showHidden: true }), JSON.stringify(error), error?.stack ?? ''].join('\n');
  for (const secret of [asked, said, 'hotel', 'canary']) expect(shown).not.toContain(secret);
  expect(printed).toEqual([]);
}

interface Failing {
  readonly title: string;
  readonly fault: Fault;
  readonly code: ErrorCode;
  /** What had been said by then. */
  readonly text?: string;
  /** The server has ended its answer by itself, so that there is nothing to hang up. */
  readonly isOver?: true;
}

const failing: readonly Failing[] = [
  { title: 'a log-in page with status 200', fault: faults.htmlPage, code: 'provider-protocol' },
  { title: 'an answer without its last line', fault: faults.noFinish(said), code: 'provider-truncated', text: said, isOver: true },
  { title: 'a connection broken before the head', fault: faults.resetBeforeHead, code: 'provider-failed' },
  { title: 'a line of 5 MB', fault: faults.longLine(5_000_000), code: 'provider-protocol' },
  { title: 'a line that is no JSON', fault: faults.malformed(said), code: 'provider-protocol', text: said },
  { title: 'JSON that is no answer', fault: faults.holds('[1,2]\n'), code: 'provider-protocol' },
  { title: 'an error inside the answer', fault: faults.errorInside(said, 'canary: out of luck'), code: 'provider-failed', text: said },
  {
    title: 'an error inside the answer as an object',
    fault: faults.errorInside(said, { message: 'canary' }),
    code: 'provider-failed',
    text: said,
  },
  { title: 'a model that vanished', fault: faults.vanished('tiny:1b'), code: 'model-missing', isOver: true },
  { title: 'a redirect elsewhere', fault: faults.redirect('http://127.0.0.1:9/api/chat'), code: 'provider-protocol', isOver: true },
  { title: 'status 429', fault: faults.status(429, 'canary', { 'retry-after': '7' }), code: 'provider-limit', isOver: true },
  { title: 'status 503', fault: faults.status(503, 'server busy, please try again'), code: 'provider-limit', isOver: true },
  { title: 'status 500', fault: faults.status(500, 'canary'), code: 'provider-failed', isOver: true },
  { title: 'status 502 from a proxy', fault: faults.status(502, 'canary'), code: 'provider-failed', isOver: true },
  { title: 'status 400', fault: faults.status(400, `canary ${asked}`), code: 'provider-failed', isOver: true },
  { title: 'status 401', fault: faults.status(401), code: 'provider-auth', isOver: true },
  { title: 'status 403', fault: faults.status(403), code: 'provider-auth', isOver: true },
  { title: 'status 408', fault: faults.status(408), code: 'provider-timeout', isOver: true },
  { title: 'status 204', fault: faults.nothing, code: 'provider-protocol', isOver: true },
  { title: 'a page where the chat should be', fault: faults.notThere, code: 'provider-protocol', isOver: true },
  { title: 'something packed that nobody asked for', fault: faults.bomb(50_000_000), code: 'provider-protocol' },
  { title: 'something that claims to be packed', fault: faults.claimsPacked, code: 'provider-protocol' },
  {
    title: 'loading said in the shape of an answer',
    fault: faults.holds('{"done":true,"done_reason":"load"}\n'),
    code: 'provider-protocol',
  },
  {
    title: 'words passed on to another server',
    fault: faults.holds('{"message":{"content":"x"},"remote_host":"https://canary.invalid"}\n'),
    code: 'provider-protocol',
  },
];

describe('what a server does wrong', () => {
  it.each(failing)('$title', async ({ fault, code, text = '', isOver = false }) => {
    const outcome = await askWith(fault);
    expect(outcome).toMatchObject({ text, finishes: 0, error: { code } });
    expectDiscreet(outcome.error);
    if (!isOver) await (await server.arrived('/api/chat')).hungUp;
    expect(server.violations).toEqual([]);
    expect(server.exchanges.filter(({ path }) => path === '/api/chat')).toHaveLength(1);
  });

  it('after every one of them the next question is answered', async () => {
    for (const { fault, code } of failing) {
      const outcome = await askWith(fault);
      expect(outcome.error?.code).toBe(code);
      expect(await askWith(faults.answers('well'))).toEqual({ text: 'well', finishes: 1, error: undefined });
    }
  });

  it('a connection broken in the middle', async () => {
    const read = Promise.withResolvers<void>();
    server.on('/api/chat', faults.resetAfter(said, read.promise));
    const outcome = await outcomeOf(provider.stream(request, { signal: new AbortController().signal }), () => read.resolve());
    expect(outcome).toMatchObject({ text: said, finishes: 0, error: { code: 'provider-truncated' } });
    expectDiscreet(outcome.error);
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
    expectDiscreet(outcome.error);
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
  const words = 'Grüße 👩‍🚀 日本語';

  it.each<readonly [string, Fault, string]>([
    ['one byte at a time', faults.drips(words), words],
    ['an answer without words', faults.answers(), ''],
    ['two finishes', faults.finishesTwice(said), said],
    ['talk after the finish', faults.goesOnAfterFinish(said), said],
    ['a last line without its line feed', faults.sends(ollamaWords.piece(said), ollamaWords.finish().trimEnd()), said],
    [
      'blank lines, CRLF and unknown fields',
      faults.sends(`\r\n{"message":{"content":"${said}","x":1},"y":[]}\r\n\r\n`, ollamaWords.finish()),
      said,
    ],
    ['bytes that are no characters', faults.brokenBytes, 'a\uFFFD(\uFFFD\uFFFDb'],
  ])('%s', async (_title, fault, text) => {
    expect(await askWith(fault)).toEqual({ text, finishes: 1, error: undefined });
    expect(printed).toEqual([]);
  });

  it('who goes on talking after the finish is hung up on', async () => {
    await askWith(faults.goesOnAfterFinish(said));
    await (await server.arrived('/api/chat')).hungUp;
  });
});

describe('the connection', () => {
  it('serves the next question when the end of an answer comes a little later', async () => {
    const single = createOllamaProvider(
      { settings: { OLLAMA_BASE_URL: server.url } },
      { talk: createTransport({ connections: 1 }), probe: createTransport({ connections: 1 }) },
    );
    const { signal } = new AbortController();
    const time = Promise.withResolvers<void>();
    server.on('/api/chat', faults.endsLate(said, time.promise));
    expect((await outcomeOf(single.stream(request, { signal }))).finishes).toBe(1);
    const before = server.connections();
    const next = outcomeOf(single.stream(request, { signal }));
    time.resolve();
    expect((await next).finishes).toBe(1);
    expect(server.connections()).toBe(before);
  });

  it('is given up when that end never comes', async () => {
    const never = Promise.withResolvers<void>();
    expect(await askWith(faults.endsLate(said, never.promise))).toMatchObject({ text: said, finishes: 1 });
    await (await server.arrived('/api/chat')).hungUp;
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
    const hasty = createOllamaProvider(
      { settings: { OLLAMA_BASE_URL: server.url } },
      { talk: createTransport({ connections: 1 }), probe: createTransport({ connections: 1 }), patience: { totalMs: 50 } },
    );
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
  it.each<readonly [string, Fault]>([
    ['before the head', faults.silentBeforeHead],
    ['before the first line', faults.silentBeforeText],
    ['while an error is read', (exchange) => exchange.head(500, { 'content-type': 'application/json' })],
  ])('%s closes the connection at once', async (_title, fault) => {
    await provider.health?.(new AbortController().signal);
    server.on('/api/chat', fault);
    const cut = new AbortController();
    const reading = outcomeOf(provider.stream(request, { signal: cut.signal }));
    const exchange = await server.arrived('/api/chat');
    const failed = expect(reading).rejects.toThrow('enough');
    cut.abort(new Error('enough'));
    await failed;
    await exchange.hungUp;
  });

  it('in the middle closes the connection at once, whether by signal or by leaving', async () => {
    server.on('/api/chat', faults.silentAfter(said));
    const cut = new AbortController();
    const stopped = outcomeOf(provider.stream(request, { signal: cut.signal }), () => cut.abort(new Error('enough')));
    await expect(stopped).rejects.toThrow('enough');
    await (await server.arrived('/api/chat', 1)).hungUp;
    for await (const _delta of provider.stream(request, { signal: new AbortController().signal })) break;
    await (await server.arrived('/api/chat', 2)).hungUp;
  });

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

describe('many at once', () => {
  it('twenty answers in small pieces never mix', async () => {
    server.on('/api/chat', async (exchange) => {
      const own = String(Reflect.get(Object(exchange.body), 'messages')?.[0]?.content);
      exchange.head(200, { 'content-type': 'application/x-ndjson' });
      for (let piece = 0; piece < 30; piece += 1) {
        await exchange.write(ollamaWords.piece(`${own};`));
        await new Promise((resolve) => setImmediate(resolve));
      }
      await exchange.write(ollamaWords.finish());
      exchange.end();
    });
    const outcomes = await Promise.all(
      Array.from({ length: 20 }, (_, index) =>
        outcomeOf(
          provider.stream({ ...request, messages: [{ role: 'user', text: `q${index}` }] }, { signal: new AbortController().signal }),
        ),
      ),
    );
    expect(outcomes.map(({ text }) => text)).toEqual(Array.from({ length: 20 }, (_, index) => `q${index};`.repeat(30)));
  });
});
