import { type ChildProcess, fork, spawn } from 'node:child_process';
import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { rm } from 'node:fs/promises';
import { loadavg, tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { freshFolder } from '../journeys/probe.ts';
import { percentiles } from './percentiles.ts';
import { steadyMs } from './steady-ms.ts';
import { streamWord } from './stream-word.ts';

/** So long each answer lasts. */
const seconds = 10;
const patienceMs = 180_000;

/** What came of one answer. */
interface Streamed {
  /** All that was shown while it was being written. */
  shown: string;
  firstMs: number | undefined;
  reply: string | undefined;
}

/** So many people in DMs of their own get an answer at the same time, over the probe, with the real store and a model in another process. */
export async function stream({ streams = 500, 'tokens-per-second': pace = 30 }: Readonly<Record<string, number>>): Promise<object> {
  const folder = freshFolder();
  const model = fork(join(import.meta.dirname, 'stream-model.program.ts'));
  const [port] = await once(model, 'message');
  const bot = startBot(folder, Number(port));
  const all = new Map<string, Streamed>();
  const ready = Promise.withResolvers<void>();
  const done = Promise.withResolvers<void>();
  let open = streams;
  createInterface({ input: bot.stdout ?? process.stdin }).on('line', (text) => {
    const at = steadyMs();
    const line: { type: string; to?: string; at?: number; text?: string } = JSON.parse(text);
    if (line.type === 'ready') ready.resolve();
    const one = all.get(line.to ?? '');
    if (one === undefined) return;
    if (line.type === 'delta') {
      one.firstMs ??= at - Number.parseFloat(line.text ?? '');
      one.shown = one.shown.slice(0, line.at) + (line.text ?? '');
    } else if (line.type === 'reply' || line.type === 'error') {
      one.reply = line.text ?? '';
      open -= 1;
      if (open === 0) done.resolve();
    }
  });
  const left = once(bot, 'exit').then(([code]) => Promise.reject(new Error(`the bot left with ${code}`)));
  left.catch(() => undefined);
  await Promise.race([ready.promise, left]);
  bot.send('begin');
  for (let count = 0; count < streams; count += 1) {
    const id = `q${count}`;
    all.set(id, { shown: '', firstMs: undefined, reply: undefined });
    bot.stdin?.write(`${JSON.stringify({ type: 'message', id, from: `p${count}`, text: `${pace * seconds} words, ${pace} a second` })}\n`);
  }
  const late = setTimeout(() => done.resolve(), patienceMs);
  await Promise.race([done.promise, left]);
  clearTimeout(late);
  const rss = Number(/VmRSS:\s+(\d+)/.exec(readFileSync(`/proc/${bot.pid}/status`, 'utf8'))?.[1]);
  bot.send('end');
  const [delay]: { p50: number; p99: number; max: number }[] = await once(bot, 'message');
  bot.kill('SIGTERM');
  await left.catch(() => undefined);
  model.disconnect();
  await rm(folder, { recursive: true, force: true });
  process.stderr.write(
    `load of the machine: ${loadavg()
      .map((load) => load.toFixed(1))
      .join(' ')}; longest delay of the loop: ${delay?.max.toFixed(0)} ms\n`,
  );
  const figures = [...all.values()];
  const { p50, p99 } = percentiles(figures.flatMap(({ firstMs }) => firstMs ?? []));
  return {
    streams,
    loop_delay_ms: { p50: rounded(delay?.p50), p99: rounded(delay?.p99) },
    first_token_overhead_ms: { p50, p99 },
    lost: figures.filter((one) => !isWhole(one, pace * seconds)).length,
    rss_mb: Math.round(rss / 1024),
  };
}

/** As a service would be run, with a line to ask it how it is. */
function startBot(folder: string, port: number): ChildProcess {
  const program = join(import.meta.dirname, 'stream-bot.program.ts');
  return spawn(process.execPath, ['--max-semi-space-size=4', program, 'chat', '--json', '--stream'], {
    cwd: tmpdir(),
    stdio: ['pipe', 'pipe', 'inherit', 'ipc'],
    env: {
      PATH: process.env['PATH'] ?? '',
      LANG: 'en_US.UTF-8',
      NODE_COMPILE_CACHE: join(tmpdir(), 'node-compile-cache'),
      LOG_LEVEL: process.env['LOG_LEVEL'] ?? 'error',
      MIACHAT_DATA_DIR: folder,
      MIACHAT_PROVIDER: 'wire',
      WIRE_PORT: String(port),
    },
  });
}

/** Every word came, once and in order, and what was shown on the way is what stands there in the end. */
function isWhole({ reply, shown }: Streamed, count: number): boolean {
  const words = Array.from({ length: count - 1 }, (_, index) => streamWord(index + 1)).join('');
  return reply !== undefined && /^[\d.]+$/.test(reply.slice(0, reply.length - words.length)) && reply.endsWith(words) && shown === reply;
}

function rounded(ms = 0): number {
  return Math.round(ms * 100) / 100;
}
