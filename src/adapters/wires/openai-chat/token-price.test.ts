import fc from 'fast-check';
import { expect, it } from 'vitest';
import { tokenPrice } from './token-price.ts';

it.each([
  ['0.00000015', 150_000],
  ['0', 0],
  ['0.000002', 2_000_000],
  ['0.0000000000005', 1],
  ['1', 1e12],
  [1.5e-7, 150_000],
  ['1.5e-7', 150_000],
  ['-1', undefined],
  ['', undefined],
  ['free', undefined],
  [undefined, undefined],
  [null, undefined],
  [Number.NaN, undefined],
])('%j for a token are %j for a million', (dollars, expected) => {
  expect(tokenPrice(dollars)).toBe(expected);
});

it('keeps every digit', () => {
  fc.assert(
    fc.property(fc.integer({ min: 0, max: 10 ** 12 - 1 }), (micro) => {
      expect(tokenPrice(`0.${String(micro).padStart(12, '0')}`)).toBe(micro);
    }),
  );
});
