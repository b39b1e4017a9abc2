import { closeSync, existsSync, openSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import Database from 'better-sqlite3';
import { BotError } from '../../../core/errors.ts';

export interface Lock {
  release(): void;
}

/**
 * Keeps a second bot off the data folder: an exclusive transaction on a database of its own, held for the life of the process.
 * The operating system ends it at kill -9, so there is no stale lock to clear.
 * Nobody may open and close `bot.lock` by other means in the same process: POSIX would drop the lock.
 */
export function lockFolder(folder: string): Lock {
  const file = join(folder, 'bot.lock');
  const pidFile = join(folder, 'bot.pid');
  if (!existsSync(file)) closeSync(openSync(file, 'a', 0o600));
  const lock = new Database(file, { timeout: 0 });
  try {
    lock.pragma('locking_mode = EXCLUSIVE');
    lock.exec('BEGIN EXCLUSIVE');
    writeFileSync(pidFile, `${process.pid}\n`, { mode: 0o600 });
  } catch (cause) {
    lock.close();
    if (!(cause instanceof Database.SqliteError) || !cause.code.startsWith('SQLITE_BUSY')) throw cause;
    throw new BotError(
      'data-in-use',
      `Another bot (process ${readPid(pidFile)}) uses ${folder}. Stop it, or set MIACHAT_DATA_DIR to another folder.`,
      { field: 'MIACHAT_DATA_DIR' },
    );
  }
  return {
    release() {
      if (!lock.open) return;
      rmSync(pidFile, { force: true });
      lock.close();
    },
  };
}

function readPid(file: string): string {
  try {
    return readFileSync(file, 'utf8').trim();
  } catch {
    return 'unknown';
  }
}
