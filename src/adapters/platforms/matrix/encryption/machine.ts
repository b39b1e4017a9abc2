import type { OlmMachine } from '@matrix-org/matrix-sdk-crypto-wasm';
import type { AdapterState } from '../../../../core/ports/adapter-state.ts';
import type { Clock } from '../../../../core/ports/clock.ts';
import type { Logger } from '../../../../core/ports/logger.ts';
import type { Authorized } from '../api.ts';
import type { AccountData } from './account-data.ts';
import type { Exclusive } from './exclusive.ts';
import type { CryptoFile } from './indexeddb/install.ts';
import type { Outgoing } from './outgoing.ts';
import type { PanicWatch } from './panic-watch.ts';
import type { StoreMarks } from './store-marks.ts';

/** The machine with everything around it that every part of the engine needs. */
export interface Machine {
  readonly olm: OlmMachine;
  readonly user: string;
  readonly device: string;
  /** Only devices that their owner has signed get our keys and are listened to. */
  readonly strict: boolean;
  readonly file: CryptoFile;
  readonly watch: PanicWatch;
  readonly outgoing: Outgoing;
  readonly exclusive: Exclusive;
  readonly marks: StoreMarks;
  readonly accountData: AccountData;
  readonly request: Authorized;
  readonly state: AdapterState;
  readonly clock: Clock;
  readonly logger: Logger;
}

/** Notes how far the store has come; before anything of the last step leaves the process. */
export function noteStore({ olm, file, marks }: Pick<Machine, 'olm' | 'file' | 'marks'>): Promise<void> {
  return marks.note({ commits: file.home.commits(), fingerprint: olm.identityKeys.ed25519.toBase64() });
}
