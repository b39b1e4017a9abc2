import { createEngine, type Engine } from '../../src/core/engine.ts';
import { createLibrary } from '../../src/core/personalities/library.ts';
import type { Personality } from '../../src/core/personalities/personality.ts';
import type { Store } from '../../src/core/ports/store.ts';
import { createSay } from '../../src/core/texts/create-say.ts';
import type { EngineSettings } from '../../src/core/turns/engine-parts.ts';
import { createFakeClock, type FakeClock } from './fake-clock.ts';
import { createFakePlatform, type FakePlatform, type FakePlatformOptions } from './fake-platform.ts';
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
}

export function personality(id: string, name: string): Personality {
  return { id, name, revision: 1, rating: 'everyone', system: `You are ${name}.`, greetings: [], scripts: [] };
}

/** The whole engine with fakes around it, started. */
export async function createStage({
  clock = createFakeClock(),
  store = createMemoryStore(),
  platform: facts = {},
  script,
  rehearsal,
  cast = [personality('mia', 'Mia')],
  settings = {},
}: StageOptions): Promise<Stage> {
  const platform = createFakePlatform({ now: clock.now, ...facts });
  const provider = createScriptedProvider(script, rehearsal === undefined ? {} : { rehearsal });
  const logger = createRecordingLogger();
  const engine = createEngine({
    clock,
    logger,
    store,
    say: createSay(),
    platforms: [platform],
    provider,
    model: 'scripted',
    library: createLibrary(cast),
    commands: [],
    settings: {
      personality: cast[0]?.id ?? 'mia',
      ceiling: 'lan',
      deadlines: { firstTokenMs: 90_000, idleMs: 20_000 },
      allow: undefined,
      owners: [],
      ...settings,
    },
  });
  await platform.start(engine.inbox);
  await engine.open();
  return { clock, store, platform, provider, logger, engine };
}
