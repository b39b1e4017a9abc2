import { closeSync, existsSync, openSync } from 'node:fs';
import Database from 'better-sqlite3';
import { BotError, type ErrorCode } from '../../../../../core/errors.ts';
import { encryptionTexts } from '../encryption-texts.ts';

/** "MxCr": a database of ours and no other. */
const applicationId = 0x4d_78_43_72;
const schemaVersion = 1;

const schema = `
CREATE TABLE databases (name TEXT PRIMARY KEY, version INTEGER NOT NULL) STRICT;
CREATE TABLE stores (id INTEGER PRIMARY KEY, database TEXT NOT NULL, name TEXT NOT NULL, UNIQUE (database, name)) STRICT;
CREATE TABLE indexes (
  id INTEGER PRIMARY KEY, store INTEGER NOT NULL, name TEXT NOT NULL, key_path TEXT NOT NULL, is_unique INTEGER NOT NULL, UNIQUE (store, name)
) STRICT;
CREATE TABLE records (id INTEGER PRIMARY KEY, store INTEGER NOT NULL, key BLOB NOT NULL, value BLOB NOT NULL, UNIQUE (store, key)) STRICT;
CREATE TABLE entries (
  index_id INTEGER NOT NULL, key BLOB NOT NULL, record BLOB NOT NULL, PRIMARY KEY (index_id, key, record)
) STRICT, WITHOUT ROWID;
CREATE INDEX entries_by_record ON entries (index_id, record);
CREATE TABLE commits (only_row INTEGER PRIMARY KEY CHECK (only_row = 1), count INTEGER NOT NULL) STRICT;
INSERT INTO commits VALUES (1, 0);
CREATE TABLE read_messages (
  session BLOB NOT NULL, position INTEGER NOT NULL, event BLOB NOT NULL, PRIMARY KEY (session, position)
) STRICT, WITHOUT ROWID;
`;

const faults: readonly (readonly [prefix: string, code: ErrorCode, advice: keyof typeof encryptionTexts])[] = [
  ['SQLITE_BUSY', 'data-in-use', 'store-in-use'],
  ['SQLITE_LOCKED', 'data-in-use', 'store-in-use'],
  ['SQLITE_NOTADB', 'data-corrupt', 'store-damaged'],
  ['SQLITE_CORRUPT', 'data-corrupt', 'store-damaged'],
  ['SQLITE_FULL', 'storage-full', 'store-disk-full'],
];

/**
 * Opens `crypto.db`, for its owner alone and for this process alone: two machines on one ratchet would use it twice.
 * A step of a ratchet is on the disk (synchronous FULL) before its ciphertext leaves the process, and what is deleted is overwritten.
 */
export function openCryptoFile(file: string): Database.Database {
  let database: Database.Database | undefined;
  try {
    // Made here for its rights: SQLite gives the same ones to the file beside it.
    if (!existsSync(file)) closeSync(openSync(file, 'a', 0o600));
    database = new Database(file, { fileMustExist: true, timeout: 0 });
    database.pragma('locking_mode = EXCLUSIVE');
    database.pragma('journal_mode = WAL');
    database.pragma('synchronous = FULL');
    database.pragma('secure_delete = ON');
    prepare(database);
    return database;
  } catch (thrown) {
    database?.close();
    throw toFault(thrown);
  }
}

/** In one transaction, which also takes the lock that lasts for the life of the connection. */
function prepare(database: Database.Database): void {
  database.exec('BEGIN IMMEDIATE');
  const version = Number(database.pragma('user_version', { simple: true }));
  const isEmpty = version === 0 && database.prepare('SELECT 1 FROM sqlite_schema').get() === undefined;
  if (isEmpty) {
    database.exec(schema);
    database.pragma(`application_id = ${applicationId}`);
    database.pragma(`user_version = ${schemaVersion}`);
  } else if (Number(database.pragma('application_id', { simple: true })) !== applicationId) {
    throw new BotError('data-foreign', 'crypto.db is a database of another program', { advice: encryptionTexts['store-foreign'] });
  } else if (version !== schemaVersion) {
    throw new BotError('data-newer', `crypto.db has version ${version}`, { advice: encryptionTexts['store-newer'] });
  }
  // The lock is taken by a write, even when there is nothing to write.
  database.exec('UPDATE commits SET count = count');
  database.exec('COMMIT');
}

function toFault(thrown: unknown): BotError {
  if (thrown instanceof BotError) return thrown;
  const code = thrown instanceof Error && 'code' in thrown ? String(thrown.code) : 'unknown';
  const [, ours, advice] = faults.find(([prefix]) => code.startsWith(prefix)) ?? ['', 'data-unwritable', 'store-unwritable'];
  return new BotError(ours, `crypto.db cannot be opened (${code})`, { advice: encryptionTexts[advice], cause: thrown });
}
