import { describe, expect, it } from 'vitest';
import type { Delta } from '../../../core/ports/provider.ts';
import { readChat } from './read-chat.ts';

type Choice = Readonly<Record<string, unknown>>;

async function read(...chunks: readonly unknown[]): Promise<readonly Delta[]> {
  async function* stream(): AsyncGenerator<unknown> {
    yield* chunks;
  }
  const deltas: Delta[] = [];
  for await (const delta of readChat(stream(), () => undefined)) deltas.push(delta);
  return deltas;
}

const says = (delta: Choice) => ({ choices: [{ index: 0, delta, finish_reason: null }] });
const ends = (finish_reason: unknown) => ({ choices: [{ index: 0, delta: {}, finish_reason }] });
const text = (said: string): Delta => ({ type: 'text', text: said });
const reasoning = (thought: string): Delta => ({ type: 'reasoning', text: thought });
const stop: Delta = { type: 'finish', reason: 'stop', raw: 'stop' };

describe('the words of an answer', () => {
  it.each([
    ['reasoning_content', [says({ reasoning_content: 'hm' }), says({ content: 'yes' })]],
    ['reasoning', [says({ reasoning: 'hm', content: '' }), says({ content: 'yes', reasoning: null })]],
    ['both at once', [says({ reasoning: 'hm', reasoning_content: 'hm' }), says({ content: 'yes' })]],
    [
      'parts',
      [
        says({ content: [{ type: 'thinking', thinking: [{ type: 'text', text: 'hm' }] }] }),
        says({ content: [{ type: 'text', text: 'yes' }] }),
      ],
    ],
    ['tags', [says({ content: '<thi' }), says({ content: 'nk>hm' }), says({ content: '</think>\n\nyes' })]],
  ])('what it thinks is kept apart: %s', async (_, chunks) => {
    expect(await read(...chunks, ends('stop'))).toEqual([reasoning('hm'), text('yes'), stop]);
  });

  it.each([
    ['stop', 'stop'],
    ['length', 'length'],
    ['max_tokens', 'length'],
    ['content_filter', 'refusal'],
    ['refusal', 'refusal'],
    ['tool_calls', 'stop'],
    ['eos', 'stop'],
  ])('%s ends with %s', async (raw, reason) => {
    expect(await read(says({ content: 'a' }), ends(raw))).toEqual([text('a'), { type: 'finish', reason, raw }]);
  });

  it('a refusal in a field of its own is said, and is one', async () => {
    expect(await read(says({ refusal: 'I will not.' }), ends('stop'))).toEqual([text('I will not.'), { ...stop, reason: 'refusal' }]);
  });

  it('a reason that is no word does not go on', async () => {
    expect((await read(ends('the user said: my secret'))).at(-1)).toEqual({ ...stop, raw: '' });
  });

  it('no finish reason, no finish', async () => {
    expect(await read(says({ content: 'a' }), ends(null))).toEqual([text('a')]);
  });

  it('only the first of several answers is heard', async () => {
    const other = { choices: [{ index: 1, delta: { content: 'other' }, finish_reason: null }] };
    expect(await read(says({ content: 'a' }), other, ends('stop'))).toEqual([text('a'), stop]);
  });

  it.each([
    [
      { prompt_tokens: 10, completion_tokens: 4 },
      { in: 10, cached: 0, out: 4 },
    ],
    [
      { prompt_tokens: 10, completion_tokens: 4, prompt_tokens_details: { cached_tokens: 8 } },
      { in: 10, cached: 8, out: 4 },
    ],
    [
      { prompt_tokens: 10, completion_tokens: 4, prompt_tokens_details: null, prompt_cache_hit_tokens: 3 },
      { in: 10, cached: 3, out: 4 },
    ],
    [
      { prompt_tokens: 10, completion_tokens: 4, prompt_tokens_details: { cached_tokens: 99 } },
      { in: 10, cached: 10, out: 4 },
    ],
    [
      { prompt_tokens: 10, completion_tokens: 4, cost: 0.000_012_4 },
      { in: 10, cached: 0, out: 4, costMicro: 12 },
    ],
    [{ prompt_tokens: 10 }, undefined],
    [{ prompt_tokens: -1, completion_tokens: 4 }, undefined],
    ['many', undefined],
    [null, undefined],
  ])('it took %j', async (usage, expected) => {
    const [finish] = await read(ends('stop'), { choices: [], usage });
    expect(finish).toEqual(expected === undefined ? stop : { ...stop, usage: expected });
  });
});
