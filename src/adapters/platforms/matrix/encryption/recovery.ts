import { randomBytes } from 'node:crypto';
import type { CrossSigning } from './cross-signing.ts';
import { EncryptionError } from './encryption-error.ts';
import type { KeyBackup } from './key-backup.ts';
import { readRecoveryKey, writeRecoveryKey } from './recovery-key.ts';
import type { SecretStorage } from './secret-storage.ts';

/** The way back after the loss of the disk: one key that opens everything else. */
export interface Recovery {
  /** Keeps identity and backup on the server under this recovery key, or under a new one. Shown once, kept nowhere. */
  create(given?: string): Promise<string>;
  restore(recoveryKey: string): Promise<Restored>;
}

export interface Restored {
  /** The account's identity is ours again, and this device signed. */
  readonly isSigned: boolean;
  /** Room keys that came back. */
  readonly keys: number;
}

const names = {
  master: 'm.cross_signing.master',
  selfSigning: 'm.cross_signing.self_signing',
  userSigning: 'm.cross_signing.user_signing',
  backup: 'm.megolm_backup.v1',
} as const;

export function createRecovery({
  storage,
  crossSigning,
  backup,
}: {
  readonly storage: SecretStorage;
  readonly crossSigning: CrossSigning;
  readonly backup: KeyBackup;
}): Recovery {
  return {
    async create(given) {
      const key = given === undefined ? randomBytes(32) : toKey(given);
      const identity = await crossSigning.keys();
      if (identity === undefined) throw new EncryptionError('no-recovery');
      // Before the first of them is written: the new default must not hide what the former one opens, should this stop half way.
      const backupKey = await backup.create();
      const secrets = await storage.create(key);
      await secrets.write(names.master, identity.master);
      await secrets.write(names.selfSigning, identity.selfSigning);
      await secrets.write(names.userSigning, identity.userSigning);
      await secrets.write(names.backup, backupKey);
      await backup.upload();
      return writeRecoveryKey(key);
    },
    async restore(recoveryKey) {
      const secrets = await storage.open(toKey(recoveryKey));
      if (secrets === undefined) throw new EncryptionError('no-recovery', { field: 'MATRIX_RECOVERY_KEY' });
      const [master, selfSigning, userSigning, backupKey] = await Promise.all([
        secrets.read(names.master),
        secrets.read(names.selfSigning),
        secrets.read(names.userSigning),
        secrets.read(names.backup),
      ]);
      const isWhole = master !== undefined && selfSigning !== undefined && userSigning !== undefined;
      const isSigned = isWhole && (await crossSigning.take({ master, selfSigning, userSigning }));
      const keys = backupKey !== undefined && (await backup.adopt(backupKey)) ? await backup.restore() : 0;
      return { isSigned, keys };
    },
  };
}

function toKey(text: string): Uint8Array {
  const key = readRecoveryKey(text);
  if (key === undefined) throw new EncryptionError('wrong-recovery-key', { field: 'MATRIX_RECOVERY_KEY' });
  return key;
}
