import { describe, expect, it } from 'vitest';
import { sliderNames } from '../personality.ts';
import { anchors } from './anchors.ts';
import { guidance, guidanceFor } from './guidance.ts';
import { type Level, toLevel } from './to-level.ts';

const levels: readonly Level[] = [1, 2, 3, 4, 5];
const languages = ['en', 'de'] as const;
const every = languages.flatMap((language) =>
  sliderNames.flatMap((name) => levels.map((level) => ({ language, name, level, text: guidanceFor(name, level, language) }))),
);

describe('the guidance of the sliders', () => {
  it('has a sentence for each level of each slider in each language, and none twice', () => {
    expect(every).toHaveLength(110);
    const sentences = every.flatMap(({ text }) => text.split(/(?<=[.;:])\s+/).filter((sentence) => sentence.split(' ').length > 2));
    expect(new Set(every.map(({ text }) => text)).size).toBe(110);
    expect(sentences.filter((sentence, index) => sentences.indexOf(sentence) !== index)).toEqual([]);
  });

  it('is short enough to stand in every prompt: at most 26 words a level', () => {
    expect(every.filter(({ text }) => text.split(/\s+/).length > 26)).toEqual([]);
    expect(every.filter(({ text }) => !/^\p{Lu}.*\.$/u.test(text))).toEqual([]);
  });

  it('says how long an answer is in words, each level longer than the one before', () => {
    for (const language of languages) {
      const most = levels.map((level) => Number(guidanceFor('verbosity', level, language).match(/(\d+) (?:words|Wörter)/)?.[1]));
      expect(most).toEqual([12, 30, 60, 120, 200]);
    }
  });

  it('is German where German is spoken, and English everywhere else', () => {
    expect(guidanceFor('verbosity', 1, 'de-AT')).toBe(guidanceFor('verbosity', 1, 'de'));
    expect(guidanceFor('verbosity', 1, 'fr')).toBe(guidanceFor('verbosity', 1, 'en'));
    expect(guidanceFor('verbosity', 1, 'del')).toBe(guidanceFor('verbosity', 1, 'en'));
  });

  it('leaves out what is unset and keeps one order', () => {
    expect(guidance({}, 'en')).toBe('');
    expect(guidance({ openness: undefined }, 'en')).toBe('');
    expect(guidance({ stability: 0, warmth: 100 }, 'en')).toBe(
      `- ${guidanceFor('warmth', 5, 'en')}\n- ${guidanceFor('stability', 1, 'en')}`,
    );
    expect(guidance({ warmth: 100, stability: 0 }, 'en')).toBe(guidance({ stability: 0, warmth: 100 }, 'en'));
  });

  it('knows five levels of twenty', () => {
    expect([0, 19, 20, 39, 40, 59, 60, 79, 80, 100].map(toLevel)).toEqual([1, 1, 2, 2, 3, 3, 4, 4, 5, 5]);
  });

  it('names the levels where people choose them, each differently', () => {
    for (const language of languages) for (const name of sliderNames) expect(new Set(anchors(name, language)).size).toBe(5);
    expect(anchors('directness', 'en')).toEqual(['gentle', 'tactful', 'plain', 'direct', 'blunt']);
    expect(anchors('directness', 'de')[4]).toBe('schonungslos');
  });
});
