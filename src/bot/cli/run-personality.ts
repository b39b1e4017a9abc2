import { readFile, stat } from 'node:fs/promises';
import { basename } from 'node:path';
import { z } from 'zod';
import { BotError } from '../../core/errors.ts';
import { decodeXml } from '../../core/personalities/xml/decode-xml.ts';
import { doJob } from './offline-jobs.ts';
import type { Asked } from './parse-arguments.ts';
import { validatePersonality } from './validate-personality.ts';

/** Largest file that is read, in bytes; the reader's own limit is in characters. */
const largest = 1024 * 1024;

const imported = z.object({ id: z.string(), name: z.string(), revision: z.number() });
const exported = z.object({ name: z.string(), xml: z.string() });
const several = z.object({ found: z.array(z.string()) });

type PersonalityAsked = Extract<Asked, { readonly command: 'validate' | 'import' | 'export' }>;

/** `personality validate|import|export`: the exit code; what was asked for is on stdout. */
export async function runPersonality(asked: PersonalityAsked): Promise<number> {
  switch (asked.command) {
    case 'validate':
      return validate(asked);
    case 'import':
      return importOne(asked);
    case 'export':
      return exportOne(asked.name);
  }
}

async function validate({ file, json }: Extract<Asked, { readonly command: 'validate' }>): Promise<number> {
  const { faults } = await validatePersonality(file);
  if (json) process.stdout.write(`${JSON.stringify({ faults })}\n`);
  else if (faults.length === 0) process.stdout.write(`${file}: nothing wrong.\n`);
  else for (const { line, column, message } of faults) process.stdout.write(`${file} line ${line}, column ${column}: ${message}\n`);
  return faults.length === 0 ? 0 : 7;
}

async function importOne({ file, json }: Extract<Asked, { readonly command: 'import' }>): Promise<number> {
  const answer = imported.parse(await doJob('import', { xml: await readText(file), file: basename(file) }));
  process.stdout.write(json ? `${JSON.stringify(answer)}\n` : `${answer.name} is here now. In a chat: /personality use ${answer.id}\n`);
  return 0;
}

async function exportOne(name: string): Promise<number> {
  const answer = await doJob('export', { name });
  const found = several.safeParse(answer);
  if (found.success) {
    const { found: names } = found.data;
    const reason =
      names.length === 0 ? `I don't know ${name}.` : `There is more than one ${name}: ${names.join(', ')}. Use the word in brackets.`;
    throw new BotError('usage', reason, { field: name });
  }
  process.stdout.write(exported.parse(answer).xml);
  return 0;
}

/** The text of a file. A folder, a picture or something far too large is refused with what it is. */
async function readText(file: string): Promise<string> {
  const facts = await stat(file).catch(() => undefined);
  if (facts === undefined) throw unreadable(file, 'is not there');
  if (facts.isDirectory()) throw unreadable(file, 'is a folder; name one file in it');
  if (!facts.isFile()) throw unreadable(file, 'is not a file');
  if (facts.size > largest) throw unreadable(file, `has ${Math.ceil(facts.size / 1024 / 1024)} MB; a personality has at most 256 KB`);
  const bytes = await readFile(file).catch(() => {
    throw unreadable(file, 'cannot be read');
  });
  const decoded = decodeXml(bytes);
  if (decoded.ok) return decoded.xml;
  throw unreadable(file, decoded.fault.message);
}

function unreadable(file: string, reason: string): BotError {
  return new BotError('usage', `${basename(file)} ${reason}. Nothing was imported.`, { field: file });
}
