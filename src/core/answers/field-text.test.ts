import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { checkField } from './check-field.ts';
import { readFieldText, toFieldText } from './field-text.ts';
import type { Field } from './form.ts';

const field = (kind: Field['kind'], options: readonly (readonly [string, string])[] = []): Field => ({
  id: 'x',
  label: 'X',
  help: '',
  kind,
  limits: { options: options.map(([value, label]) => ({ value, label })) },
});
const warmth = field('level', [
  ['1', 'ice cold'],
  ['2', 'cool'],
  ['3', 'even'],
  ['4', 'warm'],
  ['5', 'glowing'],
]);
const rating = field('choice', [
  ['everyone', 'for everyone'],
  ['mature', 'for grown-ups'],
]);
const tongues = field('choices', [
  ['en', 'English'],
  ['de', 'German'],
  ['fr', 'French'],
]);

describe('a typed text as a value', () => {
  it.each([
    [warmth, '4', 4],
    [warmth, ' Warm ', 4],
    [warmth, '', null],
    [field('flag'), 'Y', true],
    [field('flag'), 'ja', true],
    [field('flag'), 'nein', false],
    [field('flag'), '', null],
    [rating, 'Mature', 'mature'],
    [rating, '2', 'mature'],
    [rating, 'for everyone', 'everyone'],
    [rating, '', null],
    [tongues, 'de, 3,, English', ['de', 'fr', 'en']],
    [tongues, 'de,de', ['de']],
    [tongues, '', []],
    [field('line'), '  Juno ', 'Juno'],
    [field('text'), ' two\nlines ', ' two\nlines '],
  ])('%j read from %j', (asked, text, value) => {
    expect(readFieldText(asked, text)).toEqual(value);
  });

  it.each([
    [warmth, '9'],
    [warmth, 'tepid'],
    [field('flag'), 'perhaps'],
    [rating, '3'],
    [tongues, 'en, klingon'],
  ])('%j: what is no such value (%j) is a fault, never silently another one', (asked, text) => {
    expect(checkField(asked, readFieldText(asked, text))).toBeDefined();
  });

  it('an option called by a number is meant before the one that stands there', () => {
    const odd = field('choice', [
      ['3', 'three'],
      ['1', 'one'],
    ]);
    expect(readFieldText(odd, '1')).toBe('1');
  });
});

describe('a value ready to edit', () => {
  it('reads back as the same value', () => {
    const text = fc.tuple(fc.constant(field('text')), fc.string({ unit: 'grapheme' }));
    const level = fc.tuple(fc.constant(warmth), fc.constantFrom(null, 1, 2, 3, 4, 5));
    const flag = fc.tuple(fc.constant(field('flag')), fc.constantFrom(null, true, false));
    const choice = fc.tuple(fc.constant(rating), fc.constantFrom(null, 'everyone', 'mature'));
    const choices = fc.tuple(fc.constant(tongues), fc.subarray(['en', 'de', 'fr']));
    fc.assert(
      fc.property(fc.oneof(text, level, flag, choice, choices), fc.constantFrom('en', 'de-AT', undefined), ([asked, value], language) => {
        expect(readFieldText(asked, toFieldText(asked, value, language))).toEqual(value);
      }),
    );
  });

  it('never shows a secret', () => {
    expect(toFieldText(field('secret'), 'hush')).toBe('');
  });

  it('says yes in the language of the person', () => {
    expect([toFieldText(field('flag'), true, 'de'), toFieldText(field('flag'), true, 'en')]).toEqual(['j', 'y']);
  });
});
