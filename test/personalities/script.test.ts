import { describe, expect, it } from 'vitest';
import { rehearse } from '../../src/adapters/providers/offline/rehearse.ts';
import type { PromptMessage } from '../../src/core/ports/provider.ts';
import { readShipped } from './read-shipped.ts';

const shipped = readShipped();
const noon = Date.UTC(2026, 10, 24, 12);

/** What lines are for: an opening and a closing belong to one occasion, and a closing may be missing. */
const occasionsOf = (lines: Readonly<Record<string, readonly string[]>>): readonly string[] =>
  [...new Set(Object.keys(lines).map((when) => when.replace(/-(?:open|close)$/, '')))].toSorted();

/** Every occasion that any of them has a line for. */
const occasions = [...new Set(shipped.flatMap(({ scripts }) => scripts.flatMap(({ lines }) => occasionsOf(lines))))].toSorted();

/** What may be said in each language, over and over, to an actor without a model. */
const sayings = {
  en: [
    'hello',
    'bye',
    'thanks',
    'are you human?',
    'what can you do?',
    'what should I cook tonight?',
    'what is my dog called?',
    'what is my cat called?',
    'my dog is called Rex',
    'my dog is not called Rex',
  ],
  de: [
    'hallo',
    'tschüss',
    'danke',
    'bist du ein Mensch?',
    'was kannst du?',
    'Was soll ich kochen?',
    'Wie heißt mein Hund?',
    'Wie heißt meine Katze?',
    'mein Hund heißt Rex',
    'mein Hund heißt nicht Rex',
  ],
} as const;

describe.each(
  shipped.flatMap((personality) => (['en', 'de'] as const).map((language) => [personality.id, language, personality] as const)),
)('%s in %s knows the script', (_id, language, { scripts }) => {
  const lines = scripts.find((script) => script.language === language)?.lines ?? {};

  function talk() {
    const messages: PromptMessage[] = [];
    return (text: string): string => {
      const at = noon + messages.length * 1000;
      messages.push({ role: 'user', text, at, speaker: { id: 'ada', name: 'ada' } });
      const answer = rehearse({ model: 'script', messages, hints: { seed: 0 }, language, at, scripts }).text;
      messages.push({ role: 'assistant', text: answer, at });
      return answer;
    };
  }

  it('has forty lines or more, for every occasion', () => {
    expect(occasionsOf(lines)).toEqual(occasions);
    expect(Object.values(lines).flat().length).toBeGreaterThanOrEqual(40);
  });

  it('asks nothing, since no answer could be used, and names only places that are filled', () => {
    for (const line of Object.values(lines).flat()) {
      expect(line).not.toContain('?');
      expect(line.replaceAll(/\{(?:fact|value|when|quote|count|key)\}/g, '')).not.toMatch(/[{}]/);
    }
  });

  it.each(sayings[language])('20 times "%s": no line twice, no place left open', (saying) => {
    const say = talk();
    say(language === 'en' ? 'my dog is called Biscuit' : 'mein Hund heißt Keks');
    const answers = Array.from({ length: 20 }, () => say(saying));
    expect(new Set(answers).size).toBe(20);
    for (const answer of answers) expect(answer).not.toMatch(/[{}]/);
  });

  it('keeps a fact and gives it back in the words it was told in', () => {
    const say = talk();
    const [told, asked, name] =
      language === 'en'
        ? ['my dog is called Biscuit', 'what is my dog called?', 'Biscuit']
        : ['mein Hund heißt Keks', 'wie heißt mein Hund?', 'Keks'];
    expect(say(told)).toContain(name);
    const answer = say(asked);
    expect(answer).toContain(name);
    expect(answer).toContain(told);
  });

  it('says plainly, whatever is asked, that a model is missing', () => {
    const honest = language === 'en' ? /\b(?:model|script)\b/i : /modell|skript|drehbuch/i;
    const say = talk();
    const answers = Array.from({ length: 20 }, (_, index) =>
      say(language === 'en' ? `explain chapter ${index} of gravity` : `erklär mir Kapitel ${index} der Schwerkraft`),
    );
    expect(answers.filter((answer) => honest.test(answer)).length).toBeGreaterThanOrEqual(5);
  });
});
