import type { Recalled } from '../memory/memory.ts';
import type { Exposure } from '../ports/provider.ts';
import type { Message } from '../ports/store.ts';
import { nearer } from '../privacy/reach.ts';
import type { Readable } from '../privacy/readable.ts';
import type { ReceiptItem, ReceiptSource } from '../prompting/receipt.ts';

/** Something that was found and may not go that far. */
export interface LeftOut {
  readonly source: ReceiptSource;
  readonly id: string;
  readonly exposure: Exposure;
}

/** The path without the lines that may not go along; in their order. */
export async function readableHistory(
  readable: Readable,
  path: readonly Message[],
): Promise<{ readonly history: readonly Message[]; readonly left: readonly LeftOut[] }> {
  const history: Message[] = [];
  const left: LeftOut[] = [];
  // One after the other: what a line answers stands before it and is known by then.
  for (const line of path) {
    if (await readable.line(line)) history.push(line);
    else left.push({ source: 'history', id: line.id, exposure: line.exposure });
  }
  return { history, left };
}

export async function readableRecall(
  readable: Readable,
  { hits, facts }: Recalled,
): Promise<{ readonly recalled: Recalled; readonly left: readonly LeftOut[] }> {
  const left: LeftOut[] = [];
  const keptHits = await Promise.all(
    hits.map(async (hit) => {
      const kept = await readable.hit(hit);
      if (kept === undefined) left.push({ source: 'memory', id: hit.message.id, exposure: hit.message.exposure });
      return kept;
    }),
  );
  const keptFacts = await Promise.all(
    facts.map(async (fact) => {
      if (await readable.fact(fact)) return fact;
      left.push({ source: 'memory', id: fact.id, exposure: fact.exposure });
      return undefined;
    }),
  );
  const recalled = { hits: keptHits.filter((hit) => hit !== undefined), facts: keptFacts.filter((fact) => fact !== undefined) };
  return { recalled, left };
}

/** For the receipt: it was wanted, and why it stayed behind. */
export function toLeftOut({ source, id }: LeftOut): ReceiptItem {
  return { source, id, reason: 'may not travel that far', score: 0, tokens: 0, kept: false };
}

/** An answer may repeat whatever it was made from, so it may travel no further than any of it. */
export function ceilingOf(
  { history, recalled }: { readonly history: readonly Message[]; readonly recalled: Recalled },
  kept: ReadonlySet<string>,
): Exposure {
  const lines = recalled.hits.flatMap(({ before, message, after }) => [before, message, after]).filter((line) => line !== undefined);
  return [...history, ...lines, ...recalled.facts]
    .filter(({ id }) => kept.has(id))
    .reduce<Exposure>((ceiling, { exposure }) => nearer(ceiling, exposure), 'cloud');
}
