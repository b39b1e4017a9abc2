import { chmod, rm } from 'node:fs/promises';
import { createConnection, createServer, type Socket } from 'node:net';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { z } from 'zod';
import { BotError, type ErrorCode, errorCatalogue, toBotError } from '../core/errors.ts';
import { createSay } from '../core/texts/create-say.ts';

/** What another process may ask a running bot to do in its place, since only one may write: by name, with one argument. */
export type WriterJobs = Readonly<Record<string, (argument: unknown) => Promise<unknown>>>;

const request = z.object({ job: z.string(), argument: z.unknown() });
const response = z.union([z.object({ ok: z.unknown() }), z.object({ error: z.object({ code: z.string(), message: z.string() }) })]);

/** Named pipes on Windows live in a place of their own. */
function socketPath(folder: string): string {
  return process.platform === 'win32' ? join('\\\\.\\pipe', folder.replaceAll(/[^\w]/g, '_')) : join(folder, 'bot.sock');
}

/** Serves one job per line on a 0600 socket in the data folder. The folder's lock is held, so an old socket file is a leftover. */
export async function serveWriters(folder: string, jobs: WriterJobs): Promise<{ close(): Promise<void> }> {
  const path = socketPath(folder);
  await rm(path, { force: true });
  const sockets = new Set<Socket>();
  const server = createServer((socket) => {
    sockets.add(socket.on('close', () => sockets.delete(socket)).on('error', () => socket.destroy()));
    createInterface({ input: socket }).on(
      'line',
      (line) => void run(jobs, line).then((answer) => socket.write(`${JSON.stringify(answer)}\n`)),
    );
  });
  const { promise, resolve, reject } = Promise.withResolvers<void>();
  server.once('error', reject).listen(path, resolve);
  await promise;
  if (process.platform !== 'win32') await chmod(path, 0o600);
  return {
    async close() {
      for (const socket of sockets) socket.destroy();
      await new Promise((done) => server.close(done));
    },
  };
}

async function run(jobs: WriterJobs, line: string): Promise<z.infer<typeof response>> {
  try {
    const { job, argument } = request.parse(JSON.parse(line));
    const work = Object.hasOwn(jobs, job) ? jobs[job] : undefined;
    if (work === undefined) throw new BotError('usage', `this bot has no job ${job}`);
    return { ok: (await work(argument)) ?? null };
  } catch (thrown) {
    const { code, message, advice } = toBotError(thrown);
    // Advice is for people, and people read what the command line prints.
    const words = advice === undefined ? message : createSay()(Intl.DateTimeFormat().resolvedOptions().locale, advice, {});
    return { error: { code, message: words } };
  }
}

/** Asks the bot that runs on this data folder; undefined when none does. */
export async function askBot(folder: string, job: string, argument: unknown = null): Promise<unknown> {
  const { promise, resolve, reject } = Promise.withResolvers<string | undefined>();
  const socket = createConnection(socketPath(folder));
  socket.on('error', () => resolve(undefined)).once('close', () => reject(new BotError('bug', 'the bot hung up')));
  createInterface({ input: socket })
    .once('line', resolve)
    .on('error', () => resolve(undefined));
  socket.write(`${JSON.stringify({ job, argument })}\n`);
  const line = await promise.finally(() => socket.destroy());
  if (line === undefined) return undefined;
  const answer = response.parse(JSON.parse(line));
  if ('error' in answer) throw new BotError(isErrorCode(answer.error.code) ? answer.error.code : 'bug', answer.error.message);
  return answer.ok;
}

function isErrorCode(code: string): code is ErrorCode {
  return Object.hasOwn(errorCatalogue, code);
}
