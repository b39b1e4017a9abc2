import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Command } from './command.ts';
import type { NamedCommand } from './command-book.ts';
import type { Option } from './option.ts';
import { checkArguments, missingOption, readTypedArguments, usageOf } from './read-arguments.ts';

const summary = { en: 'x', de: 'x' };

function commandWith(...options: readonly Option[]): NamedCommand {
  const command: Command = {
    name: 'set',
    summary,
    examples: ['personality set juno tagline dry'],
    options,
    access: 'anyone',
    lane: 'control',
    visible: 'asker',
    async *run() {
      yield { kind: 'text', body: '' };
    },
  };
  return { path: 'personality set', command };
}

const set = commandWith(
  { name: 'name', kind: 'word', summary, required: true },
  { name: 'field', kind: 'word', summary, required: true },
  { name: 'value', kind: 'text', summary, required: true, maxLength: 40 },
);

describe('a typed line', () => {
  it.each([
    ['juno tagline dry and warm', { name: 'juno', field: 'tagline', value: 'dry and warm' }],
    ['"Old Marrow" tagline dry', { name: 'Old Marrow', field: 'tagline', value: 'dry' }],
    ['„Old Marrow“ tagline dry', { name: 'Old Marrow', field: 'tagline', value: 'dry' }],
    ['field=tagline name=juno value="a = b"', { field: 'tagline', name: 'juno', value: 'a = b' }],
    ['--name=juno tagline x', { name: 'juno', field: 'tagline', value: 'x' }],
    ['ジュノ tagline 乾いた', { name: 'ジュノ', field: 'tagline', value: '乾いた' }],
    ["juno tagline don't you dare", { name: 'juno', field: 'tagline', value: "don't you dare" }],
    ['juno tagline he said "no" twice', { name: 'juno', field: 'tagline', value: 'he said "no" twice' }],
    ['"a \\"b\\" c" tagline x', { name: 'a "b" c', field: 'tagline', value: 'x' }],
    ['juno', { name: 'juno' }],
    ['', {}],
  ])('%s', (line, expected) => {
    expect(readTypedArguments(set, line)).toEqual(expected);
  });

  it('an option twice is named', () => {
    expect(() => readTypedArguments(set, 'name=juno name=mia')).toThrow(expect.objectContaining({ code: 'invalid-option', field: 'name' }));
  });

  it('one word too many says how the command is typed', () => {
    const use = commandWith({ name: 'name', kind: 'word', summary, required: true });
    expect(() => readTypedArguments(use, 'Old Marrow')).toThrow(
      expect.objectContaining({
        code: 'invalid-option',
        advice: expect.objectContaining({ en: expect.stringContaining('/personality set NAME') }),
      }),
    );
  });

  it('a quote that never closes is said to be one', () => {
    expect(() => readTypedArguments(set, '"juno tagline')).toThrow(expect.objectContaining({ code: 'invalid-option', field: 'command' }));
  });

  it('any name in any script comes back whole, quoted as completion quotes it', () => {
    fc.assert(
      fc.property(fc.string({ minLength: 1, unit: 'grapheme' }), (name) => {
        fc.pre(name.trim() === name && name !== '');
        const line = `"${name.replaceAll(/["\\]/g, '\\$&')}" tagline x`;
        expect(readTypedArguments(set, line)).toEqual({ name, field: 'tagline', value: 'x' });
      }),
    );
  });

  it('25 levels of quotes inside quotes are one word', () => {
    let nested = 'x';
    for (let level = 0; level < 25; level += 1) nested = `"${nested.replaceAll(/["\\]/g, '\\$&').slice(0, 4000)}`.slice(0, 5000);
    const quoted = `"${nested.replaceAll(/["\\]/g, '\\$&')}"`;
    expect(readTypedArguments(set, `${quoted} tagline x`)).toMatchObject({ name: nested, field: 'tagline' });
  });
});

describe('arguments', () => {
  it('a strange option is refused with what was probably meant', () => {
    expect(() => checkArguments(set, { nane: 'juno' })).toThrow(
      expect.objectContaining({
        code: 'invalid-option',
        field: 'nane',
        advice: expect.objectContaining({ en: expect.stringContaining('Did you mean name?') }),
      }),
    );
  });

  it('__proto__ is a strange option like any other', () => {
    expect(() => checkArguments(set, JSON.parse('{"__proto__":{"x":1}}'))).toThrow(expect.objectContaining({ code: 'invalid-option' }));
    expect(Reflect.get({}, 'x')).toBeUndefined();
  });

  it('text beyond its length names both numbers', () => {
    expect(() => checkArguments(set, { value: 'x'.repeat(41) })).toThrow(
      expect.objectContaining({
        field: 'value',
        advice: expect.objectContaining({ en: expect.stringContaining('41 characters, 40 fit') }),
      }),
    );
  });

  it.each([
    [{ name: 'value', kind: 'number', summary, min: 1, max: 5 }, '3', 3],
    [{ name: 'value', kind: 'flag', summary }, 'ja', true],
    [{ name: 'value', kind: 'flag', summary }, false, false],
    [{ name: 'value', kind: 'choice', summary, choices: [{ value: 'new', label: summary }] }, 'NEW', 'new'],
  ] as const)('%j reads %j', (option, given, read) => {
    expect(checkArguments(commandWith(option), { value: given })).toEqual({ value: read });
  });

  it.each([
    [{ name: 'value', kind: 'number', summary, min: 1, max: 5 }, '6', 'from 1 to 5'],
    [{ name: 'value', kind: 'number', summary }, '1e3', 'whole number'],
    [{ name: 'value', kind: 'flag', summary }, 'perhaps', 'yes or no'],
    [{ name: 'value', kind: 'choice', summary, choices: [{ value: 'room', label: summary }] }, 'rom', 'Did you mean room?'],
    [{ name: 'value', kind: 'text', summary }, ['a'], 'takes text'],
  ] as const)('%j refuses %j', (option, given, reason) => {
    expect(() => checkArguments(commandWith(option), { value: given as never })).toThrow(
      expect.objectContaining({ code: 'invalid-option', advice: expect.objectContaining({ en: expect.stringContaining(reason) }) }),
    );
  });

  it('what is missing is found, and usage shows what may be left out', () => {
    const optional = commandWith({ name: 'name', kind: 'word', summary, required: true }, { name: 'value', kind: 'text', summary });
    expect(missingOption(optional, { value: 'x' })?.name).toBe('name');
    expect(missingOption(optional, { name: 'x' })).toBeUndefined();
    expect(usageOf(optional)).toBe('/personality set NAME [VALUE]');
  });
});
