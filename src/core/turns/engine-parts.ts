import type { Command } from '../commands/command.ts';
import type { Library } from '../personalities/library.ts';
import type { Clock } from '../ports/clock.ts';
import type { Logger } from '../ports/logger.ts';
import type { Platform } from '../ports/platform.ts';
import type { ChatProvider, Exposure } from '../ports/provider.ts';
import type { Store } from '../ports/store.ts';
import type { StreamDeadlines } from '../providers/read-stream.ts';
import type { Say } from '../texts/say.ts';

/** What the operator decided for the whole bot. */
export interface EngineSettings {
  /** Id of the personality that answers unless somebody chose another. */
  readonly personality: string;
  /** How far text may travel as long as nobody said otherwise. */
  readonly ceiling: Exposure;
  readonly deadlines: StreamDeadlines;
  /** Participant patterns that may talk; undefined: everyone. */
  readonly allow: readonly string[] | undefined;
  readonly owners: readonly string[];
}

/** Everything the engine works with, handed in once by `bot/create-app.ts`. */
export interface EngineParts {
  readonly clock: Clock;
  readonly logger: Logger;
  readonly store: Store;
  readonly say: Say;
  readonly platforms: readonly Platform[];
  readonly provider: ChatProvider;
  readonly model: string;
  readonly library: Library;
  readonly commands: readonly Command[];
  readonly settings: EngineSettings;
}

/** The platform behind an account; undefined when it is not connected in this run. */
export function platformFor(parts: EngineParts, account: string): Platform | undefined {
  return parts.platforms.find((platform) => platform.account === account);
}
