import { z } from 'zod';
import { BotError } from '../../core/errors.ts';
import { readPersonalityFile } from '../read-personality-file.ts';
import { doJob } from './offline-jobs.ts';
import type { Asked } from './parse-arguments.ts';
import { validatePersonality } from './validate-personality.ts';

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
  const { name, xml } = await readPersonalityFile(file);
  const answer = imported.parse(await doJob('import', { xml, file: name }));
  const typed = /\s/.test(answer.name) ? `"${answer.name}"` : answer.name;
  process.stdout.write(json ? `${JSON.stringify(answer)}\n` : `${answer.name} is here now. In a chat: /personality use ${typed}\n`);
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
  await writeWhole(exported.parse(answer).xml);
  return 0;
}

/** A pipe takes 64 KiB at a time, and the process ends after this: resolves when the reader has it all, or is gone. */
function writeWhole(text: string): Promise<void> {
  return new Promise((resolve) => {
    process.stdout.once('error', () => resolve()).write(text, () => resolve());
  });
}
