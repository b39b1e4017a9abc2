import { describe, expect, it } from 'vitest';
import { readShipped } from './read-shipped.ts';
import { registerOf } from './register.ts';
import { leaveOneOut, type StyleSample } from './style-classifier.ts';
import { styleFeatures } from './style-features.ts';
import { fiveGramsOf, languagesOf, spokenLines, textsOf, wordsOf } from './words.ts';

const shipped = readShipped();
const worn =
  /as an AI language model|how can I (?:assist|help)|how may I|great question|good question!|I'm always here for you|always here for you|I missed you|don't go\b|tapestry|\bdelv|shivers down|testament to|als KI-Sprachmodell|wie kann ich (?:dir|Ihnen) (?:helfen|behilflich)|(?:tolle|gute|großartige) Frage|immer für (?:dich|Sie) da|ich habe (?:dich|Sie) vermisst|excellente question|comment puis-je vous aider|excelente pregunta|en qué puedo ayudar|ottima domanda|come posso aiutarti|świetne pytanie|jak mogę (?:ci )?pomóc|goede vraag/iu;

/** Lines of the examples where a character is free to sound like itself in English. */
const inVoice = (about: string): boolean => about !== 'another-language';

describe.each(shipped.map((personality) => [personality.id, personality] as const))('%s has a voice', (_id, personality) => {
  it('wears no worn phrase, in any language', () => {
    for (const language of languagesOf(personality)) for (const text of textsOf(personality, language)) expect(text).not.toMatch(worn);
  });

  it('speaks at the length its system text names: never longer, and rarely shorter', () => {
    const { fewest, most } = registerOf(personality);
    for (const language of languagesOf(personality)) {
      const lengths = spokenLines(personality, language, (about) => about !== 'goodbye').map((line) => wordsOf(line).length);
      expect(Math.max(...lengths)).toBeLessThanOrEqual(most);
      // Words are longer in some languages, so fewer say the same; and no story is told to somebody who asks for a plain answer.
      const floor = language === 'en' ? fewest : fewest * 0.8;
      expect(lengths.filter((length) => length >= floor).length / lengths.length).toBeGreaterThanOrEqual(0.7);
    }
  });

  it('asks as often as its system text names', () => {
    const { questions } = registerOf(personality);
    const lines = spokenLines(personality, 'en', inVoice);
    const asked = lines.reduce((sum, line) => sum + (line.match(/\?/g)?.length ?? 0), 0) / lines.length;
    expect(asked).toBeGreaterThanOrEqual(questions - 0.2);
    expect(asked).toBeLessThanOrEqual(questions + 0.2);
  });
});

it('five words in a row are found across punctuation and case, never across a place or a line', () => {
  expect([...fiveGramsOf(['One, two; THREE four five'])]).toEqual(['one two three four five']);
  expect(fiveGramsOf(['one two {value} three four five', 'one two three\nfour five']).size).toBe(0);
});

it('no two files share five words in a row', () => {
  const shared: string[] = [];
  const seen = new Map<string, string>();
  for (const personality of shipped)
    for (const language of languagesOf(personality))
      for (const gram of fiveGramsOf(textsOf(personality, language))) {
        const key = `${language}: ${gram}`;
        const other = seen.get(key);
        if (other === undefined) seen.set(key, personality.id);
        else if (other !== personality.id) shared.push(`${key} (${other}, ${personality.id})`);
      }
  expect(shared).toEqual([]);
});

describe('style alone tells them apart', () => {
  // Two lines are what is seen of a character before one judges.
  const perSample = 2;
  const samples = shipped.flatMap((personality): readonly StyleSample[] => {
    const lines = spokenLines(personality, 'en', inVoice);
    return Array.from({ length: Math.floor(lines.length / perSample) }, (_, index) => ({
      who: personality.id,
      features: styleFeatures(lines.slice(index * perSample, (index + 1) * perSample)),
    }));
  });

  it('there are lines enough to tell: six samples of two lines each', () => {
    for (const { id } of shipped) expect(samples.filter(({ who }) => who === id).length).toBeGreaterThanOrEqual(6);
  });

  it('four of five samples are given to the right one by a classifier that has not seen them', () => {
    const results = leaveOneOut(samples);
    const wrong = results.filter(({ was, taken }) => was !== taken).map(({ was, taken }) => `${was} taken for ${taken}`);
    expect(1 - wrong.length / results.length, wrong.join(', ')).toBeGreaterThanOrEqual(0.8);
  });

  it('and the classifier is at a loss when the names are dealt out anew', () => {
    const scrambled = (index: number): number => ((index + 1) * 2_654_435_761) % 2 ** 32;
    const names = samples.map(({ who }, index) => ({ who, at: scrambled(index) })).toSorted((a, b) => a.at - b.at);
    const dealt = samples.map((sample, index) => ({ ...sample, who: names[index]?.who ?? sample.who }));
    const right = leaveOneOut(dealt).filter(({ was, taken }) => was === taken).length;
    expect(right / dealt.length).toBeLessThan(0.3);
  });
});
