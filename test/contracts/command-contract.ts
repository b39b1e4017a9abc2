import { IntlMessageFormat } from 'intl-messageformat';
import { describe, expect, it } from 'vitest';
import { mostChoices } from '../../src/core/answers/choice.ts';
import type { CommandPart } from '../../src/core/commands/command.ts';
import { createCommandBook, type NamedCommand } from '../../src/core/commands/command-book.ts';
import type { OptionName } from '../../src/core/commands/option.ts';
import { checkArguments, missingOption, readTypedArguments } from '../../src/core/commands/read-arguments.ts';
import { createSay } from '../../src/core/texts/create-say.ts';
import type { Localized } from '../../src/core/texts/localized.ts';

/** A found folder of `src/core/commands`. */
export interface FoundCommand {
  readonly name: string;
  readonly part: CommandPart;
  /** What its further modules export; every sentence among it is checked. */
  readonly modules: readonly unknown[];
}

/** What the strictest platform takes. */
const limits = { name: /^[a-z][a-z-]{0,31}$/, summary: 100, choices: mostChoices, options: 25, choice: 100 };

/** Every option there may be; the type says whether one is missing here. */
const optionNames: Readonly<Record<OptionName, true>> = {
  name: true,
  field: true,
  value: true,
  text: true,
  provider: true,
  model: true,
  query: true,
  message: true,
  file: true,
  level: true,
  scope: true,
};

const say = createSay();

/** What holds for every command on every platform, whoever wrote it. */
export function describeCommands(found: readonly FoundCommand[]): void {
  const book = createCommandBook(found.map(({ name, part }) => ({ ...part, name })));

  describe('the commands', () => {
    it('are there, and none hides another', () => {
      expect(book.all.length).toBeGreaterThan(10);
      expect(new Set(book.all.map(({ path }) => path)).size).toBe(book.all.length);
    });

    it.each(book.entries.map((entry) => ({ entry: entry.name, ...entry })))(
      '/$entry has a name and a summary that fit',
      ({ name, summary, group }) => {
        expect(name).toMatch(limits.name);
        expectShort(summary);
        if (group?.fallback !== undefined) expect(group.subcommands.map((sub) => sub.name)).toContain(group.fallback);
        expect(group?.subcommands.length ?? 1).toBeLessThanOrEqual(limits.options);
        expect(group?.subcommands.length ?? 1).toBeGreaterThan(0);
      },
    );

    it.each(book.all)('/$path fits every platform', ({ command }) => {
      expect(command.name).toMatch(limits.name);
      expectShort(command.summary);
      expect(command.options.length).toBeLessThanOrEqual(limits.options);
      for (const option of command.options) {
        expect(Object.keys(optionNames)).toContain(option.name);
        expectShort(option.summary);
        expect(option.choices?.length ?? 0).toBeLessThanOrEqual(limits.choices);
        for (const { value, label } of option.choices ?? []) {
          expect(value).toMatch(/^\S{1,100}$/);
          expectShort(label);
        }
        // A choice without values can never be given.
        if (option.kind === 'choice') expect(option.choices?.length ?? 0).toBeGreaterThan(0);
      }
    });

    it.each(book.all)('/$path takes each option once, the required ones first', ({ command: { options } }) => {
      const names = options.map(({ name }) => name);
      expect(new Set(names).size).toBe(names.length);
      const required = options.map((option) => option.required === true);
      expect(required).toEqual(required.toSorted((a, b) => Number(b) - Number(a)));
    });

    it.each(book.all)('/$path completes the options it says it completes', ({ command }) => {
      if (command.options.some(({ completes }) => completes === true)) expect(command.complete).toBeTypeOf('function');
    });

    it.each(book.all)('/$path has examples that are read as they are written', (named) => {
      expect(named.command.examples.length).toBeGreaterThan(0);
      for (const example of named.command.examples) expectReadable(example, named);
    });

    it.each(found)('/$name says the same in every language, with the same places', ({ part, modules }) => {
      const sentences = [...sentencesIn(part), ...modules.flatMap((module) => sentencesIn(module))];
      expect(sentences.length).toBeGreaterThan(0);
      for (const { en, de } of sentences)
        expect({ text: en, places: placesIn(de, 'de') }).toEqual({ text: en, places: placesIn(en, 'en') });
    });
  });

  function expectReadable(example: string, named: NamedCommand): void {
    const lookup = book.lookup(example);
    if (lookup.found !== 'command') throw new Error(`${example} leads to ${lookup.found}`);
    expect(lookup.named.path).toBe(named.path);
    const args = checkArguments(named, readTypedArguments(named, lookup.rest));
    if (named.command.opens !== 'form') expect(missingOption(named, args)).toBeUndefined();
  }
}

function expectShort(text: Localized): void {
  for (const language of ['en', 'de']) {
    const said = say(language, text, {});
    expect(said.length, said).toBeLessThanOrEqual(limits.summary);
    expect(said.trim(), said).not.toBe('');
    expect(said).not.toContain('\n');
  }
}

/** Every sentence that can be reached from what a module exports. */
function sentencesIn(value: unknown, seen: Set<unknown> = new Set()): readonly Localized[] {
  if (typeof value !== 'object' || value === null || seen.has(value)) return [];
  seen.add(value);
  if (isSentence(value)) return [value];
  return Object.values(value).flatMap((inner) => sentencesIn(inner, seen));
}

function isSentence(value: object): value is Localized {
  return 'en' in value && 'de' in value && typeof value.en === 'string' && typeof value.de === 'string';
}

/** The places of an ICU message, branches included, by name. */
function placesIn(text: string, language: string): readonly string[] {
  const names = new Set<string>();
  const walk = (node: unknown): void => {
    if (typeof node !== 'object' || node === null) return;
    // Everything but plain text (0) and the number of a plural (7) stands for a place.
    if ('type' in node && 'value' in node && typeof node.value === 'string' && node.type !== 0 && node.type !== 7) names.add(node.value);
    for (const inner of Object.values(node)) walk(inner);
  };
  walk(new IntlMessageFormat(text, language, undefined, { ignoreTag: true }).getAst());
  return [...names].sort();
}

/** A part as its folder exports it. */
export function isPart(value: unknown): value is CommandPart {
  if (typeof value !== 'object' || value === null || !('summary' in value)) return false;
  return 'subcommands' in value ? Array.isArray(value.subcommands) : typeof Reflect.get(value, 'run') === 'function';
}
