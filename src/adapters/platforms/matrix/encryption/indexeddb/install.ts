import { IDBCursor, IDBCursorWithValue } from './idb-cursor.ts';
import { IDBDatabase } from './idb-database.ts';
import { IDBFactory } from './idb-factory.ts';
import { IDBIndex } from './idb-index.ts';
import { IDBKeyRange } from './idb-key-range.ts';
import { IDBObjectStore } from './idb-object-store.ts';
import { IDBOpenDBRequest, IDBRequest } from './idb-request.ts';
import { IDBTransaction } from './idb-transaction.ts';
import { openSqliteHome, type SqliteHome } from './sqlite-home.ts';

/** A file that databases can be opened in, under names that begin with its own. */
export interface CryptoFile {
  /** What a store's name has to be for it to live in this file. */
  readonly storeName: string;
  readonly home: SqliteHome;
  /** Nothing may be under way any more. */
  close(): void;
}

const homes = new Map<string, SqliteHome>();
let opened = 0;

/** What the wasm looks for on `globalThis`. */
const globals = {
  IDBCursor,
  IDBCursorWithValue,
  IDBDatabase,
  IDBFactory,
  IDBIndex,
  IDBKeyRange,
  IDBObjectStore,
  IDBOpenDBRequest,
  IDBRequest,
  IDBTransaction,
  indexedDB: new IDBFactory((name) => {
    const [prefix = '', ...rest] = name.split('::');
    const home = homes.get(prefix);
    return home === undefined ? undefined : { home, kept: rest.join('::') };
  }),
};

/** Opens `path` for databases. The wasm knows `globalThis.indexedDB` alone, so the first call puts ours there. */
export function openIndexedDb(path: string): CryptoFile {
  const home = openSqliteHome(path);
  Object.assign(globalThis, globals);
  opened += 1;
  const storeName = `crypto-${opened}`;
  homes.set(storeName, home);
  return {
    storeName,
    home,
    close() {
      homes.delete(storeName);
      home.close();
    },
  };
}
