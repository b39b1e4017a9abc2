import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { costOf } from './cost-of.ts';

const usage = { in: 1_000, cached: 400, out: 50 };
const prices = { in: 3_000_000, cached: 300_000, out: 15_000_000 };

describe('what an answer costs', () => {
  it('is what the provider says it took', () => {
    expect(costOf({ ...usage, costMicro: 42 }, prices)).toBe(42);
    expect(costOf({ ...usage, costMicro: 0 }, prices)).toBe(0);
  });

  it('is tokens at the prices of the model, cached ones at their own', () => {
    // 600 × 3 $ + 400 × 0.30 $ + 50 × 15 $, each for a million.
    expect(costOf(usage, prices)).toBe(1_800 + 120 + 750);
    expect(costOf(usage, { in: 3_000_000, out: 15_000_000 })).toBe(3_000 + 750);
  });

  it('is not known without prices, and nothing is guessed from nonsense', () => {
    expect(costOf(usage)).toBeUndefined();
    expect(costOf({ ...usage, costMicro: Number.NaN }, prices)).toBe(2_670);
    expect(costOf({ ...usage, costMicro: -5 })).toBeUndefined();
    expect(costOf({ ...usage, in: -1 }, prices)).toBeUndefined();
    expect(costOf(usage, { in: Number.POSITIVE_INFINITY, out: 1 })).toBeUndefined();
    // More from the cache than was read at all.
    expect(costOf({ in: 10, cached: 20, out: 0 }, { in: 1_000_000, cached: 0, out: 0 })).toBe(0);
  });

  it('is a whole number that adds up exactly, however large', () => {
    const tokens = fc.integer({ min: 0, max: 2 ** 31 });
    const price = fc.integer({ min: 0, max: 2 ** 40 });
    fc.assert(
      fc.property(fc.tuple(tokens, tokens, price, price), ([read, written, priceIn, priceOut]) => {
        const cost = costOf({ in: read, cached: 0, out: written }, { in: priceIn, out: priceOut });
        const exact = BigInt(read) * BigInt(priceIn) + BigInt(written) * BigInt(priceOut);
        const off = BigInt(cost ?? -1) * 1_000_000n - exact;
        // Half a millionth of rounding, and beyond 2^53 what a float itself cannot tell.
        const allowed = 500_000n + exact / 2n ** 52n;
        expect(Number.isInteger(cost)).toBe(true);
        expect(off <= allowed && off >= -allowed).toBe(true);
      }),
    );
  });
});
