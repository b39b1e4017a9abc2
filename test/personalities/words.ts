import type { Personality } from '../../src/core/personalities/personality.ts';

/** The words of a text in lower case, joined ones (`don't`, `half-open`) as one. */
export function wordsOf(text: string): readonly string[] {
  return (
    text
      .toLowerCase()
      .replaceAll('’', "'")
      .match(/[\p{L}\p{M}\p{N}]+(?:['-][\p{L}\p{M}\p{N}]+)*/gu) ?? []
  );
}

/** Everything a file says in one language; what stands outside of examples, greetings, boundaries and scripts is English. */
export function textsOf(personality: Personality, language: string): readonly string[] {
  const { tagline, system, backstory, reminder, knowledge, lore, checks, boundaries, greetings, examples, scripts } = personality;
  const isSaid = (item: { readonly language: string }): boolean => item.language === language;
  const said = [
    ...boundaries.filter(isSaid).map(({ text }) => text),
    ...greetings.filter(isSaid).map(({ text }) => text),
    ...examples.filter(isSaid).flatMap(({ lines }) => lines.map(({ text }) => text)),
    ...scripts.filter(isSaid).flatMap(({ lines }) => Object.values(lines).flat()),
  ];
  if (language !== 'en') return said;
  return [
    ...said,
    tagline,
    system,
    backstory,
    reminder,
    ...knowledge,
    ...lore.map(({ text }) => text),
    ...checks.flatMap(({ ask, expect }) => [ask, expect]),
  ];
}

/** Every run of five words, none across a line's end or a place such as `{value}`. */
export function fiveGramsOf(texts: readonly string[]): ReadonlySet<string> {
  const runs = texts.flatMap((text) => text.split(/\{+\w+\}+|\n/)).map(wordsOf);
  return new Set(runs.flatMap((words) => words.slice(4).map((_, start) => words.slice(start, start + 5).join(' '))));
}

/** What the character says in the examples of a language. */
export function spokenLines(
  personality: Personality,
  language: string,
  about: (occasion: string) => boolean = () => true,
): readonly string[] {
  return personality.examples
    .filter((example) => example.language === language && about(example.about))
    .flatMap(({ lines }) => lines.filter(({ by }) => by === 'character').map(({ text }) => text));
}

/** The languages a personality is written in, English and German first. */
export function languagesOf(personality: Personality): readonly string[] {
  const found = new Set(personality.greetings.map(({ language }) => language));
  return ['en', 'de', ...[...found].filter((language) => language !== 'en' && language !== 'de')];
}
