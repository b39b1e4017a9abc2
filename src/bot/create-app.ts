import { resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { createLimiter } from '../adapters/limits/index.ts';
import { createNetwork } from '../adapters/network/index.ts';
import { openSqliteStore } from '../adapters/stores/sqlite/index.ts';
import { createCommandBook } from '../core/commands/command-book.ts';
import { createEngine, type Engine } from '../core/engine.ts';
import { toBotError } from '../core/errors.ts';
import type { Clock } from '../core/ports/clock.ts';
import type { Connector } from '../core/ports/connector.ts';
import type { Network } from '../core/ports/network.ts';
import type { ProviderPart } from '../core/ports/part.ts';
import type { Platform } from '../core/ports/platform.ts';
import type { Store } from '../core/ports/store.ts';
import { createFairQueues } from '../core/providers/create-fair-queues.ts';
import { createModelRouter } from '../core/providers/create-model-router.ts';
import { createProviderWatch } from '../core/providers/create-provider-watch.ts';
import { createSay } from '../core/texts/create-say.ts';
import { checkKeys } from './check-keys.ts';
import type { Asked } from './cli/parse-arguments.ts';
import { writerJobs } from './cli/writer-jobs.ts';
import { type Config, discoverParts, type Parts, readConfig, secretNames } from './config.ts';
import { createFront } from './create-front.ts';
import { createKeyKeeper } from './create-key-keeper.ts';
import { discoverCommands } from './discover-commands.ts';
import { forgetSealed } from './forget-sealed.ts';
import { createHttp } from './http/create-http.ts';
import { providerFigures } from './http/provider-figures.ts';
import { loadPersonalities } from './load-personalities.ts';
import { createLogger } from './logging.ts';
import { createPlatformMaker } from './make-platforms.ts';
import { makeProviders, unknownChoice } from './make-providers.ts';
import { openVault } from './open-vault.ts';
import { readPersonalityFile } from './read-personality-file.ts';
import { readPictureFile } from './read-picture-file.ts';
import { type RotationStep, rotateKeys } from './rotate-keys.ts';
import { createStoredVariables, ownersIn } from './stored-variables.ts';
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
  /** A platform cannot go on: the bot ends with this error's exit code. */
  fail(error: Error): void;
}

export interface App {
  /** Connects every platform, then takes up what the last run left. */
  start(): Promise<void>;
  /** Ends within about `graceMs` and two seconds; what was confirmed is on disk. */
  stop(graceMs: number): Promise<void>;
}

