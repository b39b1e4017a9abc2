import { wordsOf } from './words.ts';

/** Pronouns of the first and the second person; contracted forms count as their pronoun. */
const firstPerson = /^(?:i|me|my|mine|myself|we|us|our)(?:'\w+)?$/;
const secondPerson = /^(?:you|your|yours|yourself)(?:'\w+)?$/;
const contraction = /^\p{L}+'(?:s|t|re|ve|ll|d|m)$/u;

const count = (text: string, mark: RegExp): number => text.match(mark)?.length ?? 0;
const share = (words: readonly string[], kind: RegExp): number =>
  words.filter((word) => kind.test(word)).length / Math.max(1, words.length);

/** How a few lines are written, never what about: no feature knows a single content word. */
export function styleFeatures(lines: readonly string[]): readonly number[] {
  const text = lines.join('\n');
  const words = wordsOf(text);
  const sentences = lines
    .flatMap((line) => line.split(/(?<=[.!?…])["”)]?\s+|\n/))
    .map((sentence) => wordsOf(sentence).length)
    .filter((length) => length > 0);
  const perHundred = (mark: RegExp): number => Math.sqrt((100 * count(text, mark)) / Math.max(1, words.length));
  return [
    Math.log(words.length / lines.length),
    Math.log(words.length / Math.max(1, sentences.length)),
    sentences.filter((length) => length <= 4).length / Math.max(1, sentences.length),
    count(text, /\?/g) / lines.length,
    perHundred(/!/g),
    perHundred(/;/g),
    perHundred(/:/g),
    perHundred(/[—–]| - /g),
    perHundred(/…|\.\.\./g),
    perHundred(/,/g),
    perHundred(/["“”„«»]/g),
    perHundred(/[()]/g),
    perHundred(/\d+/g),
    perHundred(/%/g),
    share(words, contraction),
    share(words, firstPerson),
    share(words, secondPerson),
    words.reduce((sum, word) => sum + word.length, 0) / Math.max(1, words.length),
  ];
}
