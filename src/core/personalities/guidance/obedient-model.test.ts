import { describe, expect, it } from 'vitest';
import { sampleParts, samplePersonality } from '../../../../test/fakes/prompt-samples.ts';
import { buildPrompt } from '../../prompting/build-prompt.ts';

/** A model that does what the prompt says about length: it writes the middle of the range it finds there, and forty words where it finds none. */
function obey(prompt: string): string {
  const [, low, high] = /(?:(\d+) (?:to|bis) |(?:at most|höchstens) )(\d+) (?:words|Wörter)/.exec(prompt) ?? [];
  const words = high === undefined ? 40 : Math.round((Number(low ?? Number(high) / 2) + Number(high)) / 2);
  return Array.from({ length: words }, () => 'word').join(' ');
}

const lengthAt = (verbosity: number | undefined, language: 'en' | 'de'): number => {
  const personality = samplePersonality({ sliders: verbosity === undefined ? {} : { verbosity } });
  const { messages } = buildPrompt(sampleParts({ personality, language }));
  return obey(messages.map(({ text }) => text).join('\n')).split(' ').length;
};

describe('a model that obeys', () => {
  it.each(['en', 'de'] as const)('writes at least twice as much at the fifth level of verbosity as at the first (%s)', (language) => {
    const lengths = [10, 30, 50, 70, 90].map((value) => lengthAt(value, language));
    expect(lengths.every((length, index) => index === 0 || length > (lengths[index - 1] ?? 0))).toBe(true);
    expect(lengths.at(-1)).toBeGreaterThanOrEqual(2 * (lengths[0] ?? 0));
    expect(lengthAt(undefined, language)).toBe(40);
  });
});
