/** The known word that `typed` most likely meant: at most two slips away, else undefined. */
export function nearestWord(typed: string, known: readonly string[]): string | undefined {
  const word = typed.slice(0, 40).toLowerCase();
  const ranked = known.map((candidate) => ({ candidate, slips: distance(word, candidate) })).toSorted((a, b) => a.slips - b.slips);
  const best = ranked[0];
  return best !== undefined && best.slips <= 2 ? best.candidate : undefined;
}

/** Slips between two words: letters missing, added, changed, or two neighbours swapped. */
function distance(a: string, b: string): number {
  let before: readonly number[] = [];
  let row = Array.from({ length: b.length + 1 }, (_, index) => index);
  for (let i = 1; i <= a.length; i += 1) {
    const next = [i];
    for (let j = 1; j <= b.length; j += 1) {
      const changed = (row[j - 1] ?? 0) + (a[i - 1] === b[j - 1] ? 0 : 1);
      const isSwapped = i > 1 && j > 1 && a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1];
      const swapped = isSwapped ? (before[j - 2] ?? 0) + 1 : Number.POSITIVE_INFINITY;
      next.push(Math.min(changed, (row[j] ?? 0) + 1, (next[j - 1] ?? 0) + 1, swapped));
    }
    before = row;
    row = next;
  }
  return row[b.length] ?? 0;
}
