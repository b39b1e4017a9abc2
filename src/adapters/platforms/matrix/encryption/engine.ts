import { DeviceLists } from '@matrix-org/matrix-sdk-crypto-wasm';
import { toBotError } from '../../../../core/errors.ts';
import type { Content, MatrixEvent } from '../events.ts';
import { createCrossSigning, type IdentityState } from './cross-signing.ts';
import { createDecrypting, type Decryption, decryptionSettings } from './decrypting.ts';
import { type Audience, createEncrypting } from './encrypting.ts';
import { EncryptionError, toEncryptionError } from './encryption-error.ts';
import { createKeyBackup } from './key-backup.ts';
import { createLateEvents, type LateEvent } from './late-events.ts';
import { noteStore } from './machine.ts';
import { type MachineParts, openMachine } from './open-machine.ts';
import { createRecovery, type Restored } from './recovery.ts';
import { createEncryptedRooms } from './room-settings.ts';
import { createSecretStorage } from './secret-storage.ts';
import { toUsers } from './to-users.ts';
import { type CompareEmoji, createVerification } from './verification.ts';

export interface EncryptionParts extends MachineParts {
  /** For servers that want it before they take the account's identity. */
  readonly password: string | undefined;
  readonly recoveryKey: string | undefined;
  /** An event that was `waiting` can be read now; it is told again after a restart until this resolves. */
  deliver(late: LateEvent): Promise<void>;
  readonly compare: CompareEmoji;
}

/** What a sync tells of encryption, as it came. */
export interface SyncChanges {
  readonly toDevice: readonly unknown[];
  readonly changed: readonly string[];
  readonly left: readonly string[];
  readonly oneTimeKeys: Readonly<Record<string, number>>;
  /** Undefined: the server has none. */
  readonly unusedFallbackKeys: readonly string[] | undefined;
}

export interface EncryptionHealth {
  readonly isSigned: boolean;
  readonly isBackedUp: boolean;
  readonly keys: { readonly total: number; readonly backedUp: number };
  /** Events that wait for a key. */
  readonly waiting: number;
}

/** Encryption of one device. Everything it gives to be sent is sealed; it has no way to say anything in clear. */
export interface Encryption {
  /** The device's Ed25519 key, for people who compare it by hand. */
  readonly fingerprint: string;
  readonly identity: IdentityState;
  /** What the recovery key of the settings brought back; undefined when it was not needed. */
  readonly restored: Restored | undefined;
  /** To be awaited before the events of the same sync, and before its token is kept. */
  receive(changes: SyncChanges): Promise<void>;
  /** `m.room.encryption` was seen, with this content. */
  noteRoom(room: string, content: unknown): Promise<void>;
  /** False only says that nobody has noted it. */
  isEncrypted(room: string): Promise<boolean>;
  /** The content of an `m.room.encrypted`; it throws where it cannot make one. */
  encrypt(audience: Audience, event: { readonly type: string; readonly content: Content }): Promise<Content>;
  /** What is `waiting` comes by `deliver` when it can. */
  decrypt(room: string, event: MatrixEvent): Promise<Decryption>;
  /** An event of a room in clear, for verifications. */
  verify(room: string, event: MatrixEvent): Promise<void>;
  /** The recovery key, to be shown once. */
  createRecovery(): Promise<string>;
  health(): Promise<EncryptionHealth>;
  close(): Promise<void>;
}

