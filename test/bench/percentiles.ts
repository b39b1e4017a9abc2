/** p50, p95 and p99 of some figures, rounded to a hundredth. */
export function percentiles(figures: readonly number[]): { readonly p50: number; readonly p95: number; readonly p99: number } {
  const sorted = figures.toSorted((a, b) => a - b);
  const at = (share: number): number =>
    Math.round((sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? 0) * 100) / 100;
  return { p50: at(0.5), p95: at(0.95), p99: at(0.99) };
}
