import { describe, expect, it } from 'vitest';
import { chatViolations } from '../../../../test/twins/ollama/chat-wire.ts';
import type { ChatRequest, PromptMessage } from '../../../core/ports/provider.ts';
import type { OllamaModel } from './ollama-model.ts';
import { toChatBody } from './to-chat-body.ts';

const model: OllamaModel = {
  name: 'a:1b',
  digest: '',
  weights: 1e9,
  isRemote: false,
  isChat: true,
  sees: false,
  thinks: false,
  trainedFor: undefined,
};
const request: ChatRequest = { model: 'a:1b', messages: [{ role: 'user', text: 'hi' }], hints: {}, language: 'en', at: 0 };
const picture = (byte: number) => ({ mime: 'image/png', bytes: Uint8Array.of(byte) });

describe('what Ollama is asked', () => {
  it('names the window in every request, and asks to keep the model loaded', () => {
    expect(toChatBody(request, model)).toEqual({
      model: 'a:1b',
      messages: [{ role: 'user', content: 'hi' }],
      stream: true,
      keep_alive: '30m',
      options: { num_ctx: 8192 },
    });
  });

  it.each([
    { title: 'what the request says', wish: { window: 1000 }, trainedFor: 4096, expected: 1000 },
    { title: 'else what the model was trained for', wish: {}, trainedFor: 4096, expected: 4096 },
    { title: 'but not more than 8192 of it', wish: {}, trainedFor: 131_072, expected: 8192 },
  ])('the window is $title', ({ wish, trainedFor, expected }) => {
    expect(toChatBody({ ...request, ...wish }, { ...model, trainedFor }).options.num_ctx).toBe(expected);
  });

  it('passes wishes on under Ollama’s names', () => {
    const body = toChatBody({ ...request, hints: { maxTokens: 9, temperature: 0, seed: 0 } }, model);
    expect(body.options).toEqual({ num_ctx: 8192, num_predict: 9, temperature: 0, seed: 0 });
    expect(chatViolations(body)).toEqual([]);
  });

  it('asks not to think only where there is a switch for it', () => {
    expect(toChatBody(request, { ...model, thinks: true }).think).toBe(false);
    expect(toChatBody(request, model)).not.toHaveProperty('think');
  });

  it('shows the four newest pictures to a model that sees, none to another', () => {
    const messages: readonly PromptMessage[] = [
      { role: 'user', text: 'old', images: [picture(1), picture(2)] },
      { role: 'assistant', text: 'nice' },
      { role: 'user', text: 'new', images: [picture(3), picture(4), picture(5)] },
    ];
    const seeing = toChatBody({ ...request, messages }, { ...model, sees: true });
    expect(seeing.messages.map(({ images }) => images)).toEqual([['AQ=='], undefined, ['Aw==', 'BA==', 'BQ==']]);
    expect(chatViolations(seeing)).toEqual([]);
    expect(JSON.stringify(toChatBody({ ...request, messages }, model))).not.toContain('images');
  });
});
