import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { onTestFinished } from 'vitest';

const program = join(import.meta.dirname, '../twins/model/bot.program.ts');
/** A start takes a second; a machine with more to do may take its time over it. */
const patienceMs = 30_000;

/** The bot as a service would run it: its own process, no terminal. */
export interface SpawnedBot {
  stderr(): string;
  /** The exit code; null when a signal ended it. */
  kill(signal?: NodeJS.Signals): Promise<number | null>;
  readonly exited: Promise<number | null>;
}

export interface BotPlan {
  /** The platform that says when it is ready. */
  readonly platform: string;
  readonly folder: string;
  /** The test's own model. */
  readonly modelPort: number;
  readonly env: Readonly<Record<string, string>>;
}

/** Starts the bot; resolves when it is ready on its platform, and ends with the test. */
export async function spawnBot({ platform, folder, modelPort, env }: BotPlan): Promise<SpawnedBot> {
  const child: ChildProcess = spawn(process.execPath, [program], {
    cwd: tmpdir(),
    stdio: ['ignore', 'ignore', 'pipe'],
    env: {
      PATH: process.env['PATH'] ?? '',
      LANG: 'en_US.UTF-8',
      LOG_LEVEL: 'warn',
      MIACHAT_DATA_DIR: folder,
      MIACHAT_PROVIDER: 'wire',
      WIRE_PORT: String(modelPort),
      ...env,
    },
  });
  let said = '';
  const { promise: ready, resolve, reject } = Promise.withResolvers<void>();
  child.stderr?.setEncoding('utf8').on('data', (text: string) => {
    said += text;
    if (said.includes(`ready: ${platform} as `)) resolve();
  });
  const exited = once(child, 'exit').then(([code]: (number | null)[]) => code ?? null);
  void exited.then((code) => reject(new Error(`the bot left with ${code}: ${said}`)));
  const late = setTimeout(() => reject(new Error(`the bot never got ready: ${said}`)), patienceMs);
  const kill = async (signal: NodeJS.Signals = 'SIGKILL'): Promise<number | null> => {
    child.kill(signal);
    return exited;
  };
  onTestFinished(async () => void (await kill()));
  await ready.finally(() => clearTimeout(late));
  return { stderr: () => said, exited, kill };
}
