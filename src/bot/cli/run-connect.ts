import { createInterface } from 'node:readline/promises';
import { text as readAll } from 'node:stream/consumers';
import { z } from 'zod';
import type { Field } from '../../core/answers/form.ts';
import { BotError } from '../../core/errors.ts';
import { nearestWord } from '../../core/events/nearest-word.ts';
import type { Connector } from '../../core/ports/connector.ts';
import { createSay, nearestLanguage } from '../../core/texts/create-say.ts';
import { askHidden } from './ask-hidden.ts';
import { doJob, findConnectors, findConnectorsAgain } from './offline-jobs.ts';
import type { Asked } from './parse-arguments.ts';

/** A connector that has not found out by then is given up, in milliseconds. */
const patienceMs = 15_000;
/** Exit code of whoever leaves with Ctrl-C before anything was kept. */
const left = 130;

const kept = z.object({ keyFile: z.string().optional(), started: z.array(z.string()).optional() });
const say = createSay();

/** `connect [NAME [ADDRESS]]`: asks what was not given (in a terminal), checks, keeps. The exit code. */
export async function runConnect({ name, value, json, print }: Extract<Asked, { readonly command: 'connect' }>): Promise<number> {
  const connectors = await (name === undefined ? findConnectors() : findConnectorsAgain());
  const language = nearestLanguage(Intl.DateTimeFormat().resolvedOptions().locale);
  if (name === undefined) {
    const list = connectors.map((connector) => ({ name: connector.name, summary: say(language, connector.summary, {}) }));
    if (json) process.stdout.write(`${JSON.stringify({ connectors: list })}\n`);
    else for (const one of list) process.stdout.write(`connect ${one.name} · ${one.summary}\n`);
    return 0;
  }
  const connector = find(connectors, name);
  if (print !== undefined) return printOne(connector, print);
  const values = await valuesFor(connector, value, language);
  if (values === undefined) return left;
  const found = await connector.check(values, AbortSignal.timeout(patienceMs));
  if (!found.ok) {
    const reason = say(language, found.reason, {});
    process.stderr.write(`${reason}\n`);
    if (json) process.stdout.write(`${JSON.stringify({ ok: false, field: found.field, message: reason })}\n`);
    return 7;
  }
  const { keyFile, started = [] } = kept.parse(await doJob('connect', found.store));
  const notes = found.notes.map((note) => say(language, note, {}));
  if (keyFile !== undefined)
    process.stderr.write(
      `A key was made: ${keyFile}. Copy it to a safe place apart from the data; without it the secrets cannot be read.\n`,
    );
  if (json) {
    process.stdout.write(
      `${JSON.stringify({ ok: true, notes, stored: Object.keys(found.store).filter((key) => found.store[key] !== '') })}\n`,
    );
    return 0;
  }
  process.stdout.write(`${notes.join('\n')}\n`);
  if (process.stdin.isTTY && connector.after !== undefined) await watch(connector.after.bind(connector), found.store, language);
  process.stdout.write(started.length > 0 ? 'Kept, and connected in the bot that runs.\n' : 'Kept. Next: npm start\n');
  return 0;
}

/** What comes after connecting, piece by piece on one line; Ctrl-C leaves it, everything is kept by then. */
async function watch(
  after: NonNullable<Connector['after']>,
  values: Readonly<Record<string, string>>,
  language: 'en' | 'de',
): Promise<void> {
  const leaving = new AbortController();
  const leave = (): void => leaving.abort();
  process.once('SIGINT', leave);
  let isBegun = false;
  try {
    for await (const piece of after(values, leaving.signal)) {
      process.stdout.write(`${isBegun ? '  ' : ''}${say(language, piece, {})}`);
      isBegun = true;
    }
  } finally {
    process.off('SIGINT', leave);
    if (isBegun) process.stdout.write('\n');
  }
}

function printOne({ name, prints = {} }: Connector, word: string): number {
  const text = prints[word];
  if (text === undefined) {
    const known = Object.keys(prints).map((one) => `--print-${one}`);
    throw new BotError('usage', `connect ${name} prints ${known.length === 0 ? 'nothing' : `only ${known.join(', ')}`}.`, {
      field: `--print-${word}`,
    });
  }
  process.stdout.write(`${text}\n`);
  return 0;
}

function find(connectors: readonly Connector[], name: string): Connector {
  const connector = connectors.find((one) => one.name === name.toLowerCase());
  if (connector !== undefined) return connector;
  const names = connectors.map((one) => one.name);
  const near = nearestWord(name, names);
  const hint = near === undefined ? `There is: ${names.join(', ')}.` : `Did you mean ${near}?`;
  throw new BotError('usage', `I can't connect ${name} yet. ${hint}`, { field: name });
}

/** What was not given is asked, where somebody sits; elsewhere a secret is the input's first line, and for the rest the connector looks itself. Undefined: they left. */
async function valuesFor(
  connector: Connector,
  value: string | undefined,
  language: 'en' | 'de',
): Promise<Readonly<Record<string, string>> | undefined> {
  const fields = connector.fields(language);
  const [first, ...rest] = fields;
  if (first === undefined) return {};
  const isSecret = first.kind === 'secret';
  if (isSecret && value !== undefined)
    throw new BotError(
      'usage',
      `A secret does not belong on the command line, where others can read it. npm start -- connect ${connector.name} asks for it.`,
      {
        field: first.id,
      },
    );
  const empty = Object.fromEntries(rest.map(({ id }) => [id, '']));
  if (value !== undefined) return { ...empty, [first.id]: value };
  if (process.stdin.isTTY) return askAll(fields);
  const piped = isSecret ? (await readAll(process.stdin)).split('\n')[0] : '';
  return { ...empty, [first.id]: piped?.trim() ?? '' };
}

async function askAll(fields: readonly Field[]): Promise<Readonly<Record<string, string>> | undefined> {
  const given: Record<string, string> = {};
  for (const { id, label, help, kind } of fields) {
    const isSecret = kind === 'secret';
    if (!isSecret) process.stderr.write(`${help}\n`);
    const answer = isSecret ? await askHidden(`${help}\n${label} › `, process.stdin, process.stderr) : await askOpen(`${label} › `);
    if (answer === undefined) return undefined;
    given[id] = answer.trim();
  }
  return given;
}

async function askOpen(prompt: string): Promise<string> {
  const lines = createInterface({ input: process.stdin, output: process.stderr });
  try {
    return await lines.question(prompt);
  } finally {
    lines.close();
  }
}
