import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { onTestFinished } from 'vitest';
import { freshFolder } from '../journeys/probe.ts';
import { type Behaviour, type ModelServer, startModel } from '../twins/model/model-server.ts';
import type { Account } from './client-api.ts';
import { type Person, person } from './person.ts';
import type { RateLimits } from './start-synapse.ts';
import { type Homeserver, synapse } from './synapse.ts';
import { until } from './until.ts';

const program = join(import.meta.dirname, '../twins/model/bot.program.ts');

export interface MatrixBot {
  stderr(): string;
  kill(signal?: NodeJS.Signals): Promise<number | null>;
  readonly exited: Promise<number | null>;
}

export interface MatrixScene {
  readonly server: Homeserver;
  readonly model: ModelServer;
  /** The bot's account: a new one per scene, since a server limits how often one user is invited. */
  readonly bot: Account;
  readonly folder: string;
  person(name: string): Promise<Person>;
  /** Starts the bot, again on the same folder after it ended; resolves when it says that it is ready. */
  start(env?: Readonly<Record<string, string>>): Promise<MatrixBot>;
}

/** A real homeserver, a bot as a service would run it, and a model that the test plays. */
export async function onMatrix(behave: Behaviour, { limits = 'relaxed' }: { readonly limits?: RateLimits } = {}): Promise<MatrixScene> {
  const server = synapse(limits);
  const bot = await server.register('mia');
  const model = await startModel(behave);
  const folder = freshFolder();
  onTestFinished(() => model.close());
  return {
    server,
    model,
    bot,
    folder,
    person: (name) => person(server, name),
    async start(env = {}) {
      const started = spawnBot({
        MIACHAT_DATA_DIR: folder,
        WIRE_PORT: String(model.port),
        MATRIX_HOMESERVER_URL: server.url,
        MATRIX_USER: bot.userId,
        MATRIX_ACCESS_TOKEN: bot.accessToken,
        MATRIX_DEVICE_ID: bot.deviceId,
        ...env,
      });
      onTestFinished(async () => void (await started.kill()));
      await until(started.isReady, { otherwise: () => `the bot never got ready: ${started.stderr()}` });
      return started;
    },
  };
}

function spawnBot(env: Readonly<Record<string, string>>): MatrixBot & { isReady(): true | undefined } {
  const child: ChildProcess = spawn(process.execPath, [program], {
    cwd: tmpdir(),
    stdio: ['ignore', 'ignore', 'pipe'],
    env: { PATH: process.env['PATH'] ?? '', LANG: 'en_US.UTF-8', LOG_LEVEL: 'warn', MIACHAT_PROVIDER: 'wire', ...env },
  });
  let said = '';
  let left: number | null | undefined;
  child.stderr?.setEncoding('utf8').on('data', (text: string) => {
    said += text;
  });
  const exited = once(child, 'exit').then(([code]: (number | null)[]) => {
    left = code ?? null;
    return left;
  });
  return {
    isReady() {
      if (left !== undefined) throw new Error(`the bot left with ${left}: ${said}`);
      return /ready: matrix as @/.test(said) ? true : undefined;
    },
    stderr: () => said,
    exited,
    async kill(signal = 'SIGKILL') {
      child.kill(signal);
      return exited;
    },
  };
}
