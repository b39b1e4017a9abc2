import { describe, expect, it } from 'vitest';
import { greetingKinds, sliderNames } from '../../src/core/personalities/personality.ts';
import { writePersonality } from '../../src/core/personalities/xml/write-personality.ts';
import { alwaysTokens } from '../../src/core/prompting/always-tokens.ts';
import { readShippedFiles } from './read-shipped.ts';
import { languagesOf, spokenLines } from './words.ts';

const files = readShippedFiles();
const shipped = files.map(({ personality }) => personality);
const occasions = [
  'small-talk',
  'user-wrong',
  'user-sad',
  'are-you-human',
  'out-of-scope',
  'goodbye',
  'two-people',
  'another-language',
  'about-me',
  'be-mean',
  'long-technical',
  'romantic-advance',
];

/** Words of refusal, correction and opinion in the languages that are shipped. */
const spine =
  /(?<![\p{L}])(?:no|nope|not|nothing|never|won't|wouldn't|can't|cannot|don't|doesn't|isn't|wasn't|aren't|wrong|disagree|rather|instead|I think|I'd|my (?:vote|view|opinion|money|taste)|nein|nicht|kein\p{L}*|nie|lieber|finde ich|non|pas|jamais|plutôt|faux|nada|nunca|mai|niente|niet|geen|nooit|nee|nie|nigdy|não|nunca|لا|ليس|لم|لن)(?![\p{L}])/iu;

it.each(files.map((entry) => [entry.file, entry] as const))(
  '%s is named after its id and stands in the form that an export has',
  (file, { xml, personality }) => {
    expect(file).toBe(`${personality.id}.xml`);
    expect(writePersonality(personality)).toBe(xml);
  },
);

it('ten personalities are shipped, each with a name of its own', () => {
  expect(shipped.length).toBeGreaterThanOrEqual(10);
  expect(new Set(shipped.map(({ name }) => name)).size).toBe(shipped.length);
});

describe.each(shipped.map((personality) => [personality.id, personality] as const))('%s keeps the contract', (_id, personality) => {
  const languages = languagesOf(personality);
  const examplesIn = (language: string) => personality.examples.filter((example) => example.language === language);

  it('says who made it, under which licence, and stands at revision 1', () => {
    expect(personality).toMatchObject({ creator: 'MiaChat', licence: 'MIT', revision: 1, rating: 'everyone' });
    for (const text of [personality.tagline, personality.pronouns, personality.version, personality.reminder]) expect(text).not.toBe('');
    expect(personality.tags.length).toBeGreaterThan(1);
    expect(personality.knowledge.length).toBeGreaterThan(1);
  });

  it('is an adult, and the text that the model reads says so', () => {
    expect(personality.adult).toBe(true);
    expect(personality.system).toMatch(/\badult\b/i);
  });

  it('sets every slider', () => {
    expect(Object.keys(personality.sliders).toSorted()).toEqual([...sliderNames].toSorted());
  });

  it('greets in English, German and one language more: first, return and room, once each', () => {
    expect(languages).toHaveLength(3);
    for (const language of languages)
      expect(personality.greetings.filter((greeting) => greeting.language === language).map(({ kind }) => kind)).toEqual([
        ...greetingKinds,
      ]);
  });

  it('has boundaries in the same three languages, none longer than 400 characters', () => {
    for (const language of languages) {
      const lines = personality.boundaries.filter((boundary) => boundary.language === language).map(({ text }) => text);
      expect(lines.length).toBeGreaterThan(0);
      expect(lines.join(' ').length).toBeLessThanOrEqual(400);
    }
  });

  it('has an English example for every occasion, and six or more in each other language', () => {
    expect(examplesIn('en').map(({ about }) => about)).toEqual(expect.arrayContaining(occasions));
    for (const language of languages.slice(1)) expect(examplesIn(language).length).toBeGreaterThanOrEqual(6);
    for (const { language, about, lines } of personality.examples) {
      expect(languages).toContain(language);
      expect(about).toMatch(/^[a-z-]+$/);
      expect(lines[0]?.by).toBe('person');
      expect(lines.at(-1)?.by).toBe('character');
    }
  });

  it('has two people in the example where two people differ', () => {
    for (const { about, lines } of personality.examples) {
      if (about !== 'two-people') continue;
      const names = lines.flatMap(({ by, text }) =>
        by === 'person' ? (/^(\p{Lu}[\p{L}\p{M}]*|[\p{L}\p{M}]+):/u.exec(text)?.[1] ?? []) : [],
      );
      expect(new Set(names).size).toBeGreaterThanOrEqual(2);
    }
  });

  it('has a spine: a third of its examples say no, correct, or hold an opinion', () => {
    const held = personality.examples.filter(({ lines }) => lines.some(({ by, text }) => by === 'character' && spine.test(text)));
    expect(held.length).toBeGreaterThanOrEqual(personality.examples.length / 3);
  });

  it('rewrites its examples instead of translating them', () => {
    const openings = languages.map((language) =>
      examplesIn(language)
        .filter(({ about }) => about !== 'another-language')
        .map(({ lines }) => lines[0]?.text),
    );
    expect(new Set(openings.flat()).size).toBe(openings.flat().length);
    // An English line in a German example would be a line that nobody rewrote.
    for (const language of languages.slice(1))
      for (const line of spokenLines(personality, language, (about) => about !== 'another-language'))
        expect(line).not.toMatch(/\b(?:the|and|with|would|should)\b/);
  });

  it('has a world: 5 to 15 entries of lore with plain words as keys', () => {
    expect(personality.lore.length).toBeGreaterThanOrEqual(5);
    expect(personality.lore.length).toBeLessThanOrEqual(15);
    expect(new Set(personality.lore.map(({ id }) => id)).size).toBe(personality.lore.length);
    for (const { keys, pinned, text } of personality.lore) {
      expect(pinned || keys.length > 0).toBe(true);
      for (const key of keys) expect(key).toMatch(/^[^/]+$/);
      expect(text.length).toBeGreaterThan(40);
    }
  });

  it('says in eight checks or more what a model in its skin must do', () => {
    expect(personality.checks.length).toBeGreaterThanOrEqual(8);
    expect(new Set(personality.checks.map(({ id }) => id)).size).toBe(personality.checks.length);
    for (const { ask, expect: wish } of personality.checks) expect(ask !== '' && wish !== '').toBe(true);
  });

  it('keeps the part that is always in the prompt within 900 tokens, in every language', () => {
    expect(personality.system.length).toBeLessThanOrEqual(1400);
    expect(personality.backstory.length).toBeLessThanOrEqual(500);
    for (const language of languages) expect(alwaysTokens(personality, language)).toBeLessThanOrEqual(900);
  });

  it('holds nothing that the reader has no word for', () => {
    expect(personality.kept).toEqual([]);
  });
});