/** Opens `crypto.db`, makes the device known and signed, and brings back what the recovery key can. */
export async function openEncryption(parts: EncryptionParts): Promise<Encryption> {
  const machine = await openMachine(parts);
  const { olm, watch, outgoing, exclusive, file, logger, marks } = machine;
  const rooms = createEncryptedRooms(machine.state);
  const crossSigning = createCrossSigning(machine);
  const backup = createKeyBackup(machine);
  const recovery = createRecovery({ storage: createSecretStorage(machine.accountData), crossSigning, backup });
  const encrypt = createEncrypting(machine, rooms);
  const decrypt = createDecrypting(machine);
  const verification = createVerification(machine, parts.compare);
  const late = createLateEvents(machine, { backup, decrypt, deliver: parts.deliver });
  /** What goes on beside: it is waited for at the end. */
  const jobs = new Set<Promise<void>>();
  let isClosed = false;
  let isUploading = false;
  /** Not before the first sync: whoever is delivered to may not be there yet. */
  let hasRetried = false;

  function beside(name: string, work: () => Promise<void>): void {
    if (isClosed) return;
    const job = work()
      .catch((thrown: unknown) => logger.warn(name, { code: toBotError(thrown).code }))
      .finally(() => jobs.delete(job));
    jobs.add(job);
  }

  function backUp(): void {
    if (isUploading) return;
    isUploading = true;
    beside('matrix-key-backup-failed', () =>
      backup.upload().finally(() => {
        isUploading = false;
      }),
    );
  }

  async function receive({ toDevice, changed, left, oneTimeKeys, unusedFallbackKeys }: SyncChanges): Promise<void> {
    checkOpen();
    await verification.prepare(toDevice);
    const events = await exclusive(async () => {
      const lists = new DeviceLists(toUsers(changed), toUsers(left));
      const counts = new Map(Object.entries(oneTimeKeys));
      const fallback = unusedFallbackKeys === undefined ? undefined : new Set(unusedFallbackKeys);
      const text = JSON.stringify(toDevice.filter((event) => typeof event === 'object' && event !== null));
      const processed = await watch.call(() => olm.receiveSyncChanges(text, lists, counts, fallback, decryptionSettings(machine.strict)));
      await noteStore(machine);
      await outgoing.flush();
      // Sessions that have come apart are made anew here.
      const claim = await watch.call(() => olm.getMissingSessions([]));
      if (claim !== null) {
        await outgoing.send(claim);
        await outgoing.flush();
      }
      return processed.map(({ rawEvent }): unknown => JSON.parse(rawEvent));
    });
    await verification.receive(events);
    if (!hasRetried) beside('matrix-late-event-failed', late.retryAll);
    hasRetried = true;
    backUp();
  }

  function checkOpen(): void {
    if (isClosed) throw new EncryptionError('closed');
  }

  async function close(): Promise<void> {
    if (isClosed) return;
    isClosed = true;
    await exclusive(async () => undefined);
    await Promise.all(jobs);
    await marks.tellServer(file.home.commits()).catch(() => undefined);
    olm.close();
    watch.stop();
    file.close();
  }

  try {
    await watch.call(() =>
      olm.registerRoomKeyUpdatedCallback(async (keys) => {
        for (const { roomId, sessionId } of keys) beside('matrix-late-event-failed', () => late.retry(roomId.toString(), sessionId));
      }),
    );
    await exclusive(() => outgoing.flush());
    let identity = await crossSigning.ensure(parts.password);
    await backup.resume();
    let restored: Restored | undefined;
    if (identity === 'elsewhere' && parts.recoveryKey !== undefined) {
      restored = await recovery.restore(parts.recoveryKey);
      if (restored.isSigned) identity = 'ready';
    }
    await noteStore(machine);
    backUp();

    return {
      identity,
      restored,
      close,
      fingerprint: olm.identityKeys.ed25519.toBase64(),
      receive: (changes) =>
        receive(changes).catch((thrown: unknown) => {
          throw toEncryptionError(thrown);
        }),
      noteRoom: (room, content) => rooms.note(room, content),
      isEncrypted: (room) => rooms.has(room),
      async encrypt(audience, event) {
        checkOpen();
        const content = await encrypt(audience, event);
        backUp();
        return content;
      },
      async decrypt(room, event) {
        checkOpen();
        const decryption = await decrypt(room, event);
        if (decryption.kind === 'waiting') {
          const { session } = decryption;
          await late.keep(session, { room, event });
          beside('matrix-late-event-failed', () => late.look(room, session));
        }
        return decryption;
      },
      async verify(room, event) {
        checkOpen();
        await verification.receiveInRoom(room, event).catch((thrown: unknown) => {
          throw toEncryptionError(thrown);
        });
      },
      createRecovery: () => recovery.create(),
      async health() {
        const { total, backedUp } = await watch.call(() => olm.roomKeyCounts());
        return {
          isSigned: await crossSigning.isSigned(),
          isBackedUp: await backup.isOn(),
          keys: { total, backedUp },
          waiting: await late.count(),
        };
      },
    };
  } catch (thrown) {
    await close();
    throw toEncryptionError(thrown);
  }
}
