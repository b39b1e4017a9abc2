import { inspect } from 'node:util';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { openNetwork } from '../../../../test/fakes/open-network.ts';
import { type FaultServer, startFaultServer } from '../../../../test/twins/faults/fault-server.ts';
import { createFaults } from '../../../../test/twins/faults/faults.ts';
import { openaiWords } from '../../../../test/twins/faults/openai-words.ts';
import { readChatBody } from '../../../../test/twins/openai/chat-wire.ts';
import { BotError } from '../../../core/errors.ts';
import type { ChatRequest, Delta, ProviderContext } from '../../../core/ports/provider.ts';
import { chatSpeech } from './ask-chat.ts';
import { askHost } from './ask-host.ts';
import type { ChatHost } from './chat-host.ts';

const path = '/v1/chat/completions';
const faults = createFaults(openaiWords);
const secret = 'the word that nobody may repeat';
const key = 'sk-canary-key-0123456789';
const picture = { mime: 'image/png', bytes: Uint8Array.of(1, 2, 3) };
const request: ChatRequest = { model: 'm', messages: [{ role: 'user', text: secret }], hints: {}, language: 'en', at: 0 };
const network = openNetwork();
const askChat = (host: ChatHost, request: ChatRequest, context: ProviderContext) => askHost(chatSpeech, { host, request }, context);

let server: FaultServer;
beforeEach(async () => {
  server = await startFaultServer({
    [path]: (body) => {
      const read = readChatBody('compatible', body);
      return 'violations' in read ? read.violations : [];
    },
  });
});
afterEach(async () => {
  expect(server.violations).toEqual([]);
  await server.close();
});

const host = (more: Partial<ChatHost> = {}): ChatHost => ({
  spoken: { label: { en: 'It', de: 'Es' }, address: 'it', command: 'it' },
  baseUrl: `${server.url}/v1`,
  key,
  needsKey: false,
  dialect: { maxTokens: 'max_tokens', isOpenAI: false },
  know: () => undefined,
  ...more,
});

interface Outcome {
  readonly deltas: readonly Delta[];
  readonly failure: unknown;
}

async function ask(more: Partial<ChatRequest> = {}, signal = new AbortController().signal): Promise<Outcome> {
  const deltas: Delta[] = [];
  try {
    const asked = askChat(
      host({ know: (id) => ({ id, sees: true }) }),
      { ...request, ...more },
      { signal, fetch: network.fetch('loopback') },
    );
    for await (const delta of asked) deltas.push(delta);
    return { deltas, failure: undefined };
  } catch (failure) {
    return { deltas, failure };
  }
}

const textOf = (deltas: readonly Delta[]): string => deltas.map((delta) => (delta.type === 'text' ? delta.text : '')).join('');

/** The failure, known to hold nothing of the talk and not the key. */
async function failure(more: Partial<ChatRequest> = {}): Promise<BotError> {
  const { failure: thrown } = await ask(more);
  if (!(thrown instanceof BotError)) throw new Error(`not a BotError: ${String(thrown)}`);
  const shown = [String(thrown), inspect(thrown, { depth: 9, showHidden: true }), JSON.stringify(thrown), thrown.stack].join();
  expect(shown).not.toContain(secret);
  expect(shown).not.toContain(key);
  return thrown;
}

const refuses = (status: number, error: object, headers: Readonly<Record<string, string>> = {}) =>
  server.on(path, async (exchange) => {
    exchange.head(status, { 'content-type': 'application/json', ...headers });
    await exchange.write(JSON.stringify({ error: { message: `${secret} ${key}`, ...error } }));
    exchange.end();
  });

