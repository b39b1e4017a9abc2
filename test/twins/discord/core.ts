import type { APIUser } from 'discord-api-types/v10';
import type { CommandBook } from './command-book.ts';
import type { Faults } from './faults.ts';
import type { Gateway } from './gateway/gateway.ts';
import type { Interactions } from './interactions/interactions.ts';
import type { Ledger } from './ledger.ts';
import type { TwinUser, World } from './state/world.ts';
import type { VirtualClock } from './virtual-clock.ts';

/** What the application's owner has switched on at Discord. */
export interface Portal {
  messageContent: boolean;
  members: boolean;
  presences: boolean;
  /** Whether people may install the application for themselves. */
  userInstall: boolean;
}

/** Everything the parts of the twin share. */
export interface Core {
  readonly world: World;
  readonly clock: VirtualClock;
  readonly gateway: Gateway;
  readonly interactions: Interactions;
  readonly commands: CommandBook;
  readonly ledger: Ledger;
  readonly faults: Faults;
  readonly portal: Portal;
  readonly bot: APIUser;
  readonly owner: TwinUser;
  /** `http://127.0.0.1:<port>`. */
  url: string;
  token: string;
  readonly nonceWindowMs: number;
  readonly nonces: Map<string, { readonly at: number; readonly channel: string; readonly message: string }>;
}
