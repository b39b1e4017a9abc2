import { describe, expect, it } from 'vitest';
import { anthropicWords } from '../../../../test/twins/faults/wires/anthropic.ts';
import type { ChatRequest, PromptMessage } from '../../../core/ports/provider.ts';
import type { BookedModel } from './model-book.ts';
import { toMessagesBody } from './to-messages-body.ts';

const booked: BookedModel = { info: { id: 'claude-x', sees: true }, thinks: 'never', takesEffort: false };
const request: ChatRequest = { model: 'claude-x', messages: [{ role: 'user', text: 'hi' }], hints: {}, language: 'en', at: 0 };
const picture = (byte: number, mime = 'image/png') => ({ mime, bytes: Uint8Array.of(byte) });
const line = (role: PromptMessage['role'], text: string): PromptMessage => ({ role, text });
const headers = { authorization: 'Bearer x', 'anthropic-version': '2026-10-21' };

function body(more: Partial<ChatRequest>, model: Partial<BookedModel> = {}) {
  const made = toMessagesBody({ ...request, ...more }, { ...booked, ...model });
  expect(anthropicWords.violations(structuredClone(made), headers)).toEqual([]);
  return made;
}

describe('what Anthropic is asked', () => {
  it('rules go on top, and what stays the same is cached to its end', () => {
    const messages = [line('system', 'you are Mia'), line('system', 'Ada likes tea'), line('user', 'hi'), line('system', 'it is noon')];
    expect(body({ messages })).toMatchObject({
      system: [
        { type: 'text', text: 'you are Mia', cache_control: { type: 'ephemeral', ttl: '5m' } },
        { type: 'text', text: 'Ada likes tea' },
        { type: 'text', text: 'it is noon' },
      ],
      messages: [{ role: 'user', content: [{ type: 'text', text: 'hi' }] }],
    });
    expect(JSON.stringify(body({ messages })).match(/cache_control/g)).toHaveLength(1);
  });

  it('two talks with the same rules begin with the same bytes', () => {
    const talk = (said: string) => JSON.stringify(body({ messages: [line('system', 'you are Mia'), line('user', said)] }));
    const [one, two] = [talk('hi'), talk('what about the umbrellas?')];
    const end = one.indexOf('"messages"');
    expect(two.slice(0, end)).toBe(one.slice(0, end));
  });

  it('no knob for chance at any value', () => {
    expect(Object.keys(body({ hints: { temperature: 0.7, seed: 7, maxTokens: 99 } }))).toEqual([
      'model',
      'max_tokens',
      'messages',
      'stream',
    ]);
  });

  it.each([
    ['never', {}, 4_096],
    ['never', { maxTokens: 99 }, 99],
    ['unless-told', { maxTokens: 99 }, 99],
    ['always', { maxTokens: 99 }, 4_195],
    ['unknown', { maxTokens: 99 }, 4_195],
  ] as const)('a model that thinks %s, asked with %j, may write %i tokens', (thinks, hints, most) => {
    const made = body({ hints }, { thinks });
    expect(made.max_tokens).toBe(most);
    expect(made.thinking).toEqual(thinks === 'unless-told' ? { type: 'disabled' } : undefined);
  });

  it('never asks for more than a model writes', () => {
    expect(body({ hints: { maxTokens: 9_999 } }, { mostTokens: 8_192 }).max_tokens).toBe(8_192);
  });

  it('asks who always thinks to think little', () => {
    expect(body({}, { thinks: 'always', takesEffort: true }).output_config).toEqual({ effort: 'low' });
    expect(body({}, { thinks: 'always' }).output_config).toBeUndefined();
  });

  it('turns alternate, and what is empty is no turn', () => {
    const messages = [line('assistant', 'Hello!'), line('user', 'one'), line('user', '  '), line('user', 'two'), line('assistant', 'well')];
    expect(body({ messages }).messages).toEqual([
      { role: 'user', content: [{ type: 'text', text: '…' }] },
      { role: 'assistant', content: [{ type: 'text', text: 'Hello!' }] },
      {
        role: 'user',
        content: [
          { type: 'text', text: 'one' },
          { type: 'text', text: 'two' },
        ],
      },
      { role: 'assistant', content: [{ type: 'text', text: 'well' }] },
      { role: 'user', content: [{ type: 'text', text: '…' }] },
    ]);
  });

  it('shows the four newest pictures it can read to a model that sees, none to another', () => {
    const messages: readonly PromptMessage[] = [
      { role: 'user', text: 'old', images: [picture(1), picture(2)] },
      { role: 'assistant', text: 'nice' },
      { role: 'user', text: 'new', images: [picture(3), picture(4, 'image/jpeg'), picture(5, 'image/bmp')] },
    ];
    expect(JSON.stringify(body({ messages })).match(/"data":"[^"]+"/g)).toEqual(['"data":"AQ=="', '"data":"Aw=="', '"data":"BA=="']);
    expect(JSON.stringify(body({ messages }, { info: { id: 'claude-x', sees: false } }))).not.toContain('image');
  });
});
