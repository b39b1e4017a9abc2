import { parseArgs } from 'node:util';
import { crash } from './crash.ts';
import { crashDiscord } from './crash-discord.ts';
import { crashMatrix } from './crash-matrix.ts';
import { discordStream } from './discord-stream.ts';
import { matrix } from './matrix.ts';
import { matrixStream } from './matrix-stream.ts';
import { prompt } from './prompt.ts';
import { stream } from './stream.ts';
import { turn } from './turn.ts';

// `npm run --silent bench -- NAME [--json] …`: figures, never a verdict.
type Bench = (options: Readonly<Record<string, number>>) => Promise<object>;
const benches: Readonly<Record<string, Bench>> = {
  turn,
  crash,
  prompt,
  stream,
  matrix,
  'discord-stream': discordStream,
  'matrix-stream': matrixStream,
};
/** The same bench over another platform than the terminal. */
const elsewhere: Readonly<Record<string, Readonly<Record<string, Bench>>>> = { crash: { discord: crashDiscord, matrix: crashMatrix } };
const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    json: { type: 'boolean' },
    messages: { type: 'string' },
    turns: { type: 'string' },
    kills: { type: 'string' },
    streams: { type: 'string' },
    'tokens-per-second': { type: 'string' },
    platform: { type: 'string' },
  },
});
const name = positionals[0] ?? '';
const { json, platform = 'terminal', ...numbers } = values;
const there = platform === 'terminal' ? benches : { [name]: elsewhere[name]?.[platform] };
const bench = Object.hasOwn(there, name) ? there[name] : undefined;
const options = Object.entries(numbers).flatMap(([key, value]) => (typeof value === 'string' ? [[key, Number(value)] as const] : []));
const strange = options.find(([, value]) => !Number.isSafeInteger(value) || value < 1);
if (bench === undefined || strange !== undefined) {
  const where = platform === 'terminal' ? '' : ` for the platform "${platform}"`;
  const reason = bench === undefined ? `No bench is called "${name}"${where}.` : `--${strange?.[0]} takes a whole number from 1 on.`;
  process.stderr.write(`${reason} There are: ${Object.keys(benches).join(', ')}. Usage: npm run --silent bench -- NAME [--json]\n`);
  process.exit(2);
}
const figures = await bench(Object.fromEntries(options));
process.stdout.write(`${json === true ? JSON.stringify(figures) : JSON.stringify(figures, null, 2)}\n`);
process.exit(0);
