import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { sampleMessage, sampleMoment, sampleParts, samplePersonality } from '../../../test/fakes/prompt-samples.ts';
import type { Message } from '../ports/store.ts';
import { buildPrompt } from './build-prompt.ts';
import type { Prompt } from './prompt-parts.ts';

/** Turns of a talk in a model's window, prompt by prompt, as the bot would build them; at most `reach` lines of the path are handed over. */
function talk(story: {
  readonly turns: number;
  readonly window: number;
  readonly reach: number;
  readonly lengths: readonly number[];
  readonly gaps: readonly number[];
  readonly before?: number;
}): readonly Prompt[] {
  const personality = samplePersonality();
  const path: Message[] = [];
  let at = sampleMoment;
  const pick = (list: readonly number[], index: number): number => list[index % list.length] ?? 1;
  const say = (author: Message['author'], text: string): void => {
    const index = path.length;
    at += pick(story.gaps, index);
    path.push(sampleMessage({ id: `${index}`.padStart(26, '0'), parent: path.at(-1)?.id, author, text, at }));
  };
  const prompts: Prompt[] = [];
  const before = story.before ?? 0;
  for (let turn = 0; turn < before + story.turns; turn += 1) {
    // Every third question wakes lore, every fourth recalls something: the tail changes all the time.
    const length = pick(story.lengths, turn);
    say({ kind: 'participant', id: 'terminal:ada', name: 'Ada' }, `${turn % 3 === 0 ? 'the ferry' : 'well'} ${'word '.repeat(length)}`);
    const hit = sampleMessage({ id: `hit${turn}`, text: 'long ago '.repeat(turn % 30), at: sampleMoment - 1e9 });
    if (turn >= before)
      prompts.push(
        buildPrompt(
          sampleParts({
            personality,
            history: path.slice(-story.reach),
            recalled:
              turn % 4 === 0
                ? { hits: [{ message: hit, before: undefined, after: undefined, score: 1 }], facts: [] }
                : { hits: [], facts: [] },
            window: story.window,
            at,
          }),
        ),
      );
    say({ kind: 'personality', id: 'lena', revision: 3 }, `answer ${'word '.repeat(length)}`);
  }
  return prompts;
}

/** How often a prompt did not begin with all of the one before but its end. */
function breaks(prompts: readonly Prompt[]): number {
  return prompts.slice(1).filter((prompt, index) => {
    const earlier = (prompts[index]?.messages ?? []).slice(0, -1).map(({ text }) => text);
    return JSON.stringify(prompt.messages.slice(0, earlier.length).map(({ text }) => text)) !== JSON.stringify(earlier);
  }).length;
}

const lengths = fc.array(fc.integer({ min: 1, max: 40 }), { minLength: 1, maxLength: 12 });
const gaps = fc.array(fc.constantFrom(0, 1, 900, 20_000, 61_000, 3_600_000, 86_400_000), { minLength: 1, maxLength: 9 });

describe('the beginning of a prompt', () => {
  it('is that of the prompt before, as long as the talk fits', () => {
    const prompts = talk({ turns: 20, window: 8192, reach: 200, lengths: [20], gaps: [30_000] });
    expect(breaks(prompts)).toBe(0);
  });

  it('moves at most once in five turns when the talk has outgrown the window', () => {
    fc.assert(
      fc.property(lengths, gaps, fc.constantFrom(4096, 8192, 16_384), (some, pauses, window) => {
        expect(breaks(talk({ turns: 40, window, reach: 1000, lengths: some, gaps: pauses, before: 20 }))).toBeLessThanOrEqual(8);
      }),
      { numRuns: 50 },
    );
  });

  it('moves as seldom when the beginning of the talk is out of sight', () => {
    fc.assert(
      fc.property(lengths, gaps, fc.constantFrom(4096, 8192, 131_072), (some, pauses, window) => {
        expect(breaks(talk({ turns: 40, window, reach: 200, lengths: some, gaps: pauses, before: 150 }))).toBeLessThanOrEqual(8);
      }),
      { numRuns: 50 },
    );
  });

  it('keeps at least half of what history may take', () => {
    const prompts = talk({ turns: 40, window: 8192, reach: 200, lengths: [20], gaps: [30_000], before: 60 });
    const lines = prompts.map(({ messages }) => messages.filter(({ role }) => role !== 'system').length);
    expect(Math.min(...lines)).toBeGreaterThan(Math.max(...lines) / 2);
    expect(Math.min(...lines)).toBeGreaterThan(40);
  });

  it('does not depend on anything but what is given: the same talk, the same prompt', () => {
    const story = { turns: 3, window: 4096, reach: 200, lengths: [30], gaps: [1000], before: 80 };
    expect(talk(story)).toEqual(talk(story));
  });
});
