import fc from 'fast-check';
import { expect, it } from 'vitest';
import { createSay } from './create-say.ts';
import { literal } from './literal.ts';

it('foreign text inside a sentence comes out as it is', () => {
  fc.assert(
    fc.property(fc.oneof(fc.string(), fc.stringMatching(/^[{}'#|a-z ]*$/)), (text) => {
      const say = createSay();
      const message = { en: `<${literal(text)}>`, de: '' };
      expect(say('en', message, {})).toBe(`<${text}>`);
    }),
  );
});
