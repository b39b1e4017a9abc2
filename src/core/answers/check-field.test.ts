import { describe, expect, it } from 'vitest';
import { checkField } from './check-field.ts';
import type { Field } from './form.ts';

const field = (kind: Field['kind'], limits: Field['limits'] = {}): Field => ({ id: 'x', label: 'X', help: '', kind, limits });
const options = [
  { value: 'everyone', label: 'for everyone' },
  { value: 'mature', label: 'mature' },
];

describe('what is wrong with a field', () => {
  it('says how long a text is and how much fits, in both languages', () => {
    const greeting = field('text', { maxLength: 1500 });
    expect(checkField(greeting, 'x'.repeat(1500))).toBeUndefined();
    expect(checkField(greeting, 'x'.repeat(2140))).toEqual({ en: '2,140 characters, 1,500 fit.', de: '2.140 Zeichen, 1.500 passen.' });
  });

  it.each([undefined, null, '', '  \n', []])('leaves an empty field alone unless it is needed (%j)', (value) => {
    for (const kind of ['line', 'text', 'level', 'choice', 'choices', 'flag'] as const) {
      expect(checkField(field(kind, { options }), value)).toBeUndefined();
      expect(checkField(field(kind, { options, required: true }), value)?.en).toBe('This one is needed.');
    }
  });

  it('wants one line where there is room for one', () => {
    expect(checkField(field('line'), 'a\nb')?.en).toBe('One line only.');
    expect(checkField(field('text'), 'a\nb')).toBeUndefined();
  });

  it.each([3, '3', 1, 5])('takes %j as a level', (value) => expect(checkField(field('level'), value)).toBeUndefined());
  it.each([0, 6, 2.5, '33', 'warm', true, ['3']])('does not take %j as a level', (value) =>
    expect(checkField(field('level'), value)?.en).toBe('A level is 1 to 5, or nothing.'),
  );

  it('names the choices and the one that was probably meant', () => {
    expect(checkField(field('choice', { options }), 'mature')).toBeUndefined();
    expect(checkField(field('choice', { options }), 'matur')?.en).toBe('It must be one of: everyone, mature. Did you mean mature?');
    expect(checkField(field('choice', { options }), 7)?.en).toBe('It must be one of: everyone, mature.');
  });

  it('checks every one of several choices', () => {
    expect(checkField(field('choices', { options }), ['everyone', 'mature'])).toBeUndefined();
    expect(checkField(field('choices', { options }), ['everyone', 'x'])?.en).toBe('It must be one of: everyone, mature.');
    expect(checkField(field('choices', { options }), 'everyone')?.en).toBe('This takes a list of: everyone, mature.');
  });

  it('wants text for text and yes or no for a flag', () => {
    expect(checkField(field('text'), 7)?.en).toBe('This takes text.');
    expect(checkField(field('flag'), 'yes')?.en).toBe('This is yes or no.');
    expect(checkField(field('flag'), false)).toBeUndefined();
  });
});
