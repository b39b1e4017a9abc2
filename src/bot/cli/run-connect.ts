import { createInterface } from 'node:readline/promises';
import { BotError } from '../../core/errors.ts';
import { nearestWord } from '../../core/events/nearest-word.ts';
import type { Connector } from '../../core/ports/connector.ts';
import { createSay, nearestLanguage } from '../../core/texts/create-say.ts';
import { doJob, findConnectors } from './offline-jobs.ts';
import type { Asked } from './parse-arguments.ts';

/** A connector that has not found out by then is given up, in milliseconds. */
const patienceMs = 15_000;

/** `connect [NAME [ADDRESS]]`: asks what was not given (in a terminal), checks, keeps. The exit code. */
export async function runConnect({ name, value, json }: Extract<Asked, { readonly command: 'connect' }>): Promise<number> {
  const connectors = await findConnectors();
  const say = createSay();
  const language = nearestLanguage(Intl.DateTimeFormat().resolvedOptions().locale);
  if (name === undefined) {
    const list = connectors.map((connector) => ({ name: connector.name, summary: say(language, connector.summary, {}) }));
    if (json) process.stdout.write(`${JSON.stringify({ connectors: list })}\n`);
    else for (const one of list) process.stdout.write(`connect ${one.name} · ${one.summary}\n`);
    return 0;
  }
  const connector = find(connectors, name);
  const values = await ask(connector, value, language);
  const found = await connector.check(values, AbortSignal.timeout(patienceMs));
  if (!found.ok) {
    const reason = say(language, found.reason, {});
    process.stderr.write(`${reason}\n`);
    if (json) process.stdout.write(`${JSON.stringify({ ok: false, field: found.field, message: reason })}\n`);
    return 7;
  }
  await doJob('connect', found.store);
  const notes = found.notes.map((note) => say(language, note, {}));
  if (json) process.stdout.write(`${JSON.stringify({ ok: true, notes, stored: Object.keys(found.store) })}\n`);
  else process.stdout.write(`${notes.join('\n')}\nKept. Next: npm start\n`);
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

/** What was not given is asked, where somebody sits; elsewhere the connector looks for itself. */
async function ask(connector: Connector, value: string | undefined, language: 'en' | 'de'): Promise<Readonly<Record<string, string>>> {
  const [first, ...rest] = connector.fields(language);
  const given: Record<string, string> = first === undefined ? {} : { [first.id]: value ?? '' };
  if (value !== undefined || !process.stdin.isTTY) return { ...given, ...Object.fromEntries(rest.map(({ id }) => [id, ''])) };
  const lines = createInterface({ input: process.stdin, output: process.stderr });
  try {
    for (const { id, label, help } of connector.fields(language)) {
      process.stderr.write(`${help}\n`);
      given[id] = (await lines.question(`${label} › `)).trim();
    }
  } finally {
    lines.close();
  }
  return given;
}
