import type { Choice } from '../../../core/answers/choice.ts';

/** What Tab does: how the line goes on, and what to choose from where it could go on in several ways. */
export interface Completed {
  readonly line: string;
  readonly list: readonly string[];
}

/** Each choice's value is the whole line as it would be. The only one is taken, with room for the next word; of several, what they share. */
export function completeLine(line: string, choices: readonly Choice[]): Completed {
  const [only] = choices;
  if (only === undefined) return { line, list: [] };
  if (choices.length === 1) return { line: only.value.endsWith(' ') ? only.value : `${only.value} `, list: [] };
  const shared = choices.map(({ value }) => value).reduce(sharedStart);
  const stem = shared.lastIndexOf(' ') + 1;
  const words = choices.map(({ value }) => value.slice(stem).trimEnd());
  const width = Math.max(...words.map(({ length }) => length));
  const list = choices.map(({ label, value }, at) => {
    const word = words[at] ?? value;
    return `  ${label === '' || label === word ? word : `${word.padEnd(width)}   ${label}`}`;
  });
  return { line: shared.length > line.length ? shared : line, list };
}

function sharedStart(one: string, other: string): string {
  let end = 0;
  while (end < one.length && one[end] === other[end]) end += 1;
  // No half of a character.
  return one.slice(0, end).replace(/[\ud800-\udbff]$/, '');
}
