import type { CommandPart } from '../../src/core/commands/command.ts';
import { createCommandBook } from '../../src/core/commands/command-book.ts';
import { createEngine, type Engine } from '../../src/core/engine.ts';
import { type Personality, type PersonalityInput, personalitySchema } from '../../src/core/personalities/personality.ts';
import type { Clock } from '../../src/core/ports/clock.ts';
import type { KeyKeeper } from '../../src/core/ports/key-keeper.ts';
import type { ChatProvider } from '../../src/core/ports/provider.ts';
import type { Store } from '../../src/core/ports/store.ts';
import { createModelRouter, type WatchingRouter } from '../../src/core/providers/create-model-router.ts';
import { createSay } from '../../src/core/texts/create-say.ts';
import type { EngineGiven, EngineSettings } from '../../src/core/turns/engine-parts.ts';
import { createFakeClock, type FakeClock } from './fake-clock.ts';
import { createFakePlatform, type FakePlatform, type FakePlatformOptions } from './fake-platform.ts';
import { createMemoryKeys } from './memory-keys.ts';
import { createMemoryStore } from './memory-store.ts';
import { createRecordingLogger, type RecordingLogger } from './recording-logger.ts';
import { createScriptedProvider, type ProviderScript, type ScriptedProvider } from './scripted-provider.ts';

export interface Stage {
  readonly clock: FakeClock;
  readonly store: Store;
  readonly platform: FakePlatform;
  readonly provider: ScriptedProvider;
  readonly logger: RecordingLogger;
  readonly engine: Engine;
  readonly models: WatchingRouter;
  readonly keys: KeyKeeper;
}

export interface StageOptions {
  /** What an earlier life left; a new one begins on it. */
  readonly clock?: FakeClock;
  readonly store?: Store;
  readonly platform?: Partial<FakePlatformOptions>;
  readonly script: ProviderScript;
  readonly rehearsal?: string;
  readonly cast?: readonly Personality[];
  readonly settings?: Partial<EngineSettings>;
  readonly commands?: readonly (CommandPart & { readonly name: string })[];
  /** In the place of the scripted one. */
  readonly providers?: readonly ChatProvider[];
  readonly keys?: KeyKeeper;
  readonly forgetGraceMs?: number;
  readonly host?: Partial<EngineGiven['host']>;
}

/** A character of few words; more of it as a test needs. */
export function personality(id: string, name: string, more: Partial<PersonalityInput> = {}): Personality {
  return personalitySchema.parse({ id, name, revision: 1, rating: 'everyone', system: `You are ${name}.`, ...more });
}

/** A router that knows these providers, none of which comes or goes. */
export function routerOf(clock: Clock, logger: RecordingLogger, providers: readonly ChatProvider[]): WatchingRouter {
  return createModelRouter({
    clock,
    logger,
    providers: providers.map((provider) => ({ provider, isConfigured: provider.rehearsal === undefined })),
    chosen: undefined,
    model: undefined,
  });
}

export const stageSettings: EngineSettings = {
  personality: 'mia',
  cloud: 'ask',
  deadlines: { firstTokenMs: 90_000, idleMs: 20_000 },
  allow: undefined,
  owners: [],
  timeZone: 'UTC',
  discloses: false,
  environment: {},
};

export const stageHost: EngineGiven['host'] = {
  version: '0.0.0',
  dataFolder: '/data',
  defaultPersonality: 'mia',
  forgetGraceMs: 600_000,
  cloud: 'ask',
  connectors: [],
  connected: async () => undefined,
};

/** The whole engine with fakes around it, started. */
export async function createStage({
  clock = createFakeClock(),
  store = createMemoryStore(),
  platform: facts = {},
  script,
  rehearsal,
  cast = [personality('mia', 'Mia')],
  settings = {},
  commands = [],
  providers,
  keys = createMemoryKeys(clock.now),
  forgetGraceMs = 600_000,
  host = {},
}: StageOptions): Promise<Stage> {
  const platform = createFakePlatform({ now: clock.now, ...facts });
  const provider = createScriptedProvider(script, rehearsal === undefined ? {} : { rehearsal });
  const logger = createRecordingLogger();
  const models = routerOf(clock, logger, providers ?? [provider]);
  await models.look();
  const engine = createEngine({
    clock,
    logger,
    store,
    say: createSay(),
    platforms: [platform],
    models,
    keys,
    shipped: cast,
    commands: createCommandBook(commands),
    settings: { ...stageSettings, personality: cast[0]?.id ?? 'mia', ...settings },
    host: { ...stageHost, defaultPersonality: cast[0]?.id ?? 'mia', forgetGraceMs, ...host },
  });
  await platform.start(engine.inbox, engine.complete);
  await engine.open();
  return { clock, store, platform, provider, logger, engine, models, keys };
}
