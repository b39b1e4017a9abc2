import { parseArgs } from 'node:util';
import { crash } from './crash.ts';
import { prompt } from './prompt.ts';
import { turn } from './turn.ts';

// `npm run --silent bench -- NAME [--json] …`: figures, never a verdict.
const benches: Readonly<Record<string, (options: Readonly<Record<string, number>>) => Promise<object>>> = { turn, crash, prompt };
const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: { json: { type: 'boolean' }, messages: { type: 'string' }, turns: { type: 'string' }, kills: { type: 'string' } },
});
const name = positionals[0] ?? '';
const bench = Object.hasOwn(benches, name) ? benches[name] : undefined;
const options = Object.entries(values).flatMap(([key, value]) => (typeof value === 'string' ? [[key, Number(value)] as const] : []));
const strange = options.find(([, value]) => !Number.isSafeInteger(value) || value < 1);
if (bench === undefined || strange !== undefined) {
  const reason = bench === undefined ? `No bench is called "${name}".` : `--${strange?.[0]} takes a whole number from 1 on.`;
  process.stderr.write(`${reason} There are: ${Object.keys(benches).join(', ')}. Usage: npm run --silent bench -- NAME [--json]\n`);
  process.exit(2);
}
const figures = await bench(Object.fromEntries(options));
process.stdout.write(`${values.json === true ? JSON.stringify(figures) : JSON.stringify(figures, null, 2)}\n`);
process.exit(0);
