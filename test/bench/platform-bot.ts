import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Hold, PhaseReport } from './phases.ts';

const plainBot = join(import.meta.dirname, '../twins/model/bot.program.ts');

/** With the compile cache below it, what the start script and the launcher give to Node. */
const nodeFlags = ['--max-semi-space-size=4'];

/** One life of the bot on the bench's own server, as a service would run it. */
export interface PlatformBot {
  /** Only the crash bench's program listens to it. */
  hold(hold: Hold): void;
  /** What it holds in memory now, in MiB. */
  rssMb(): number;
  kill(): Promise<void>;
  /** Asks it to end; resolves with the exit code. */
  finish(): Promise<number | null>;
}

export interface BotPlan {
  /** The platform that says when it is ready, and the settings that name the server. */
  readonly platform: string;
  readonly env: Readonly<Record<string, string>>;
  readonly folder: string;
  /** The model's. */
  readonly port: number;
  /** Another program than the plain bot. */
  readonly program?: string;
  readonly onPhase?: (report: PhaseReport) => void;
}

/** Starts it and resolves when it says that it is ready. */
export async function startPlatformBot({ platform, env, folder, port, program = plainBot, onPhase }: BotPlan): Promise<PlatformBot> {
  const child: ChildProcess = spawn(process.execPath, [...nodeFlags, program], {
    cwd: tmpdir(),
    stdio: ['ignore', 'ignore', 'pipe', 'ipc'],
    env: {
      PATH: process.env['PATH'] ?? '',
      LANG: 'en_US.UTF-8',
      NODE_COMPILE_CACHE: join(tmpdir(), 'node-compile-cache'),
      LOG_LEVEL: process.env['LOG_LEVEL'] ?? 'error',
      MIACHAT_DATA_DIR: folder,
      MIACHAT_PROVIDER: 'wire',
      WIRE_PORT: String(port),
      ...env,
    },
  });
  const exited = once(child, 'exit');
  child.on('message', (report: PhaseReport) => onPhase?.(report));
  const ready = Promise.withResolvers<void>();
  let said = '';
  child.stderr?.setEncoding('utf8').on('data', (text: string) => {
    said += text;
    if (said.includes(`ready: ${platform} as `)) ready.resolve();
    if (process.env['LOG_LEVEL'] !== undefined) process.stderr.write(text);
  });
  await Promise.race([
    ready.promise,
    exited.then(([code]) => Promise.reject(new Error(`the bot left with ${code} while starting: ${said}`))),
  ]);
  return {
    // It may be gone already.
    hold: (hold) => void child.send(hold, () => undefined),
    rssMb: () => Math.round(Number(/VmRSS:\s+(\d+)/.exec(readFileSync(`/proc/${child.pid}/status`, 'utf8'))?.[1]) / 1024),
    async kill() {
      child.kill('SIGKILL');
      await exited;
    },
    async finish() {
      child.kill('SIGTERM');
      const [code] = await exited;
      return typeof code === 'number' ? code : null;
    },
  };
}
