/** Lower case, without accents, typographic apostrophes made plain: what words are compared by. */
export function fold(text: string): string {
  return text.toLowerCase().replaceAll('’', "'").replaceAll('ß', 'ss').normalize('NFD').replace(/\p{M}/gu, '');
}

/** One word of a thing's name: letters of any script, inner hyphens and apostrophes. */
export const word = "[\\p{L}\\p{M}\\p{N}][\\p{L}\\p{M}\\p{N}'-]*";

/** Up to five words naming a thing, as few as will do. */
export const thing = `(?<key>${word}(?: ${word}){0,4}?)`;

export const rest = '(?<value>.+)';

const endings = ["'s", 's', 'es', 'n', 'en', 'e', 'er', 'ern'];

/** True for one word and its plural or case forms: dog, dogs; Hund, Hundes; Katze, Katzen. */
export function isSameWord(a: string, b: string): boolean {
  const [short, long] = a.length <= b.length ? [a, b] : [b, a];
  if (short === long) return true;
  return short.length >= 3 && long.startsWith(short) && endings.includes(long.slice(short.length));
}

/** Cuts a told value at the border of its clause and trims what only surrounds it. */
export function toValue(raw: string, border: RegExp): string {
  const cut = raw.search(border);
  const clause = cut < 0 ? raw : raw.slice(0, cut);
  return clause
    .replace(/^[\s"'“”„«»‚‘(*_]+/u, '')
    .replace(/(?:[\s"“”„«»‚‘)*_.,;:!?…\p{Extended_Pictographic}]|\u{fe0f})+$/u, '')
    .replace(/['’]$/u, '')
    .slice(0, 120)
    .trim();
}

/** Longest sentence that is looked into; nobody tells a fact in more. */
const longestSentence = 600;

/** Sentences with their closing mark; white space folded, so that patterns need one space only. */
export function toSentences(text: string): readonly string[] {
  return text
    .slice(0, 20_000)
    .split(/(?<=[.!?…])\s+|[\n\r]+/u)
    .map((sentence) => sentence.slice(0, longestSentence).replaceAll('’', "'").replace(/\s+/gu, ' ').trim())
    .filter((sentence) => sentence !== '');
}
