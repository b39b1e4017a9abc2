import type { Database } from 'better-sqlite3';

export interface Check {
  /** Number of the last migration applied. */
  readonly schema: number;
  readonly bytes: number;
  /** What SQLite finds wrong with the file; empty: nothing. */
  readonly problems: readonly string[];
}

/** Reads the whole file, and where it may be written also compares the full-text index with the messages. */
export function checkDatabase(client: Database): Check {
  const rows = client.prepare<[], string>('PRAGMA quick_check').pluck().all();
  const problems = rows.filter((row) => row !== 'ok');
  if (!client.readonly) {
    try {
      client.exec(`INSERT INTO message_index(message_index, rank) VALUES ('integrity-check', 1)`);
    } catch {
      problems.push('the full-text index does not match the messages');
    }
  }
  const bytes = Number(client.pragma('page_count', { simple: true })) * Number(client.pragma('page_size', { simple: true }));
  return { schema: Number(client.pragma('user_version', { simple: true })), bytes, problems };
}
