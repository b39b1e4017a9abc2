import { parseArgs } from 'node:util';
import { BotError } from '../../core/errors.ts';
import { nearestWord } from '../../core/events/nearest-word.ts';

/** What was asked for on the command line. */
export type Asked =
  | { readonly command: 'start' }
  | { readonly command: 'chat'; readonly json: boolean; readonly stream: boolean }
  | { readonly command: 'help' }
  | { readonly command: 'version' };

export const usage = `Usage: npm start [-- COMMAND]

  (nothing)               start the bot: a chat in this terminal
  chat                    a chat in this terminal
  chat --json             the same for scripts: JSON lines in, JSON lines out
  chat --json --stream    and every piece of an answer as it is written
  --help, --version

Settings are environment variables or lines of a file .env; .env.example lists them all.`;

/** Throws `usage` naming the word at fault. */
export function parseArguments(argv: readonly string[]): Asked {
  const { values, positionals } = parse(argv);
  const { help = false, version = false, json = false, stream = false } = values;
  if (help) return { command: 'help' };
  if (version) return { command: 'version' };
  const [word, ...extra] = positionals;
  if (extra[0] !== undefined) throw new BotError('usage', `${extra[0]} is one word too many.`, { field: extra[0] });
  if (stream && !json) throw new BotError('usage', '--stream goes with chat --json.', { field: '--stream' });
  if (word === 'chat') return { command: 'chat', json, stream };
  if (word !== undefined) throw unknown(word, ['chat'], 'command');
  if (json) throw new BotError('usage', '--json goes with chat.', { field: '--json' });
  return { command: 'start' };
}

const options = {
  help: { type: 'boolean', short: 'h' },
  version: { type: 'boolean' },
  json: { type: 'boolean' },
  stream: { type: 'boolean' },
} as const;

function parse(argv: readonly string[]) {
  const strange = argv.find((word) => word.startsWith('-') && word !== '-h' && !Object.keys(options).includes(word.slice(2)));
  if (strange !== undefined)
    throw unknown(
      strange,
      Object.keys(options).map((name) => `--${name}`),
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
