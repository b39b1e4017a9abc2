import type { Message, Store } from '../ports/store.ts';
import { foldWords } from './fold-words.ts';
import { distinctiveWords } from './recall-words.ts';

/** How far a word is followed from reply to reply. */
const mostSteps = 6;
/** A word this long counts inside another one, too: "lantern" in "lanternlight". */
const insideFrom = 4;

/**
 * Replies in which what is forgotten lives on: every answer to it, and whatever read it, or read such a reply, and repeats one of its
 * words. `items` are the messages and facts, `texts` what they say and what was asked for.
 */
export async function derivedReplies(
  { memory }: Store,
  { items, echoes, texts }: { readonly items: readonly string[]; readonly echoes: readonly string[]; readonly texts: readonly string[] },
): Promise<readonly string[]> {
  const words = new Set(texts.flatMap(distinctiveWords));
  const derived = new Set(echoes);
  const { answers, readers } = await memory.repliesThatRead([...items, ...echoes]);
  let found = [...answers, ...readers.filter((reply) => repeats(reply, words))];
  for (let step = 0; step < mostSteps; step += 1) {
    const fresh = found.filter(({ id, forgotten }) => !forgotten && !derived.has(id)).map(({ id }) => id);
    if (fresh.length === 0) break;
    for (const id of fresh) derived.add(id);
    const next = await memory.repliesThatRead(fresh);
    found = [...next.answers, ...next.readers].filter((reply) => repeats(reply, words));
  }
  return [...derived];
}

function repeats({ text }: Message, words: ReadonlySet<string>): boolean {
  return foldWords(text).some((word) => words.has(word) || partsOf(word).some((part) => words.has(part)));
}

/** Every run of letters inside a word that is long enough to be one itself. */
function partsOf(word: string): readonly string[] {
  const parts: string[] = [];
  for (let from = 0; from + insideFrom <= word.length; from += 1) {
    for (let to = from + insideFrom; to <= Math.min(word.length, from + 40); to += 1) parts.push(word.slice(from, to));
  }
  return parts;
}
