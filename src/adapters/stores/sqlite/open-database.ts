import { closeSync, existsSync, mkdirSync, openSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import Database from 'better-sqlite3';
import type { Clock } from '../../../core/ports/clock.ts';
import type { Logger } from '../../../core/ports/logger.ts';
import { lockFolder } from './lock.ts';
import { checkSchema, listMigrations, migrate } from './migrate.ts';
import { toStorageError } from './storage-error.ts';

export interface OpenOptions {
  readonly folder: string;
  readonly clock: Clock;
  readonly logger?: Logger;
  /** Looks without locking and never writes; the database must be there. */
  readonly readonly?: boolean;
  /** Told every statement with its values, for tests. */
  readonly onStatement?: (sql: string) => void;
  /** Another folder of migrations, for tests. */
  readonly migrations?: string;
  /** The most pages of 4 KiB the file may have: beyond, the disk counts as full. For tests. */
  readonly mostPages?: number;
}

export interface OpenDatabase {
  readonly client: Database.Database;
  /** Lets the next bot into the folder. */
  release(): void;
}

const shippedMigrations = fileURLToPath(new URL('../../../../migrations', import.meta.url));

/** Opens `<folder>/miachat.db`, made and brought up to date if need be; the folder is for its owner alone. */
export function openDatabase(options: OpenOptions): OpenDatabase {
  const { folder, readonly = false } = options;
  let release = (): void => undefined;
  let client: Database.Database | undefined;
  try {
    const file = join(folder, 'miachat.db');
    if (!readonly) {
      mkdirSync(folder, { recursive: true, mode: 0o700 });
      release = lockFolder(folder).release;
      // Made here for its rights: SQLite gives the same ones to the files beside it.
      if (!existsSync(file)) closeSync(openSync(file, 'a', 0o600));
    }
    client = openFile(file, options);
    prepare(client, options);
    return { client, release };
  } catch (thrown) {
    client?.close();
    release();
    throw toStorageError(thrown);
  }
}

function openFile(file: string, { readonly = false, onStatement }: OpenOptions): Database.Database {
  const verbose = onStatement === undefined ? {} : { verbose: (sql: unknown) => onStatement(String(sql)) };
  return new Database(file, { readonly, fileMustExist: true, timeout: 5000, ...verbose });
}

function prepare(
  client: Database.Database,
  { folder, clock, readonly = false, migrations = shippedMigrations, mostPages }: OpenOptions,
): void {
  // Not ours or too new: found out before the first byte is changed.
  const files = listMigrations(migrations);
  checkSchema(client, { newest: files.length, readonly });
  client.pragma('cache_size = -16000');
  client.pragma('foreign_keys = ON');
  if (readonly) return;
  client.pragma('journal_mode = WAL');
  client.pragma('synchronous = NORMAL');
  client.pragma('secure_delete = ON');
  if (mostPages !== undefined) client.pragma(`max_page_count = ${mostPages}`);
  migrate(client, { files, backups: join(folder, 'backups'), stamp: new Date(clock.now()).toISOString().replaceAll(/[:.]/g, '-') });
}
