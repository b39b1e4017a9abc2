import { BotError, type ErrorCode } from '../../../core/errors.ts';

const codes: readonly (readonly [prefix: string, code: ErrorCode, advice: string])[] = [
  ['SQLITE_FULL', 'storage-full', 'The disk is full. Free some space; nothing that was confirmed is lost.'],
  ['SQLITE_CORRUPT', 'data-corrupt', 'The database is damaged. Restore a backup; the damaged file is untouched.'],
  ['SQLITE_NOTADB', 'data-corrupt', 'miachat.db is not a database. Move it away or restore a backup; it is untouched.'],
  ['SQLITE_READONLY', 'data-unwritable', 'The data folder (MIACHAT_DATA_DIR) cannot be written. Change its rights or choose another.'],
  ['SQLITE_CANTOPEN', 'data-unwritable', 'The database cannot be opened. Check the rights of the data folder (MIACHAT_DATA_DIR).'],
  ['EACCES', 'data-unwritable', 'The data folder (MIACHAT_DATA_DIR) cannot be written. Change its rights or choose another.'],
  ['EROFS', 'data-unwritable', 'The data folder (MIACHAT_DATA_DIR) is on a read-only disk. Choose another.'],
  ['EEXIST', 'data-unwritable', 'MIACHAT_DATA_DIR names a file, not a folder. Choose another.'],
  ['ENOTDIR', 'data-unwritable', 'MIACHAT_DATA_DIR lies below a file, not a folder. Choose another.'],
  ['ENOSPC', 'storage-full', 'The disk is full. Free some space; nothing that was confirmed is lost.'],
];

/** SQLite's and the file system's failures as our own; messages never hold bound values. */
export function toStorageError(thrown: unknown): BotError {
  if (thrown instanceof BotError) return thrown;
  const raw = thrown instanceof Error && 'code' in thrown && typeof thrown.code === 'string' ? thrown.code : '';
  const [, code, advice] = codes.find(([prefix]) => raw.startsWith(prefix)) ?? [];
  const field = code === 'data-unwritable' ? { field: 'MIACHAT_DATA_DIR' } : {};
  return new BotError(code ?? 'storage-failed', advice ?? `The database failed (${raw === '' ? 'unknown' : raw}).`, { ...field, cause: thrown });
}
