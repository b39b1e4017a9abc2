import { IDBCursorWithValue } from './idb-cursor.ts';
import type { IDBObjectStore } from './idb-object-store.ts';
import type { IDBRequest } from './idb-request.ts';
import type { IDBTransaction } from './idb-transaction.ts';
import type { KeyPath } from './key-path.ts';
import { Readable } from './readable.ts';
import type { IndexShape, StoreShape } from './shapes.ts';
import type { SqliteHome } from './sqlite-home.ts';

/** A store's records by another key than their own. */
export class IDBIndex extends Readable {
  readonly objectStore: IDBObjectStore;
  readonly multiEntry = false;
  readonly #shape: IndexShape;

  constructor(
    objectStore: IDBObjectStore,
    shape: IndexShape,
    { transaction, home, store }: { readonly transaction: IDBTransaction; readonly home: SqliteHome; readonly store: StoreShape },
  ) {
    super({ transaction, home, source: { store, index: shape } });
    this.objectStore = objectStore;
    this.#shape = shape;
  }

  get name(): string {
    return this.#shape.name;
  }

  get keyPath(): KeyPath {
    return this.#shape.keyPath;
  }

  get unique(): boolean {
    return this.#shape.unique;
  }

  openCursor(query?: unknown, direction: unknown = 'next'): IDBRequest {
    return this.open(query, direction, (made) => {
      const cursor = new IDBCursorWithValue(this, { ...made, store: this.objectStore });
      return { cursor, advance: (found) => cursor.stand(found) };
    });
  }
}
