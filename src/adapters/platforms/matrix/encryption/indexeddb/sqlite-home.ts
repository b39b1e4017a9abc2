import type Database from 'better-sqlite3';
import { type Catalogue, createCatalogue } from './catalogue.ts';
import { openCryptoFile } from './crypto-file.ts';
import { createRecords, type Records } from './records.ts';
import { TransactionQueue } from './transaction-queue.ts';

/** Where the databases of one bot live: one file of SQLite, one queue of transactions. */
export interface SqliteHome {
  readonly file: Database.Database;
  readonly catalogue: Catalogue;
  readonly records: Records;
  readonly queue: TransactionQueue;
  begin(): void;
  /** On the disk when it returns; counts itself. */
  commit(): void;
  rollback(): void;
  /** How many transactions have ever been committed to this file. */
  commits(): number;
  close(): void;
}

export function openSqliteHome(path: string): SqliteHome {
  const file = openCryptoFile(path);
  const count = file.prepare('UPDATE commits SET count = count + 1');
  const counted = file.prepare<[], { count: number }>('SELECT count FROM commits');
  return {
    file,
    catalogue: createCatalogue(file),
    records: createRecords(file),
    queue: new TransactionQueue(),
    begin: () => void file.exec('BEGIN IMMEDIATE'),
    commit() {
      count.run();
      file.exec('COMMIT');
    },
    rollback() {
      // A full disk may have ended the transaction already.
      if (file.inTransaction) file.exec('ROLLBACK');
    },
    commits: () => counted.get()?.count ?? 0,
    close: () => void file.close(),
  };
}
