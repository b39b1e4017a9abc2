import { DeviceId, initAsync, OlmMachine, StoreHandle, UserId } from '@matrix-org/matrix-sdk-crypto-wasm';
import type { AdapterState } from '../../../../core/ports/adapter-state.ts';
import type { Clock } from '../../../../core/ports/clock.ts';
import type { Logger } from '../../../../core/ports/logger.ts';
import type { Authorized } from '../api.ts';
import { createAccountData } from './account-data.ts';
import { EncryptionError } from './encryption-error.ts';
import { createExclusive } from './exclusive.ts';
import { type CryptoFile, openIndexedDb } from './indexeddb/install.ts';
import { type Machine, noteStore } from './machine.ts';
import { createOutgoing } from './outgoing.ts';
import { checkOwnDevice } from './own-device.ts';
import { createPanicWatch, type PanicWatch } from './panic-watch.ts';
import { createRetrying } from './retrying.ts';
import { createStoreMarks } from './store-marks.ts';

export interface MachineParts {
  readonly user: string;
  readonly device: string;
  /** Where `crypto.db` is. */
  readonly file: string;
  /** 32 bytes that seal what is in it. */
  readonly storeKey: Uint8Array;
  readonly strict: boolean;
  /** Requests in the name of this device; it rejects as the adapter's http does. */
  readonly request: Authorized;
  readonly state: AdapterState;
  readonly clock: Clock;
  readonly logger: Logger;
  /** The wasm has failed for good and the process is about to die: only what needs no waiting can be done. */
  onPanic(error: EncryptionError): void;
}

const silent = (): void => undefined;
/** The wasm's log quotes users, devices and sessions. */
const noLog = { debug: silent, info: silent, warn: silent, error: silent };

/** Opens the machine and looks whether it may be used at all; nothing has been uploaded when it throws. */
export async function openMachine(parts: MachineParts): Promise<Machine> {
  const { user, device, strict, state, clock, logger } = parts;
  const request = createRetrying(parts.request, clock);
  const file = openIndexedDb(parts.file);
  const watch = createPanicWatch(parts.onPanic);
  const marks = createStoreMarks({ state, accountData: createAccountData(request, user) }, { user, device });
  // Before the machine adds to it.
  const commits = file.home.commits();
  let olm: OlmMachine | undefined;
  try {
    olm = await openOlm(parts, file, watch);
    const opened = olm;
    await watch.call(() => checkOwnDevice(opened, request));
    await marks.check({ commits, fingerprint: olm.identityKeys.ed25519.toBase64() });
    await noteStore({ olm, file, marks });
    // The second of two marks: a start does not hang on it.
    await marks.tellServer(file.home.commits()).catch(() => logger.warn('matrix-store-mark-failed'));
    const outgoing = createOutgoing({ machine: olm, request, watch });
    const accountData = createAccountData(request, user);
    return {
      olm,
      user,
      device,
      strict,
      file,
      watch,
      outgoing,
      exclusive: createExclusive(),
      marks,
      accountData,
      request,
      state,
      clock,
      logger,
    };
  } catch (thrown) {
    olm?.close();
    watch.stop();
    file.close();
    throw thrown;
  }
}

async function openOlm({ user, device, storeKey }: MachineParts, { storeName }: CryptoFile, watch: PanicWatch): Promise<OlmMachine> {
  await initAsync();
  const store = await watch
    .call(() => StoreHandle.openWithKey(storeName, storeKey, noLog))
    .catch((thrown: unknown) => {
      throw thrown instanceof EncryptionError ? thrown : new EncryptionError('store-key-wrong', { cause: thrown });
    });
  try {
    const olm = await watch.call(() => OlmMachine.initFromStore(new UserId(user), new DeviceId(device), store, noLog));
    // It asks for keys it lacks, and hands none out: whoever asks may be anybody.
    olm.roomKeyRequestsEnabled = true;
    olm.roomKeyForwardingEnabled = false;
    return olm;
  } catch (thrown) {
    throw thrown instanceof EncryptionError ? thrown : new EncryptionError('other-device', { cause: thrown });
  } finally {
    store.free();
  }
}
