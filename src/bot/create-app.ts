import { resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { openSqliteStore } from '../adapters/stores/sqlite/index.ts';
import type { Command } from '../core/commands/command.ts';
import { createEngine } from '../core/engine.ts';
import { BotError } from '../core/errors.ts';
import { nearestWord } from '../core/events/nearest-word.ts';
import { createLibrary } from '../core/personalities/library.ts';
import type { Clock } from '../core/ports/clock.ts';
import type { Logger } from '../core/ports/logger.ts';
import type { ProviderPart } from '../core/ports/part.ts';
import type { Platform } from '../core/ports/platform.ts';
import type { ChatProvider } from '../core/ports/provider.ts';
import type { Store } from '../core/ports/store.ts';
import { chooseProvider } from '../core/providers/choose-provider.ts';
import { createSay } from '../core/texts/create-say.ts';
import type { Asked } from './cli/parse-arguments.ts';
import { type Config, discoverParts, readConfig } from './config.ts';
import { createFront } from './create-front.ts';
import { discover } from './discover.ts';
import { loadPersonalities } from './load-personalities.ts';
import { createLogger } from './logging.ts';
import { systemClock } from './system-clock.ts';
import { version } from './version.ts';
import { serveWriters } from './writer-socket.ts';

const root = new URL('../../', import.meta.url);

/** What a test or a benchmark puts in the place of the real parts. */
export interface AppParts {
  readonly providers?: readonly ProviderPart[];
  readonly clock?: Clock;
  readonly personalities?: string;
  /** Stands between the engine and the store, to see or delay what passes. */
  watch?(store: Store): Store;
}

export interface AppOptions {
  readonly asked: Extract<Asked, { command: 'start' | 'chat' }>;
  readonly parts?: AppParts;
  leave(code: 0 | 130): void;
}

export interface App {
  /** Connects every platform, then takes up what the last run left. */
  start(): Promise<void>;
  /** Ends within about `graceMs` and two seconds; what was confirmed is on disk. */
  stop(graceMs: number): Promise<void>;
}

/** The only wiring of the house. */
export async function createApp({ asked, parts = {}, leave }: AppOptions): Promise<App> {
  const found = await discoverParts();
  const config = readConfig(found);
  const { base } = config;
  const clock = parts.clock ?? systemClock;
  const logger = createLogger(base.LOG_LEVEL ?? (process.stdin.isTTY ? 'silent' : 'info'));
  for (const { name, near } of config.strangers) logger.warn('unknown-variable', { name, near });
  const library = createLibrary(await loadPersonalities(parts.personalities ?? fileURLToPath(new URL('personalities', root))));
  const personality = library.get(base.MIACHAT_PERSONALITY);
  if (personality === undefined)
    throw unknownChoice(
      'MIACHAT_PERSONALITY',
      base.MIACHAT_PERSONALITY,
      library.all().map(({ id }) => id),
    );
  const provider = await pickProvider([...found.providers, ...(parts.providers ?? [])], config, logger);
  const commands = await discover<Command>(new URL('src/core/commands', root), {
    name: 'string',
    summary: 'string',
    subcommands: 'object',
    run: 'function',
  });
  const folder = resolve(base.MIACHAT_DATA_DIR);
  const store = await openSqliteStore({ folder, clock });
  const say = createSay();
  const model = base.MIACHAT_MODEL ?? provider.rehearsal ?? provider.name;
  const front = createFront({ personality, provider, model });

  const platforms: Platform[] = [];
  const engine = createEngine({
    clock,
    logger,
    store: parts.watch?.(store) ?? store,
    say,
    platforms,
    provider,
    model,
    library,
    commands,
    settings: {
      personality: personality.id,
      ceiling: base.MIACHAT_CLOUD === 'allow' ? 'cloud' : 'lan',
      deadlines: { firstTokenMs: base.MIACHAT_FIRST_TOKEN_MS, idleMs: base.MIACHAT_IDLE_MS },
      allow: base.MIACHAT_ALLOW,
      owners: base.MIACHAT_OWNERS ?? [],
    },
  });
  const flags = asked.command === 'chat' ? { json: asked.json, stream: asked.stream } : {};
  const others = found.platforms.filter((part) =>
    part.wanted(config.of(part.settings), { interactive: false, chat: false, othersConnected: true }),
  );
  for (const part of found.platforms) {
    const settings = config.of(part.settings);
    const othersConnected = others.some((other) => other !== part);
    if (!part.wanted(settings, { interactive: process.stdin.isTTY === true, chat: asked.command === 'chat', othersConnected })) continue;
    const setup = { settings, flags, logger, clock, say, front, version, leave, dataFolder: folder, state: store.adapterState(part.name) };
    platforms.push(await part.create({ ...setup, uptime: () => performance.now(), idle: () => engine.idle() }));
  }
  let socket: { close(): Promise<void> } | undefined;
  return {
    async start() {
      socket = await serveWriters(folder, { ping: async () => ({ version, pid: process.pid }) }).catch((thrown: unknown) => {
        logger.warn('no-writer-socket', { reason: thrown instanceof Error ? thrown.name : 'unknown' });
        return undefined;
      });
      await Promise.all(platforms.map((platform) => platform.start(engine.inbox)));
      await engine.open();
    },
    async stop(graceMs) {
      await engine.close(graceMs);
      await Promise.all(platforms.map((platform) => platform.stop()));
      await socket?.close();
      await store.close();
    },
  };
}

async function pickProvider(parts: readonly ProviderPart[], config: Config, logger: Logger): Promise<ChatProvider> {
  const { MIACHAT_PROVIDER: chosen, MIACHAT_CLOUD: cloud } = config.base;
  if (chosen !== undefined && !parts.some(({ name }) => name === chosen))
    throw unknownChoice(
      'MIACHAT_PROVIDER',
      chosen,
      parts.map(({ name }) => name),
    );
  const configured = parts.filter((part) => part.configured(config.of(part.settings)));
  const providers = await Promise.all(configured.map((part) => part.create({ settings: config.of(part.settings), logger })));
  return chooseProvider(providers, { chosen, ceiling: cloud === 'allow' ? 'cloud' : 'lan' });
}

function unknownChoice(variable: string, value: string, known: readonly string[]): BotError {
  const near = nearestWord(value, known);
  return new BotError(
    'settings-invalid',
    `${variable} is "${value}", which is not here.${near === undefined ? '' : ` Did you mean ${near}?`} Known: ${known.join(', ')}.`,
    { field: variable },
  );
}
