import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { freshFolder, noModel } from './probe.ts';

const launcher = join(import.meta.dirname, '../../bin/miachat.mjs');

export interface Outcome {
  readonly code: number;
  readonly out: string;
  readonly err: string;
}

/** Runs the bot to its end with this input, as a script would. */
export async function runBot(
  input: string | Buffer,
  {
    args = [],
    env = {},
    folder = freshFolder(),
  }: { readonly args?: readonly string[]; readonly env?: Readonly<Record<string, string>>; readonly folder?: string } = {},
): Promise<Outcome> {
  const child = spawn(process.execPath, [launcher, ...args], {
    env: { PATH: process.env['PATH'] ?? '', LANG: 'en_US.UTF-8', LOG_LEVEL: 'warn', MIACHAT_DATA_DIR: folder, ...noModel, ...env },
    cwd: tmpdir(),
  });
  const read = { out: '', err: '' };
  child.stdout.setEncoding('utf8').on('data', (text: string) => {
    read.out += text;
  });
  child.stderr.setEncoding('utf8').on('data', (text: string) => {
    read.err += text;
  });
  child.stdin.on('error', () => undefined);
  child.stdin.end(input);
  const [code] = await once(child, 'close');
  return { code: typeof code === 'number' ? code : -1, ...read };
}
