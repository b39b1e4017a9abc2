import fc from 'fast-check';
import { expect, it } from 'vitest';
import { createSay } from './create-say.ts';
import { finished } from './finished.ts';

it('a filled-in sentence says foreign text as it is, in both languages', () => {
  fc.assert(
    fc.property(fc.oneof(fc.string(), fc.stringMatching(/^[{}'#a-z ]*$/)), (name) => {
      const advice = finished({ en: 'I don’t know {name}.', de: '{name} kenne ich nicht.' }, { name });
      const say = createSay();
      expect(say('en', advice, {})).toBe(`I don’t know ${name}.`);
      expect(say('de', advice, {})).toBe(`${name} kenne ich nicht.`);
    }),
  );
});

it('numbers are written as each language writes them', () => {
  const advice = finished({ en: '{length, number} characters', de: '{length, number} Zeichen' }, { length: 2140 });
  expect(advice).toEqual({ en: '2,140 characters', de: '2.140 Zeichen' });
});
