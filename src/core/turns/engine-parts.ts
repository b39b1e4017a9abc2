import type { CommandBook } from '../commands/command-book.ts';
import type { HostFacts } from '../commands/command-needs.ts';
import type { WithheldSecrets } from '../events/withheld-secrets.ts';
import type { Memory } from '../memory/memory.ts';
import type { Library } from '../personalities/library.ts';
import type { Personality } from '../personalities/personality.ts';
import type { Studio } from '../personalities/studio.ts';
import type { Picture } from '../pictures/picture.ts';
import type { Clock } from '../ports/clock.ts';
import type { KeyKeeper } from '../ports/key-keeper.ts';
import type { Logger } from '../ports/logger.ts';
import type { Network } from '../ports/network.ts';
import type { Platform } from '../ports/platform.ts';
import type { Store } from '../ports/store.ts';
import type { CloudMode } from '../privacy/reach.ts';
import type { ModelRouter } from '../providers/model-router.ts';
import type { StreamDeadlines } from '../providers/read-stream.ts';
import type { SettingValues } from '../settings/setting-definitions.ts';
import type { SettingsReader } from '../settings/settings-reader.ts';
import type { Say } from '../texts/say.ts';

/** What the operator decided for the whole bot. */
export interface EngineSettings {
  /** Id of the personality that answers unless somebody chose another. */
  readonly personality: string;
  /** Whether text may leave the operator's own machines. */
  readonly cloud: CloudMode;
  readonly deadlines: StreamDeadlines;
  /** Participant patterns that may talk; undefined: everyone. */
  readonly allow: readonly string[] | undefined;
  readonly owners: readonly string[];
  /** IANA zone of people who named none: the machine's own. */
  readonly timeZone: string;
  /** Whether people are told that they talk with an AI; how often is a setting. */
  readonly discloses: boolean;
  /** Settings made by environment variables: they win over what the operator stored. */
  readonly environment: Partial<SettingValues>;
}

/** What the engine is given, once, by `bot/create-app.ts`. */
export interface EngineGiven {
  readonly clock: Clock;
  readonly logger: Logger;
  readonly store: Store;
  readonly say: Say;
  readonly platforms: readonly Platform[];
  readonly models: ModelRouter;
  /** People's own keys. */
  readonly keys: KeyKeeper;
  readonly shipped: readonly Personality[];
  /** What those look like, by hash. */
  readonly portraits?: ReadonlyMap<string, Picture>;
  readonly commands: CommandBook;
  readonly settings: EngineSettings;
  readonly host: HostFacts;
  /** The way out to models; absent: there is none. */
  readonly network?: Network;
}

/** The same with what the engine makes of it. */
export interface EngineParts extends EngineGiven {
  readonly library: Library;
  readonly studio: Studio;
  readonly memory: Memory;
  readonly reader: SettingsReader;
  readonly withheld: WithheldSecrets;
}

/** The platform behind an account; undefined when it is not connected in this run. */
export function platformFor(parts: EngineGiven, account: string): Platform | undefined {
  return parts.platforms.find((platform) => platform.account === account);
}
