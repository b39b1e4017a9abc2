import type { VirtualClock } from '../discord/virtual-clock.ts';
import type { Faults } from './faults.ts';
import type { Limiter } from './http/limiter.ts';
import type { Ledger } from './ledger.ts';
import type { TwinUser, World } from './state/world.ts';

/** Where homeservers differ from each other. */
export interface Manners {
  /** A user's own join stands in the `state` of a sync, as Continuwuity has it, not in its timeline. */
  readonly joinsInState: boolean;
  /** What a room is made as when nobody says. */
  readonly roomVersion: string;
  /** How long an access token with a refresh token lives, on the twin's clock. */
  readonly tokenLifetimeMs: number;
  readonly maxUploadBytes: number;
  readonly maxEventBytes: number;
}

/** Everything the parts of the twin share. */
export interface Core {
  readonly world: World;
  readonly clock: VirtualClock;
  readonly ledger: Ledger;
  readonly faults: Faults;
  readonly limiter: Limiter;
  readonly manners: Manners;
  readonly bot: TwinUser;
  /** `http://127.0.0.1:<port>`. */
  url: string;
  /** Nobody answers; connections break. */
  isDown: boolean;
}