/** The only wiring of the house. */
export async function createApp({ asked, parts = {}, leave, fail }: AppOptions): Promise<App> {
  const found: Parts = await discoverParts();
  const providerParts = [...found.providers, ...(parts.providers ?? [])];
  const { base, given } = readConfig(found);
  const clock = parts.clock ?? systemClock;
  const logger = createLogger(base.LOG_LEVEL ?? (process.stdin.isTTY ? 'silent' : 'info'));
  const folder = resolve(base.MIACHAT_DATA_DIR);
  const { shipped, portraits } = await loadPersonalities(parts.personalities ?? fileURLToPath(new URL('personalities', root)));
  const commands = createCommandBook(await discoverCommands(new URL('src/core/commands', root)));
  const store = await openSqliteStore({ folder, clock, logger });
  const say = createSay();
  let keyFile: string | undefined;
  const vault = openVault(base, (file) => {
    keyFile = file;
    logger.warn('key-file-made');
  });
  const variables = createStoredVariables({ store, vault, secrets: secretNames(found) });
  const unseal = async () => {
    await checkKeys({ store, vault, given });
    return variables.read(given);
  };
  const stored = await unseal().catch(async (thrown: unknown) => {
    await store.close();
    throw thrown;
  });
  let config: Config = readConfig(found, stored);
  for (const { name, near } of config.strangers) logger.warn('unknown-variable', { name, near });

  const network = createNetwork({ localAddresses: base.MIACHAT_LOCAL_ADDRESSES });
  const watch = createProviderWatch(clock);
  const queues = createFairQueues();
  // Lists and health go ways of their own, so that a full house of answers does not look like a dead server.
  const probes = createNetwork({ localAddresses: base.MIACHAT_LOCAL_ADDRESSES, connections: 4 });
  const models = createModelRouter({
    clock,
    watch,
    logger,
    providers: await makeProviders(providerParts, config, { logger, network: probes }),
    chosen: base.MIACHAT_PROVIDER,
    model: base.MIACHAT_MODEL,
  });
  const platforms: Platform[] = [];
  let phase: 'starting' | 'running' | 'stopping' = 'starting';
  const http = await createHttp({
    port: base.METRICS_PORT,
    platforms,
    phase: () => phase,
    providers: () => providerFigures(watch, queues),
  });
  const owners = [...(base.MIACHAT_OWNERS ?? []), ...ownersIn(stored)];
  const engine: Engine = createEngine({
    clock,
    logger,
    store: http.watch(parts.watch?.(store) ?? store),
    say,
    platforms,
    models,
    watch,
    queues,
    limiter: createLimiter(),
    keys: createKeyKeeper({ store, vault, clock }),
    shipped,
    portraits,
    commands,
    settings: {
      personality: base.MIACHAT_PERSONALITY,
      cloud: base.MIACHAT_CLOUD,
      deadlines: { firstTokenMs: base.MIACHAT_FIRST_TOKEN_MS, idleMs: base.MIACHAT_IDLE_MS },
      allow: base.MIACHAT_ALLOW,
      owners,
      timeZone: Intl.DateTimeFormat().resolvedOptions().timeZone,
      discloses: true,
      environment: {
        ...(base.MIACHAT_NOTICE === undefined ? {} : { notice: base.MIACHAT_NOTICE }),
        ...(base.MIACHAT_PROVIDER === undefined ? {} : { provider: base.MIACHAT_PROVIDER }),
        ...(base.MIACHAT_MODEL === undefined ? {} : { model: base.MIACHAT_MODEL }),
      },
    },
    network,
    host: {
      version,
      dataFolder: folder,
      defaultPersonality: base.MIACHAT_PERSONALITY,
      forgetGraceMs: base.MIACHAT_FORGET_GRACE_S * 1000,
      cloud: base.MIACHAT_CLOUD,
      connectors: await connectorsOf(found, config, probes),
      async personalityFile(participant, path) {
        const isHere = owners.includes(participant) && participant.startsWith('terminal:');
        return isHere ? readPersonalityFile(path) : undefined;
      },
      async pictureFile(participant, path) {
        const isHere = owners.includes(participant) && participant.startsWith('terminal:');
        return isHere ? readPictureFile(path) : undefined;
      },
      async connected(values) {
        await variables.keep(values, clock.now());
        const kept = await variables.read(given);
        config = readConfig(found, kept);
        owners.push(...ownersIn(kept).filter((owner) => !owners.includes(owner)));
        await models.replace(await makeProviders(providerParts, config, { logger, network: probes }));
        const started = await addPlatforms();
        for (const platform of started) await open(platform);
        const file = keyFile;
        keyFile = undefined;
        return { started: started.map(({ name }) => name), ...(file === undefined ? {} : { keyFile: file }) };
      },
    },
  });
  const personality = await engine.parts.library.get(base.MIACHAT_PERSONALITY);
  if (personality === undefined) {
    await store.close();
    throw unknownChoice(
      'MIACHAT_PERSONALITY',
      base.MIACHAT_PERSONALITY,
      shipped.map(({ id }) => id),
    );
  }
  // The first lines say what was found, so it is looked for before any platform speaks.
  await models.look();
  const front = createFront({
    personality,
    models,
    say,
    cloud: base.MIACHAT_CLOUD,
    chosen: { provider: base.MIACHAT_PROVIDER, model: base.MIACHAT_MODEL },
  });
  const flags = asked.command === 'chat' ? { json: asked.json, stream: asked.stream } : {};
  const make = createPlatformMaker({
    parts: found.platforms,
    start: { interactive: process.stdin.isTTY === true, chat: asked.command === 'chat' },
    stateOf: (name) => store.adapterState(name),
    common: {
      ...{ flags, logger, clock, say, front, version, leave, fail, dataFolder: folder },
      ...(base.MIACHAT_ALLOW === undefined ? {} : { allow: base.MIACHAT_ALLOW }),
      picture: (hash) => engine.parts.library.picture({ hash }),
      uptime: () => performance.now(),
      idle: () => engine.idle(),
    },
  });
  const addPlatforms = async (): Promise<readonly Platform[]> => {
    const added = await make(config);
    platforms.push(...added);
    owners.push(...added.flatMap(({ facts }) => facts.operator ?? []));
    return added;
  };
  const publish = (platform: Platform): void => {
    platform
      .publishCommands?.(commands.all)
      .catch((thrown: unknown) => logger.warn('commands-not-published', { platform: platform.name, code: toBotError(thrown).code }));
  };
  const open = async (platform: Platform): Promise<void> => {
    try {
      await platform.start(engine.inbox, engine.complete);
    } catch (thrown) {
      platforms.splice(platforms.indexOf(platform), 1);
      throw thrown;
    }
    publish(platform);
  };
  await addPlatforms();
  const keyJobs = {
    rotate: (step: RotationStep) => rotateKeys({ store, vault }, step),
    forgetSealed: (key: string) => forgetSealed({ store, vault, clock }, key),
  };
  let socket: { close(): Promise<void> } | undefined;
  return {
    async start() {
      await http.open();
      socket = await serveWriters(folder, writerJobs({ ...engine.parts, ...keyJobs })).catch((thrown: unknown) => {
        logger.warn('no-writer-socket', { reason: thrown instanceof Error ? thrown.name : 'unknown' });
        return undefined;
      });
      await Promise.all(platforms.map((platform) => platform.start(engine.inbox, engine.complete)));
      await engine.open();
      phase = 'running';
      for (const platform of platforms) publish(platform);
      models.watch((_provider, health) => {
        engine.modelCame(health).catch((thrown: unknown) => logger.error('open-questions-failed', { code: toBotError(thrown).code }));
      });
    },
    async stop(graceMs) {
      phase = 'stopping';
      models.stop();
      await engine.close(graceMs);
      await Promise.all(platforms.map((platform) => platform.stop()));
      await socket?.close();
      await Promise.all([network.close(), probes.close()]);
      await http.close();
      await store.close();
    },
  };
}

/** The guided ways to connect, of every part that has one. */
export async function connectorsOf({ platforms, providers }: Parts, config: Config, network: Network): Promise<readonly Connector[]> {
  const made = [...platforms, ...providers].map((part) => part.connector?.(config.of(part.settings), network));
  return (await Promise.all(made)).filter((connector) => connector !== undefined);
}
