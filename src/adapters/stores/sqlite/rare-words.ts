import type { Connection } from './connection.ts';
import { anyWord } from './match.ts';

/** Lines that the words of a search may be in, all together; ranking costs time for each, once per place. */
const mostLines = 3000;
/** So many words are looked for however common they are. */
const fewestWords = 2;
/** Searches after which the counts are taken anew: they only have to be about right. */
const refreshAfter = 1000;
const mostKnown = 5000;

/** Leaves the rarest words of a search, those that tell lines apart; common ones cost most and say least. */
export function createRareWords({ client }: Connection): (words: readonly string[]) => readonly string[] {
  const count = client.prepare<[string], number>('SELECT count(*) FROM message_index WHERE message_index MATCH ?').pluck();
  const known = new Map<string, number>();
  let searches = 0;

  function linesWith(word: string): number {
    const match = anyWord([word]);
    const lines = known.get(word) ?? (match === '' ? 0 : (count.get(match) ?? 0));
    known.set(word, lines);
    return lines;
  }

  return (words) => {
    searches += 1;
    if (searches % refreshAfter === 0 || known.size > mostKnown) known.clear();
    const rarest = words.map((word) => ({ word, lines: linesWith(word) })).sort((a, b) => a.lines - b.lines);
    let lines = 0;
    return rarest
      .filter((one) => one.lines > 0)
      .filter((one, index) => {
        lines += one.lines;
        return index < fewestWords || lines <= mostLines;
      })
      .map(({ word }) => word);
  };
}
