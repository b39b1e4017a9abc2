import { parseArgs } from 'node:util';
import { BotError } from '../../core/errors.ts';
import { nearestWord } from '../../core/events/nearest-word.ts';

/** What was asked for on the command line. */
export type Asked =
  | { readonly command: 'start' }
  | { readonly command: 'chat'; readonly json: boolean; readonly stream: boolean }
  | { readonly command: 'validate'; readonly file: string; readonly json: boolean }
  | { readonly command: 'import'; readonly file: string; readonly json: boolean }
  | { readonly command: 'export'; readonly name: string }
  | {
      readonly command: 'connect';
      readonly name: string | undefined;
      readonly value: string | undefined;
      readonly json: boolean;
      /** What is to be printed instead. */
      readonly print?: string;
    }
  | { readonly command: 'rotate'; readonly json: boolean }
  /** `key`: name of the key that is lost. */
  | { readonly command: 'forget'; readonly key: string; readonly json: boolean }
  | { readonly command: 'help' }
  | { readonly command: 'version' };

export const usage = `Usage: npm start [-- COMMAND]

  (nothing)                    start the bot: a chat in this terminal
  chat                         a chat in this terminal
  chat --json                  the same for scripts: JSON lines in, JSON lines out
  chat --json --stream         and every piece of an answer as it is written
  connect [NAME [ADDRESS]]     connect a model or a platform: asks, checks, keeps
  connect matrix --print-ratelimit   what lets a Synapse carry her answers more smoothly
  personality validate FILE    everything wrong with a personality file, with line and column
  personality import FILE      make a personality of it
  personality export NAME      print one as XML
  keys rotate                  seal every secret with a new key and drop the old one
  keys forget KEY              remove what was sealed with a key that is lost for good
  --help, --version

--json also goes with connect, keys, personality validate and personality import.
Settings are environment variables or lines of a file .env; .env.example lists them all.`;

const words = ['chat', 'connect', 'keys', 'personality'];
const keyWords = ['rotate', 'forget'] as const;
const personalityWords = ['validate', 'import', 'export'] as const;

/** Throws `usage` naming the word at fault. */
export function parseArguments(argv: readonly string[]): Asked {
  const print = argv.find((word) => printOption.test(word));
  if (print !== undefined) return parsePrint(argv, print);
  const { values, positionals } = parse(argv);
  const { help = false, version = false, json = false, stream = false, format } = values;
  if (help) return { command: 'help' };
  if (version) return { command: 'version' };
  const [word, ...rest] = positionals;
  if (stream && !(json && word === 'chat')) throw new BotError('usage', '--stream goes with chat --json.', { field: '--stream' });
  if (format !== undefined && !(word === 'personality' && rest[0] === 'export'))
    throw new BotError('usage', '--format goes with personality export.', { field: '--format' });
  switch (word) {
    case undefined:
      if (json) throw new BotError('usage', '--json goes with chat.', { field: '--json' });
      return { command: 'start' };
    case 'chat':
      noMore(rest, 0);
      return { command: 'chat', json, stream };
    case 'connect':
      noMore(rest, 2);
      return { command: 'connect', name: rest[0], value: rest[1], json };
    case 'keys':
      return parseKeys(rest, json);
    case 'personality':
      return parsePersonality(rest, { json, format });
    default:
      throw unknown(word, words, 'command');
  }
}

const printOption = /^--print-[a-z]+$/;

function parsePrint(argv: readonly string[], option: string): Asked {
  const [word, name, ...more] = argv.filter((one) => one !== option);
  if (word !== 'connect' || name === undefined || more.length > 0)
    throw new BotError('usage', `${option} goes with connect NAME, and nothing else.`, { field: option });
  return { command: 'connect', name, value: undefined, json: false, print: option.slice('--print-'.length) };
}

function parsePersonality(
  rest: readonly string[],
  { json, format }: { readonly json: boolean; readonly format: string | undefined },
): Asked {
  const [word = '', subject] = rest;
  const command = personalityWords.find((known) => known === word);
  if (command === undefined) {
    if (word === '') throw new BotError('usage', `personality needs one of: ${personalityWords.join(', ')}.`, { field: 'personality' });
    throw unknown(word, personalityWords, 'command personality');
  }
  if (subject === undefined)
    throw new BotError('usage', command === 'export' ? 'personality export needs a NAME.' : `personality ${command} needs a FILE.`, {
      field: command,
    });
  noMore(rest, 2);
  if (command !== 'export') return { command, file: subject, json };
  if (format !== undefined && format !== 'xml') throw new BotError('usage', '--format can be xml.', { field: '--format' });
  if (json) throw new BotError('usage', '--json does not go with personality export.', { field: '--json' });
  return { command, name: subject };
}

function parseKeys(rest: readonly string[], json: boolean): Asked {
  const [word = '', key] = rest;
  if (word === '') throw new BotError('usage', `keys needs one of: ${keyWords.join(', ')}.`, { field: 'keys' });
  const command = keyWords.find((known) => known === word);
  if (command === undefined) throw unknown(word, keyWords, 'command keys');
  if (command === 'forget' && key === undefined)
    throw new BotError('usage', 'keys forget needs the KEY that is lost.', { field: 'forget' });
  noMore(rest, command === 'forget' ? 2 : 1);
  return command === 'rotate' || key === undefined ? { command: 'rotate', json } : { command, key, json };
}

function noMore(rest: readonly string[], most: number): void {
  const extra = rest[most];
  if (extra !== undefined) throw new BotError('usage', `${extra} is one word too many.`, { field: extra });
}

const options = {
  help: { type: 'boolean', short: 'h' },
  version: { type: 'boolean' },
  json: { type: 'boolean' },
  stream: { type: 'boolean' },
  format: { type: 'string' },
} as const;

function parse(argv: readonly string[]) {
  const known = Object.keys(options);
  const strange = argv.find((word) => word.startsWith('-') && word !== '-h' && !known.includes(word.slice(2).split('=')[0] ?? ''));
  if (strange !== undefined)
    throw unknown(
      strange,
      known.map((name) => `--${name}`),
      'option',
    );
  try {
    return parseArgs({ args: [...argv], options, allowPositionals: true });
  } catch (cause) {
    throw new BotError('usage', 'The options cannot be read.', { cause });
  }
}

function unknown(word: string, known: readonly string[], kind: string): BotError {
  const near = nearestWord(word, known);
  return new BotError('usage', `I don't know the ${kind} ${word}.${near === undefined ? '' : ` Did you mean ${near}?`}`, { field: word });
}
