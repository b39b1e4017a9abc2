import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { foldName } from './fold-name.ts';

describe('a name somebody types', () => {
  it.each([
    ['Noé', 'noe'],
    ['ΝΟΈ', 'νοε'],
    ['Ｊｕｎｏ', 'juno'],
    ['Old  Marrow ', 'old marrow'],
    ['Weiß', 'weiss'],
    ['WEIẞ', 'weiß'],
    ['İpek', 'ipek'],
    ['Ёлка', 'елка'],
    ['Ju\u200dno', 'juno'],
  ])('%s is found as %s', (name, typed) => expect(foldName(name)).toBe(foldName(typed)));

  it.each([
    ['कि', 'का'],
    ['미아', '미어'],
    ['ナオ', 'ナヲ'],
    ['Juno', 'Jun'],
  ])('%s is not %s', (one, other) => expect(foldName(one)).not.toBe(foldName(other)));

  it('folds no further the second time', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme' }), (name) => {
        expect(foldName(foldName(name))).toBe(foldName(name));
      }),
    );
  });
});
