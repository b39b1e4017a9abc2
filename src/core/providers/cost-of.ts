import type { Prices, Usage } from '../ports/provider.ts';

/**
 * What an answer cost, in millionths of a US dollar: what the provider says it took, else its tokens at the model's prices. Undefined: nobody
 * knows. Whole numbers all the way, rounded once.
 */
export function costOf(usage: Usage, prices?: Prices): number | undefined {
  if (usage.costMicro !== undefined && isAmount(usage.costMicro)) return Math.round(usage.costMicro);
  if (prices === undefined) return undefined;
  const { in: read, cached = read, out } = prices;
  if (![read, cached, out, usage.in, usage.cached, usage.out].every(isAmount)) return undefined;
  const fromCache = Math.min(usage.cached, usage.in);
  const total = product(usage.in - fromCache, read) + product(fromCache, cached) + product(usage.out, out);
  return Number((total + perMillion / 2n) / perMillion);
}

const perMillion = 1_000_000n;

/** Beyond what a float holds exactly: a million tokens at a thousand dollars a million. */
function product(tokens: number, price: number): bigint {
  return BigInt(Math.round(tokens)) * BigInt(Math.round(price));
}

/** What a provider says may be anything. */
function isAmount(value: number): boolean {
  return Number.isFinite(value) && value >= 0;
}
