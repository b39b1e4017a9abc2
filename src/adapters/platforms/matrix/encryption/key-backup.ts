import { BackupDecryptionKey, RoomId } from '@matrix-org/matrix-sdk-crypto-wasm';
import { z } from 'zod';
import { isGone } from '../errors.ts';
import type { Machine } from './machine.ts';
import { isPanic } from './panic-watch.ts';

/** The room keys, sealed on the server (`m.megolm_backup.v1.curve25519-aes-sha2`). */
export interface KeyBackup {
  /** A new one, whose private key this is; what was there before is no longer filled. */
  create(): Promise<string>;
  /** Uses the server's backup with this private key; false when it is not the key of that backup. */
  adopt(privateKey: string): Promise<boolean>;
  /** Goes on with the backup of the last run, when it is still the server's. */
  resume(): Promise<void>;
  isOn(): Promise<boolean>;
  /** Uploads what is not there yet. */
  upload(): Promise<void>;
  /** Takes every key of it in; how many came. */
  restore(): Promise<number>;
  /** Looks for one key; true when it came. */
  fetch(room: string, session: string): Promise<boolean>;
}

const algorithm = 'm.megolm_backup.v1.curve25519-aes-sha2';
const path = '/_matrix/client/v3/room_keys';
const versionInfo = z.object({ version: z.string(), algorithm: z.literal(algorithm), auth_data: z.object({ public_key: z.string() }) });
const sealedKey = z.object({ session_data: z.object({ ephemeral: z.string(), ciphertext: z.string(), mac: z.string() }) });
const sealedRooms = z.object({ rooms: z.record(z.string(), z.object({ sessions: z.record(z.string(), z.unknown()) })) });
type SealedSessions = Readonly<Record<string, unknown>>;

export function createKeyBackup(machine: Machine): KeyBackup {
  const { olm, watch, outgoing, request, logger } = machine;

  async function current(): Promise<z.infer<typeof versionInfo> | undefined> {
    const found = await request({ method: 'GET', path: `${path}/version` }).catch((thrown: unknown) => {
      if (isGone(thrown)) return undefined;
      throw thrown;
    });
    return versionInfo.safeParse(found).data;
  }

  async function privateKey(): Promise<{ readonly key: string; readonly version: string } | undefined> {
    const { decryptionKey, backupVersion: version } = await watch.call(() => olm.getBackupKeys());
    return decryptionKey === undefined || version === undefined ? undefined : { key: decryptionKey.toBase64(), version };
  }

  async function use(key: string, version: string): Promise<void> {
    const publicKey = BackupDecryptionKey.fromBase64(key).megolmV1PublicKey.publicKeyBase64;
    await watch.call(() => olm.saveBackupDecryptionKey(BackupDecryptionKey.fromBase64(key), version));
    await watch.call(() => olm.enableBackupV1(publicKey, version));
  }

  async function adopt(key: string): Promise<boolean> {
    const found = await current();
    if (found === undefined || publicKeyOf(key) !== found.auth_data.public_key) return false;
    await use(key, found.version);
    return true;
  }

  /** One that cannot be opened costs only itself. */
  async function takeIn(rooms: Readonly<Record<string, { readonly sessions: SealedSessions }>>): Promise<number> {
    const mine = await privateKey();
    if (mine === undefined) return 0;
    const opener = BackupDecryptionKey.fromBase64(mine.key);
    const opened = await watch.call(() =>
      Object.entries(rooms).map(([room, { sessions }]) => [new RoomId(room), openAll(opener, sessions)] as const),
    );
    const result = await watch.call(() => olm.importBackedUpRoomKeys(new Map(opened), () => undefined, mine.version));
    return result.importedCount;
  }

  return {
    adopt,
    isOn: () => watch.call(() => olm.isBackupEnabled()),
    async create() {
      const key = BackupDecryptionKey.createRandomKey().toBase64();
      const auth = { public_key: publicKeyOf(key) };
      const signatures: unknown = JSON.parse((await watch.call(() => olm.sign(JSON.stringify(auth)))).asJSON());
      const body = { algorithm, auth_data: { ...auth, signatures } };
      const made = await request({ method: 'POST', path: `${path}/version`, body });
      await use(key, z.object({ version: z.string() }).parse(made).version);
      return key;
    },
    async resume() {
      const mine = await privateKey();
      if (mine === undefined) return;
      if (!(await adopt(mine.key))) logger.warn('matrix-key-backup-replaced');
    },
    async upload() {
      for (;;) {
        const batch = await watch.call(() => olm.backupRoomKeys());
        if (batch === undefined) return;
        await outgoing.send(batch);
      }
    },
    async restore() {
      const mine = await privateKey();
      if (mine === undefined) return 0;
      const answer = await request({ method: 'GET', path: `${path}/keys`, query: { version: mine.version }, timeoutMs: 120_000 });
      return takeIn(sealedRooms.parse(answer).rooms);
    },
    async fetch(room, session) {
      const mine = await privateKey();
      if (mine === undefined) return false;
      const where = `${path}/keys/${encodeURIComponent(room)}/${encodeURIComponent(session)}`;
      const found = await request({ method: 'GET', path: where, query: { version: mine.version } }).catch((thrown: unknown) => {
        if (isGone(thrown)) return undefined;
        throw thrown;
      });
      return found !== undefined && (await takeIn({ [room]: { sessions: { [session]: found } } })) > 0;
    },
  };
}

const publicKeyOf = (key: string): string => BackupDecryptionKey.fromBase64(key).megolmV1PublicKey.publicKeyBase64;

function openAll(opener: BackupDecryptionKey, sessions: SealedSessions): Map<string, unknown> {
  const opened = new Map<string, unknown>();
  for (const [session, given] of Object.entries(sessions)) {
    const sealed = sealedKey.safeParse(given).data?.session_data;
    if (sealed === undefined) continue;
    try {
      opened.set(session, JSON.parse(opener.decryptV1(sealed.ephemeral, sealed.mac, sealed.ciphertext)));
    } catch (thrown) {
      if (isPanic(thrown)) throw thrown;
      // Sealed with another key, or damaged.
    }
  }
  return opened;
}
