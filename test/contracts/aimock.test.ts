import { LLMock } from '@copilotkit/aimock';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createAnthropicProvider } from '../../src/adapters/providers/anthropic/anthropic-provider.ts';
import { createLiteLLMProvider } from '../../src/adapters/providers/litellm/litellm-provider.ts';
import { createOllamaProvider } from '../../src/adapters/providers/ollama/ollama-provider.ts';
import { createOpenAIProvider } from '../../src/adapters/providers/openai/openai-provider.ts';
import { createOpenRouterProvider } from '../../src/adapters/providers/openrouter/openrouter-provider.ts';
import type { ChatProvider, ChatRequest, Delta } from '../../src/core/ports/provider.ts';
import { openNetwork } from '../fakes/open-network.ts';

/**
 * The adapters with their SDKs against a mock that others made and check against the real services. It says how a good answer looks; it does not
 * refuse bad questions, so failures and rules are the matter of the wire contract.
 */
const network = openNetwork();
const key = 'sk-mock-0123456789';
const mock = new LLMock({ port: 0, logLevel: 'silent' });
const words = 'Umbrellas, then. Grüße 👩‍🚀 日本語!';

const cases: readonly (readonly [name: string, model: string, make: (url: string) => ChatProvider])[] = [
  ['ollama', 'gpt-4o', (url) => createOllamaProvider({ settings: { OLLAMA_BASE_URL: url } }, { network })],
  [
    'anthropic',
    'claude-haiku-4-5',
    (url) => createAnthropicProvider({ settings: { ANTHROPIC_BASE_URL: url, ANTHROPIC_API_KEY: key }, network }),
  ],
  ['openai', 'gpt-4o', (url) => createOpenAIProvider({ settings: { OPENAI_BASE_URL: `${url}/v1`, OPENAI_API_KEY: key }, network })],
  [
    'openrouter',
    'openai/gpt-4o',
    (url) => createOpenRouterProvider({ settings: { OPENROUTER_BASE_URL: `${url}/api/v1`, OPENROUTER_API_KEY: key }, network }),
  ],
  ['litellm', 'gpt-4o', (url) => createLiteLLMProvider({ settings: { LITELLM_BASE_URL: url, LITELLM_API_KEY: key }, network })],
];

beforeAll(async () => {
  mock.onMessage(/umbrellas/, { content: words, usage: { prompt_tokens: 12, completion_tokens: 9, input_tokens: 12, output_tokens: 9 } });
  mock.onMessage(/endless/, { content: 'and so on '.repeat(400) }, { latency: 20, chunkSize: 4 });
  mock.onMessage(/data/, { content: '{"mood":"calm"}' });
  await mock.start();
});
afterAll(async () => {
  await mock.stop();
  await network.close();
});

function ask(provider: ChatProvider, request: ChatRequest, signal = new AbortController().signal): AsyncIterable<Delta> {
  return provider.stream(request, { signal, fetch: network.fetch('loopback') });
}

function request(model: string, text: string, more: Partial<ChatRequest> = {}): ChatRequest {
  const messages = [
    { role: 'system', text: 'You are Mia.' },
    { role: 'user', text },
  ] as const;
  return { model, messages, hints: { maxTokens: 200 }, language: 'en', at: 0, ...more };
}

describe.each(cases)('%s against the mock of others', (name, model, make) => {
  it('answers in pieces, with an end and a count', async () => {
    const deltas: Delta[] = [];
    for await (const delta of ask(make(mock.url), request(model, 'what about the umbrellas?'))) deltas.push(delta);
    const texts = deltas.flatMap((delta) => (delta.type === 'text' ? [delta.text] : []));
    expect(texts.join('')).toBe(words);
    expect(texts.length).toBeGreaterThan(1);
    // The mock counts nothing on Ollama's wire.
    const usage = name === 'ollama' ? { in: 0, cached: 0, out: 0 } : { in: 12, cached: 0, out: 9 };
    expect(deltas.at(-1)).toMatchObject({ type: 'finish', reason: 'stop', usage });
  });

  it('stops when it is stopped', async () => {
    const cut = new AbortController();
    const reading = (async () => {
      for await (const delta of ask(make(mock.url), request(model, 'something endless'), cut.signal))
        if (delta.type === 'text') cut.abort(new Error('enough'));
    })();
    await expect(reading).rejects.toThrow('enough');
  });

  it('answers as data where it is asked to', async () => {
    const schema = { name: 'mood', schema: { type: 'object', properties: { mood: { type: 'string' } }, required: ['mood'] } };
    let text = '';
    for await (const delta of ask(make(mock.url), request(model, 'some data', { schema }))) if (delta.type === 'text') text += delta.text;
    expect(JSON.parse(text)).toEqual({ mood: 'calm' });
  });
});
