/** The known word that `typed` most likely meant: at most two slips away, else undefined. */
export function nearestWord(typed: string, known: readonly string[]): string | undefined {
  const word = typed.slice(0, 40).toLowerCase();
  const ranked = known.map((candidate) => ({ candidate, slips: distance(word, candidate) })).toSorted((a, b) => a.slips - b.slips);
  const best = ranked[0];
  return best !== undefined && best.slips <= 2 ? best.candidate : undefined;
}

/** Levenshtein distance by rows. */
function distance(a: string, b: string): number {
  let row = Array.from({ length: b.length + 1 }, (_, index) => index);
  for (let i = 1; i <= a.length; i += 1) {
    const next = [i];
    for (let j = 1; j <= b.length; j += 1) {
      const substitution = (row[j - 1] ?? 0) + (a[i - 1] === b[j - 1] ? 0 : 1);
      next.push(Math.min(substitution, (row[j] ?? 0) + 1, (next[j - 1] ?? 0) + 1));
    }
    row = next;
  }
  return row[b.length] ?? 0;
}
