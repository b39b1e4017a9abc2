import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { onTestFinished } from 'vitest';
import type { ChatRequest } from '../../src/core/ports/provider.ts';
import type { ChatMessage } from '../twins/discord/actors/chat-message.ts';
import { type DiscordOptions, type DiscordTwin, startDiscord } from '../twins/discord/discord-twin.ts';
import { type Behaviour, type ModelServer, startModel } from '../twins/model/model-server.ts';
import { freshFolder } from './probe.ts';

const program = join(import.meta.dirname, '../twins/model/bot.program.ts');

/** The bot as a service would run it: its own process, no terminal, on a Discord and a model of the test's. */
export interface DiscordBot {
  stderr(): string;
  kill(signal?: NodeJS.Signals): Promise<number | null>;
  readonly exited: Promise<number | null>;
}

export interface DiscordScene {
  readonly twin: DiscordTwin;
  readonly model: ModelServer;
  readonly folder: string;
  /** Starts the bot, again on the same folder after it ended; resolves when it says that it is ready. */
  start(env?: Readonly<Record<string, string>>): Promise<DiscordBot>;
}

/** A model that repeats the question. */
export const echo: Behaviour = ({ question, text, finish }) => {
  text(`You said: ${question}`);
  finish();
};

/** Waits until it is so; the story fails when it never is. */
export async function until(isSo: () => boolean, ms = 20_000): Promise<void> {
  const end = performance.now() + ms;
  while (!isSo()) {
    if (performance.now() > end) throw new Error('it never came to be');
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
}

/** Commands are published once the bot is heard: Discord may take its time over them. */
export function commandsKnown(twin: DiscordTwin): Promise<void> {
  return until(() => twin.commands.some(({ name }) => name === 'tour'));
}

/** Waits until that button stands under a message and can be pressed. */
export function offers(message: ChatMessage, label: string): Promise<void> {
  return until(() => hasButton(message, label));
}

export const hasButton = ({ labels }: ChatMessage, label: string): boolean => labels.some((one) => one.endsWith(label));

/** Everything a model was given to read. */
export const promptText = ({ messages }: ChatRequest): string => messages.map(({ text }) => text).join('\n');

export async function onDiscord(behave: Behaviour, options: DiscordOptions = {}): Promise<DiscordScene> {
  const twin = await startDiscord(options);
  const model = await startModel(behave);
  const folder = freshFolder();
  onTestFinished(async () => {
    await model.close();
    await twin.close();
  });
  return {
    twin,
    model,
    folder,
    async start(env = {}) {
      const bot = spawnBot({ folder, twin, port: model.port, env });
      onTestFinished(() => void bot.kill());
      await bot.ready;
      return bot;
    },
  };
}

function spawnBot({
  folder,
  twin,
  port,
  env,
}: {
  readonly folder: string;
  readonly twin: DiscordTwin;
  readonly port: number;
  readonly env: Readonly<Record<string, string>>;
}): DiscordBot & { readonly ready: Promise<void> } {
  const child: ChildProcess = spawn(process.execPath, [program], {
    cwd: tmpdir(),
    stdio: ['ignore', 'ignore', 'pipe'],
    env: {
      PATH: process.env['PATH'] ?? '',
      LANG: 'en_US.UTF-8',
      LOG_LEVEL: 'warn',
      MIACHAT_DATA_DIR: folder,
      MIACHAT_PROVIDER: 'wire',
      WIRE_PORT: String(port),
      DISCORD_TOKEN: twin.token,
      DISCORD_API_URL: twin.api,
      ...env,
    },
  });
  let said = '';
  const { promise: ready, resolve, reject } = Promise.withResolvers<void>();
  child.stderr?.setEncoding('utf8').on('data', (text: string) => {
    said += text;
    if (/ready: discord as /.test(said)) resolve();
  });
  const exited = once(child, 'exit').then(([code]: (number | null)[]) => code ?? null);
  void exited.then((code) => reject(new Error(`the bot left with ${code}: ${said}`)));
  return {
    ready,
    stderr: () => said,
    exited,
    async kill(signal = 'SIGKILL') {
      child.kill(signal);
      return exited;
    },
  };
}