describe('a server that fails', () => {
  it('answers in pieces of one byte: every character comes whole', async () => {
    server.on(path, faults.drips('Grüße 🌂 日本'));
    const { deltas } = await ask();
    expect(textOf(deltas)).toBe('Grüße 🌂 日本');
    expect(deltas.at(-1)).toEqual({ type: 'finish', reason: 'stop', raw: 'stop', usage: { in: 7, cached: 2, out: 3 } });
  });

  it.each([
    [400, {}, 'provider-refused'],
    [401, {}, 'provider-auth'],
    [402, {}, 'provider-quota'],
    [403, {}, 'provider-auth'],
    [403, { message: 'input was flagged by moderation' }, 'provider-refused'],
    [404, { code: 'model_not_found' }, 'model-missing'],
    [408, {}, 'provider-timeout'],
    [409, {}, 'provider-refused'],
    [413, {}, 'provider-refused'],
    [422, {}, 'provider-refused'],
    [429, {}, 'provider-limit'],
    [
      429,
      { code: 'insufficient_quota', message: 'You exceeded your current quota, please check your plan and billing details.' },
      'provider-quota',
    ],
    [400, { message: 'Budget has been exceeded! Current cost: 1.1, Max budget: 1.0', type: 'budget_exceeded' }, 'provider-quota'],
    [429, { message: 'ExceededBudget: User=ada over budget. Spend=2, Budget=1' }, 'provider-quota'],
    [400, { code: 'context_length_exceeded', message: "This model's maximum context length is 8192 tokens." }, 'context-too-long'],
    [400, { type: 'exceed_context_size_error', message: 'the request exceeds the available context size' }, 'context-too-long'],
    [500, {}, 'provider-failed'],
    [502, {}, 'provider-failed'],
    [503, {}, 'provider-limit'],
    [504, {}, 'provider-failed'],
    [529, {}, 'provider-limit'],
  ] as const)('status %i %j', async (status, error, code) => {
    refuses(status, error);
    expect((await failure()).code).toBe(code);
    expect(server.exchanges).toHaveLength(1);
  });

  it.each([
    [{ 'retry-after': '7' }, 7_000],
    [{ 'retry-after': '0.5' }, 500],
    [{ 'retry-after-ms': '1500', 'retry-after': '2' }, 1_500],
    [{ 'retry-after': '36000' }, 36_000_000],
    [{ date: 'Wed, 25 Nov 2026 04:00:00 GMT', 'retry-after': 'Wed, 25 Nov 2026 04:01:00 GMT' }, 60_000],
    [{ date: 'Wed, 25 Nov 2026 04:00:00 GMT', 'retry-after': 'Wed, 25 Nov 2026 03:00:00 GMT' }, 0],
    [{ 'retry-after': 'soon' }, undefined],
    [{ 'retry-after': '-3' }, undefined],
    [{}, undefined],
  ])('says when to come back: %j', async (headers, ms) => {
    refuses(429, {}, headers);
    expect((await failure()).retryAfterMs).toBe(ms);
  });

  it.each([
    [
      { hints: { temperature: 0.7 } },
      { message: "Unsupported value: 'temperature' does not support 0.7 with this model.", param: 'temperature' },
      'temperature',
    ],
    [
      { hints: { temperature: 0.7 } },
      { message: 'litellm.UnsupportedParamsError: does not support parameters: ["temperature"]' },
      'temperature',
    ],
    [{ hints: { temperature: 0.7, seed: 4 } }, { message: 'Unrecognized request argument supplied: seed' }, 'seed'],
    [
      { hints: { maxTokens: 9 } },
      { message: "Unsupported parameter: 'max_tokens'. Use 'max_completion_tokens' instead.", param: 'max_tokens' },
      'maxTokens',
    ],
    [
      { schema: { name: 'a', schema: { type: 'object', properties: {}, required: [], additionalProperties: false } } },
      { message: 'response_format json_schema is not supported' },
      'schema',
    ],
    [
      { messages: [{ role: 'user', text: secret, images: [picture] }] },
      { message: 'image input is not supported - hint: you may need the mmproj' },
      'images',
    ],
  ] as const)('a wish it refuses is named: %j', async (wishes, error, field) => {
    refuses(400, error);
    expect(await failure(wishes)).toMatchObject({ code: 'wish-refused', field });
  });

  it('a refusal of something that was never wished for is no refused wish', async () => {
    refuses(400, { message: 'temperature is not supported', param: 'temperature' });
    expect((await failure()).code).toBe('provider-refused');
  });

  it.each([
    ['a page', faults.htmlPage, 'provider-protocol'],
    ['a page that is not there', faults.notThere, 'provider-protocol'],
    ['nothing', faults.nothing, 'provider-protocol'],
    ['something packed', faults.bomb(64 * 1024 * 1024), 'provider-protocol'],
    ['something that says it is packed', faults.claimsPacked, 'provider-protocol'],
    ['a reset before the head', faults.resetBeforeHead, 'provider-failed'],
    ['no finish', faults.noFinish('so far'), 'provider-truncated'],
    ['nothing but the last word', faults.sends('data: [DONE]\n\n'), 'provider-truncated'],
    ['garbage', faults.sends('%%% what?\n\n', 'data: {"a\n\n'), 'provider-protocol'],
    ['a piece of another shape', faults.sends('data: {"choices":"none"}\n\n'), 'provider-protocol'],
    ['null', faults.sends('data: null\n\n'), 'provider-protocol'],
  ])('answers %s', async (_, fault, code) => {
    server.on(path, fault);
    expect((await failure()).code).toBe(code);
    expect(server.exchanges).toHaveLength(1);
  });

  it('a line of 5 MB is not read to its end', async () => {
    server.on(path, faults.longLine(5 * 1024 * 1024));
    expect((await failure()).code).toBe('provider-protocol');
    await server.exchanges[0]?.hungUp;
  });

  it('so is an event of many lines', async () => {
    server.on(path, faults.holds(...Array.from({ length: 80 }, () => `data: ${'a'.repeat(64 * 1024)}\n`)));
    expect((await failure()).code).toBe('provider-protocol');
    await server.exchanges[0]?.hungUp;
  });

  it('a redirect is not followed, and nobody else learns anything', async () => {
    const other = await startFaultServer();
    server.on(path, faults.redirect(`${other.url}${path}`));
    expect((await failure()).code).toBe('provider-protocol');
    expect(other.exchanges).toEqual([]);
    await other.close();
  });

  it('what came before a break stands', async () => {
    const read = Promise.withResolvers<void>();
    server.on(path, faults.resetAfter('so far', read.promise));
    const seen: string[] = [];
    await expect(async () => {
      for await (const delta of askChat(host(), request, { signal: new AbortController().signal, fetch: network.fetch('loopback') })) {
        if (delta.type === 'text') seen.push(delta.text);
        read.resolve();
      }
    }).rejects.toMatchObject({ code: 'provider-truncated' });
    expect(seen).toEqual(['so far']);
  });

  it.each([
    [{ code: 502, message: secret }, 'provider-failed'],
    [{ code: 429, message: secret }, 'provider-limit'],
    [{ code: 402, message: secret }, 'provider-quota'],
    [{ message: `rate limit ${secret}` }, 'provider-limit'],
    [{ code: 'context_length_exceeded', message: secret }, 'context-too-long'],
    [{ code: 'server_error', message: secret }, 'provider-failed'],
    ['overloaded', 'provider-limit'],
  ])('an error in the middle of an answer: %j', async (error, code) => {
    server.on(
      path,
      faults.sends(
        openaiWords.piece('so far'),
        `data: ${JSON.stringify({ error, choices: [{ delta: { content: '' }, finish_reason: 'error' }] })}\n\n`,
      ),
    );
    const { deltas } = await ask();
    expect(textOf(deltas)).toBe('so far');
    expect((await failure()).code).toBe(code);
  });

  it('the same as an event of its own, and as a finish reason', async () => {
    server.on(path, faults.sends(openaiWords.piece('a'), `event: error\ndata: ${JSON.stringify({ message: secret })}\n\n`));
    expect((await failure()).code).toBe('provider-failed');
    server.on(
      path,
      faults.sends(openaiWords.piece('a'), 'data: {"choices":[{"index":0,"delta":{"content":""},"finish_reason":"error"}]}\n\n'),
    );
    expect((await failure()).code).toBe('provider-failed');
  });

  it('nobody there', async () => {
    const gone = await startFaultServer();
    await gone.close();
    const asked = askChat(host({ baseUrl: `${gone.url}/v1` }), request, {
      signal: new AbortController().signal,
      fetch: network.fetch('loopback'),
    });
    await expect(asked.next()).rejects.toMatchObject({ code: 'provider-unreachable' });
  });

  it('further away than the words may travel: nothing is sent', async () => {
    const asked = askChat(host(), request, { signal: new AbortController().signal, fetch: network.fetch('process') });
    await expect(asked.next()).rejects.toMatchObject({ code: 'no-model' });
    const shut = askChat(host(), request, { signal: new AbortController().signal });
    await expect(shut.next()).rejects.toMatchObject({ code: 'no-model' });
    expect(server.exchanges).toEqual([]);
  });

  it.each([
    ['before the head', faults.silentBeforeHead],
    ['before the first word', faults.silentBeforeText],
    ['after it', faults.silentAfter('hm')],
  ])('silent %s: stopping hangs up', async (_, fault) => {
    server.on(path, fault);
    const cut = new AbortController();
    const asked = ask({}, cut.signal);
    const exchange = await server.arrived(path);
    cut.abort(new Error('enough'));
    expect((await asked).failure).toMatchObject({ message: 'enough' });
    await exchange.hungUp;
  });

  it('that does not end after its finish is left, and the answer stands', async () => {
    const { promise: never } = Promise.withResolvers<void>();
    server.on(path, async (exchange) => {
      exchange.head(200, { 'content-type': openaiWords.type });
      await exchange.write(`${openaiWords.piece('all said')}data: {"choices":[{"index":0,"delta":{},"finish_reason":"length"}]}\n\n`);
      await never;
    });
    const { deltas } = await ask();
    expect(deltas).toEqual([
      { type: 'text', text: 'all said' },
      { type: 'finish', reason: 'length', raw: 'length' },
    ]);
    await server.exchanges[0]?.hungUp;
  });

  it('that goes on after its end is not listened to', async () => {
    server.on(path, faults.goesOnAfterFinish('all said'));
    expect(textOf((await ask()).deltas)).toBe('all said');
    server.on(path, faults.finishesTwice('all said'));
    expect((await ask()).deltas.filter(({ type }) => type === 'finish')).toHaveLength(1);
    const more = `data: {"choices":[{"index":0,"delta":{},"finish_reason":"stop"}]}\n\n${openaiWords.piece('and more')}`;
    server.on(path, faults.holds(openaiWords.piece('all said'), more));
    expect(textOf((await ask()).deltas)).toBe('all said');
  });

  it('prints nothing, whatever comes', async () => {
    const spies = (['log', 'info', 'warn', 'error', 'debug'] as const).map((level) => vi.spyOn(console, level));
    vi.stubEnv('OPENAI_LOG', 'debug');
    for (const fault of [
      faults.answers('hi'),
      faults.sends('data: {"a\n\n'),
      faults.sends(`data: {"error":"${secret}"}\n\n`),
      faults.status(500),
      faults.resetBeforeHead,
    ]) {
      server.on(path, fault);

      await ask();
    }
    vi.unstubAllEnvs();
    for (const spy of spies) {
      expect(spy).not.toHaveBeenCalled();
      spy.mockRestore();
    }
  });
});
