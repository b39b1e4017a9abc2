import { describe, expect, it } from 'vitest';
import { type Dialect, readChatBody } from '../../../../test/twins/openai/chat-wire.ts';
import type { ChatRequest, PromptMessage } from '../../../core/ports/provider.ts';
import type { ChatHost } from './chat-host.ts';
import { toChatBody } from './to-chat-body.ts';

const request: ChatRequest = {
  model: 'm',
  messages: [
    { role: 'system', text: 'You are Mia.' },
    { role: 'user', text: 'Ada: hi', said: 'hi', speaker: { id: 'p1', name: 'Ada' } },
  ],
  hints: {},
  language: 'en',
  at: 0,
};
const blind: Pick<ChatHost, 'dialect' | 'know'> = { dialect: { maxTokens: 'max_tokens', isOpenAI: false }, know: () => undefined };
const openAI: Pick<ChatHost, 'dialect' | 'know'> = {
  dialect: { maxTokens: 'max_completion_tokens', isOpenAI: true },
  know: () => undefined,
};
const picture = (byte: number) => ({ mime: 'image/png', bytes: Uint8Array.of(byte) });

function violations(dialect: Dialect, body: unknown): readonly string[] {
  const read = readChatBody(dialect, JSON.parse(JSON.stringify(body)));
  return 'violations' in read ? read.violations : [];
}

describe('what Chat Completions is asked', () => {
  it('holds the talk as the model is to read it, and nothing else of who said it', () => {
    expect(toChatBody(request, blind)).toEqual({
      model: 'm',
      messages: [
        { role: 'system', content: 'You are Mia.' },
        { role: 'user', content: 'Ada: hi' },
      ],
      stream: true,
      stream_options: { include_usage: true },
    });
  });

  it('passes wishes on, zero too', () => {
    const body = toChatBody({ ...request, hints: { maxTokens: 9, temperature: 0, seed: 0 } }, blind);
    expect(body).toMatchObject({ max_tokens: 9, temperature: 0, seed: 0 });
    expect(violations('compatible', body)).toEqual([]);
  });

  it('tells OpenAI alone to keep nothing, and where it may begin warm', () => {
    const body = toChatBody({ ...request, model: 'gpt-4o', hints: { maxTokens: 9 } }, openAI);
    expect(body).toMatchObject({ store: false, max_completion_tokens: 9, prompt_cache_key: expect.stringMatching(/^[\da-f]{32}$/) });
    expect(violations('openai', body)).toEqual([]);
    const other = toChatBody({ ...request, messages: [request.messages[0], { role: 'user', text: 'else' }] as PromptMessage[] }, openAI);
    expect(other.prompt_cache_key).toBe(body.prompt_cache_key);
    expect(JSON.stringify(toChatBody(request, blind))).not.toMatch(/store|cache/);
  });

  it.each([
    ['gpt-5.6-luna', true],
    ['gpt-6-luna', true],
    ['gpt-6.1-sol', true],
    ['gpt-5.5', false],
    ['gpt-4.1', false],
    ['o3', false],
  ])('%s is told where the part ends that stays: %s', (model, isTold) => {
    const body = toChatBody({ ...request, model }, openAI);
    expect(JSON.stringify(body.messages[0]).includes('"prompt_cache_breakpoint":{"mode":"explicit"}')).toBe(isTold);
    expect(JSON.stringify(body.messages[1])).not.toContain('breakpoint');
    expect(violations('openai', body)).toEqual([]);
  });

  it.each([
    ['gpt-5.4-mini', 4_196, 'low'],
    ['o3', 4_196, 'low'],
    ['gpt-5.2-pro', 4_196, undefined],
    ['gpt-5.2-chat-latest', 100, undefined],
    ['gpt-4.1-mini', 100, undefined],
  ])('%s gets room to think: %i tokens, effort %s', (model, tokens, effort) => {
    const body = toChatBody({ ...request, model, hints: { maxTokens: 100 } }, openAI);
    expect(body.max_completion_tokens).toBe(tokens);
    expect(body.reasoning_effort).toBe(effort);
  });

  it('shows the four newest pictures to a model that sees, none to another', () => {
    const messages: readonly PromptMessage[] = [
      { role: 'user', text: 'old', images: [picture(1), picture(2)] },
      { role: 'assistant', text: 'nice' },
      { role: 'user', text: 'new', images: [picture(3), picture(4), picture(5)] },
    ];
    const seeing = toChatBody({ ...request, messages }, { ...blind, know: (id) => ({ id, sees: true }) });
    const urls = JSON.stringify(seeing.messages).match(/data:image\/png;base64,[^"]+/g);
    expect(urls?.map((url) => url.slice(-4))).toEqual(['AQ==', 'Aw==', 'BA==', 'BQ==']);
    expect(violations('compatible', seeing)).toEqual([]);
    expect(JSON.stringify(toChatBody({ ...request, messages }, blind))).not.toContain('image');
    expect(JSON.stringify(toChatBody({ ...request, messages }, { ...blind, know: (id) => ({ id, sees: false }) }))).not.toContain('image');
  });

  it('asks for data of a shape', () => {
    const schema = { type: 'object', properties: { a: { type: 'string' } }, required: ['a'], additionalProperties: false };
    const body = toChatBody({ ...request, schema: { name: 'thing', schema } }, blind);
    expect(body.response_format).toEqual({ type: 'json_schema', json_schema: { name: 'thing', strict: true, schema } });
    expect(violations('compatible', body)).toEqual([]);
  });
});
