import type { Database } from 'better-sqlite3';
import type { Logger } from '../../../core/ports/logger.ts';
import { toStorageError } from './storage-error.ts';

export interface Scrubber {
  /** Forgotten text must not outlive its row in the write-ahead log: moves the log into the file and empties it. */
  scrub(): void;
  /** The same if an earlier try failed. */
  retry(): void;
}

/** A reader may hold the log, or the disk be full: then forgetting is committed all the same, and the log is emptied later. */
export function createScrubber(client: Database, logger: Logger | undefined): Scrubber {
  let isDue = false;

  function scrub(): void {
    isDue = true;
    try {
      isDue = client.pragma('wal_checkpoint(TRUNCATE)', { simple: true }) !== 0;
    } catch (thrown) {
      logger?.warn('log-not-emptied', { code: toStorageError(thrown).code });
    }
  }

  return { scrub, retry: () => (isDue ? scrub() : undefined) };
}
