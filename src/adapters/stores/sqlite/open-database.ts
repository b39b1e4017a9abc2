import { chmodSync, existsSync, mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import Database from 'better-sqlite3';
import type { Clock } from '../../../core/ports/clock.ts';
import { type Lock, lockFolder } from './lock.ts';
import { checkSchema, migrate } from './migrate.ts';
import { toStorageError } from './storage-error.ts';

export interface OpenOptions {
  readonly folder: string;
  readonly clock: Clock;
  /** Looks without locking and never writes; the database must be there. */
  readonly readonly?: boolean;
  /** Told every statement, for tests. */
  readonly onStatement?: (sql: string) => void;
  readonly migrations?: string;
}

export interface OpenDatabase {
  readonly client: Database.Database;
  readonly lock: Lock | undefined;
}

const shippedMigrations = fileURLToPath(new URL('../../../../migrations', import.meta.url));

/** Opens `<folder>/miachat.db`, made and brought up to date if need be; the folder is for its owner alone. */
export function openDatabase({ folder, clock, readonly = false, onStatement, migrations = shippedMigrations }: OpenOptions): OpenDatabase {
  const file = join(folder, 'miachat.db');
  let lock: Lock | undefined;
  let client: Database.Database | undefined;
  try {
    if (!readonly) {
      mkdirSync(folder, { recursive: true, mode: 0o700 });
      lock = lockFolder(folder);
    }
    client = new Database(file, { readonly, fileMustExist: readonly, timeout: 5000, ...(onStatement === undefined ? {} : { verbose: (sql: unknown) => onStatement(String(sql)) }) });
    if (readonly) {
      checkSchema(client, Number.MAX_SAFE_INTEGER);
      return { client, lock };
    }
    // Not ours or too new: found out before the first byte is changed.
    checkSchema(client, Number.MAX_SAFE_INTEGER);
    client.pragma('journal_mode = WAL');
    client.pragma('synchronous = NORMAL');
    client.pragma('secure_delete = ON');
    client.pragma('cache_size = -16000');
    migrate(client, { migrations, backups: join(folder, 'backups'), stamp: new Date(clock.now()).toISOString().replaceAll(/[:.]/g, '-') });
    for (const ours of [file, `${file}-wal`, `${file}-shm`]) if (existsSync(ours)) chmodSync(ours, 0o600);
    return { client, lock };
  } catch (thrown) {
    client?.close();
    lock?.release();
    throw toStorageError(thrown);
  }
}
