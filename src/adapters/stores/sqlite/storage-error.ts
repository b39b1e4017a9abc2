import { BotError, type ErrorCode } from '../../../core/errors.ts';

const codes: readonly (readonly [prefix: string, code: ErrorCode, advice: string])[] = [
  ['SQLITE_FULL', 'storage-full', 'The disk is full. Free some space; nothing that was confirmed is lost.'],
  ['SQLITE_CORRUPT', 'data-corrupt', 'The database is damaged. Stop the bot and restore a backup; keep the damaged file.'],
  ['SQLITE_NOTADB', 'data-corrupt', 'miachat.db is not a database. Move it away or restore a backup; it is untouched.'],
  ['SQLITE_READONLY', 'data-unwritable', 'The data folder (MIACHAT_DATA_DIR) cannot be written. Change its rights or choose another.'],
  ['SQLITE_CANTOPEN', 'data-unwritable', 'The database cannot be opened. Check the rights of the data folder (MIACHAT_DATA_DIR).'],
  ['SQLITE_BUSY', 'storage-failed', 'Another program keeps the database locked. Close it; the bot tries again.'],
  ['EACCES', 'data-unwritable', 'The data folder (MIACHAT_DATA_DIR) cannot be written. Change its rights or choose another.'],
  ['EPERM', 'data-unwritable', 'The data folder (MIACHAT_DATA_DIR) cannot be written. Change its rights or choose another.'],
  ['EROFS', 'data-unwritable', 'The data folder (MIACHAT_DATA_DIR) is on a read-only disk. Choose another.'],
  ['EEXIST', 'data-unwritable', 'MIACHAT_DATA_DIR names a file, not a folder. Choose another.'],
  ['ENOTDIR', 'data-unwritable', 'MIACHAT_DATA_DIR lies below a file, not a folder. Choose another.'],
  ['ENOSPC', 'storage-full', 'The disk is full. Free some space; nothing that was confirmed is lost.'],
];

/** SQLite's and the file system's failures as our own; messages never hold bound values. */
export function toStorageError(thrown: unknown): BotError {
  if (thrown instanceof BotError) return thrown;
  const raw = rawCode(thrown);
  const [, code, advice] = codes.find(([prefix]) => raw.startsWith(prefix)) ?? [];
  const field = code === 'data-unwritable' ? { field: 'MIACHAT_DATA_DIR' } : {};
  return new BotError(code ?? 'storage-failed', advice ?? `The database failed (${raw}). Try again; if it stays, run miachat doctor.`, {
    ...field,
    cause: thrown,
  });
}

function rawCode(thrown: unknown): string {
  if (thrown instanceof Error && 'code' in thrown && typeof thrown.code === 'string') return thrown.code;
  // better-sqlite3 says this one before it has asked SQLite.
  if (thrown instanceof TypeError && thrown.message.includes('directory does not exist')) return 'SQLITE_CANTOPEN';
  return 'unknown';
}
