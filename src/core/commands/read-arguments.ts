import type { Json } from '../answers/json.ts';
import { BotError } from '../errors.ts';
import { nearestWord } from '../events/nearest-word.ts';
import { literal } from '../texts/literal.ts';
import type { NamedCommand } from './command-book.ts';
import type { Option } from './option.ts';
import { readWords } from './read-words.ts';

/** Longest text of an option that names no length of its own, in UTF-16 units. */
const longest = 20_000;

/** Arguments from the words of a typed line: in order, or as `name=value`. Throws `invalid-option` naming the option at fault. */
export function readTypedArguments(named: NamedCommand, line: string): Readonly<Record<string, Json>> {
  const { options } = named.command;
  const args: Record<string, Json> = {};
  const take = (option: Option, value: string): void => {
    if (option.name in args) throw twice(named, option);
    args[option.name] = value;
  };
  const [only] = options;
  // A lone text takes the line as it is, quotes and all: they may be part of what is said.
  if (options.length === 1 && only?.kind === 'text' && only.completes !== true)
    return line.trim() === '' ? {} : { [only.name]: line.trim() };
  const words = readWords(line);
  for (const word of words) {
    const option = options.find(({ name }) => name === word.name);
    if (word.name !== undefined && option !== undefined) {
      take(option, word.text);
      continue;
    }
    const next = options.find(({ name }) => !(name in args));
    if (next === undefined) throw tooMany(named, word.text);
    if (next.kind === 'text' && !word.isQuoted) {
      take(next, line.slice(word.start).trim());
      return args;
    }
    take(next, word.name === undefined ? word.text : `${word.name}=${word.text}`);
  }
  return args;
}

/** Every argument with its option's kind, or `invalid-option` saying which one and why. Nothing that is no option passes. */
export function checkArguments(named: NamedCommand, given: Readonly<Record<string, Json>>): Readonly<Record<string, Json>> {
  const { options } = named.command;
  const known: readonly string[] = options.map(({ name }) => name);
  const args: Record<string, Json> = {};
  for (const [name, value] of Object.entries(given)) {
    const option = options.find((candidate) => candidate.name === name);
    if (option === undefined) throw strange(named, name, known);
    if (value === null || value === '') continue;
    args[name] = checkOne(named, option, value);
  }
  return args;
}

/** The required option that is still missing, if any. */
export function missingOption({ command }: NamedCommand, args: Readonly<Record<string, Json>>): Option | undefined {
  return command.options.find(({ name, required }) => required === true && args[name] === undefined);
}

/** `/personality use NAME`: how a command is typed. */
export function usageOf({ path, command }: NamedCommand): string {
  const words = command.options.map(({ name, required }) => (required === true ? name.toUpperCase() : `[${name.toUpperCase()}]`));
  return ['/', [path, ...words].join(' ')].join('');
}

export function missing(named: NamedCommand, option: Option): BotError {
  const [example] = named.command.examples;
  return invalid(option.name, {
    en: `/${named.path} needs ${option.name.toUpperCase()}: ${literal(option.summary.en)}. ${literal(usageOf(named))}${example === undefined ? '' : ` · for example: /${literal(example)}`}`,
    de: `/${named.path} braucht ${option.name.toUpperCase()}: ${literal(option.summary.de)}. ${literal(usageOf(named))}${example === undefined ? '' : ` · zum Beispiel: /${literal(example)}`}`,
  });
}

function checkOne(named: NamedCommand, option: Option, value: Json): Json {
  switch (option.kind) {
    case 'number':
      return checkNumber(option, value);
    case 'flag':
      return checkFlag(option, value);
    case 'choice':
      return checkChoice(option, value);
    case 'word':
    case 'text':
    case 'file':
      return checkText(named, option, value);
  }
}

function checkText(named: NamedCommand, option: Option, value: Json): string {
  const text = typeof value === 'number' || typeof value === 'boolean' ? String(value) : value;
  if (typeof text !== 'string') throw invalid(option.name, { en: `${option.name} takes text.`, de: `${option.name} braucht Text.` });
  if (text.trim() === '') throw missing(named, option);
  const most = option.maxLength ?? longest;
  if (text.length > most)
    throw invalid(option.name, {
      en: `${option.name}: ${text.length} characters, ${most} fit. Nothing was changed.`,
      de: `${option.name}: ${text.length} Zeichen, ${most} passen. Nichts wurde geändert.`,
    });
  return text;
}

function checkNumber(option: Option, value: Json): number {
  const number = typeof value === 'string' && /^-?\d{1,9}$/.test(value.trim()) ? Number(value) : value;
  const { min = 0, max = 1_000_000 } = option;
  if (typeof number !== 'number' || !Number.isInteger(number) || number < min || number > max)
    throw invalid(option.name, {
      en: `${option.name} must be a whole number from ${min} to ${max}.`,
      de: `${option.name} muss eine ganze Zahl von ${min} bis ${max} sein.`,
    });
  return number;
}

const yes = ['true', 'yes', 'y', 'on', '1', 'ja', 'j', 'an'];
const no = ['false', 'no', 'n', 'off', '0', 'nein', 'aus'];

function checkFlag(option: Option, value: Json): boolean {
  const word = String(value).toLowerCase();
  if (yes.includes(word)) return true;
  if (no.includes(word)) return false;
  throw invalid(option.name, { en: `${option.name} must be yes or no.`, de: `${option.name} muss ja oder nein sein.` });
}

function checkChoice(option: Option, value: Json): string {
  const known = (option.choices ?? []).map((choice) => choice.value);
  const word = String(value).toLowerCase();
  if (known.includes(word)) return word;
  const near = nearestWord(word, known);
  const list = literal(known.join(', '));
  throw invalid(option.name, {
    en: `${option.name} must be one of: ${list}.${near === undefined ? '' : ` Did you mean ${literal(near)}?`}`,
    de: `${option.name} muss eines davon sein: ${list}.${near === undefined ? '' : ` Meintest du ${literal(near)}?`}`,
  });
}

function twice({ path }: NamedCommand, { name }: Option): BotError {
  return invalid(name, { en: `/${path} got ${name} twice. Once is enough.`, de: `/${path} hat ${name} zweimal bekommen. Einmal genügt.` });
}

function tooMany(named: NamedCommand, word: string): BotError {
  const shown = literal(word.slice(0, 40));
  return invalid('command', {
    en: `"${shown}" is one word too many: ${literal(usageOf(named))}. Put a name of several words in quotation marks.`,
    de: `„${shown}“ ist ein Wort zu viel: ${literal(usageOf(named))}. Ein Name aus mehreren Wörtern gehört in Anführungszeichen.`,
  });
}

function strange(named: NamedCommand, name: string, known: readonly string[]): BotError {
  const near = nearestWord(name, known);
  const shown = literal(name.slice(0, 40));
  return invalid(name.slice(0, 40), {
    en: `/${named.path} has no option ${shown}.${near === undefined ? '' : ` Did you mean ${near}?`} ${literal(usageOf(named))}`,
    de: `/${named.path} kennt ${shown} nicht.${near === undefined ? '' : ` Meintest du ${near}?`} ${literal(usageOf(named))}`,
  });
}

function invalid(field: string, advice: { readonly en: string; readonly de: string }): BotError {
  return new BotError('invalid-option', 'an option is wrong', { field, advice });
}
