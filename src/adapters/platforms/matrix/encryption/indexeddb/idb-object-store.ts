import { serialize } from 'node:v8';
import { IDBCursorWithValue } from './idb-cursor.ts';
import { idbError } from './idb-error.ts';
import { IDBIndex } from './idb-index.ts';
import type { IDBRequest } from './idb-request.ts';
import type { IDBTransaction } from './idb-transaction.ts';
import { encodeKey } from './key-codec.ts';
import { checkKeyPath } from './key-path.ts';
import { toNarrowQuery } from './key-query.ts';
import { NameList } from './name-list.ts';
import { Readable } from './readable.ts';
import type { StoreShape } from './shapes.ts';
import type { SqliteHome } from './sqlite-home.ts';

/** An object store whose keys stand beside the values; keys inside the values and counted keys are not here. */
export class IDBObjectStore extends Readable {
  readonly transaction: IDBTransaction;
  readonly keyPath = null;
  readonly autoIncrement = false;
  readonly #shape: StoreShape;
  readonly #home: SqliteHome;

  constructor(transaction: IDBTransaction, shape: StoreShape, home: SqliteHome) {
    super({ transaction, home, source: { store: shape } });
    this.transaction = transaction;
    this.#shape = shape;
    this.#home = home;
  }

  get name(): string {
    return this.#shape.name;
  }

  get indexNames(): NameList {
    return new NameList(this.#shape.indexes.keys());
  }

  put(value: unknown, key?: unknown): IDBRequest {
    return this.#write(value, key, false);
  }

  add(value: unknown, key?: unknown): IDBRequest {
    return this.#write(value, key, true);
  }

  delete(query: unknown): IDBRequest {
    this.checkSource();
    this.transaction.checkWritable();
    const narrow = toNarrowQuery(query);
    return this.transaction.ask(this, () => this.#home.records.delete(this.#shape, narrow));
  }

  clear(): IDBRequest {
    this.checkSource();
    this.transaction.checkWritable();
    return this.transaction.ask(this, () => this.#home.records.clear(this.#shape));
  }

  openCursor(query?: unknown, direction: unknown = 'next'): IDBRequest {
    return this.open(query, direction, (made) => {
      const cursor = new IDBCursorWithValue(this, { ...made, store: this });
      return { cursor, advance: (found) => cursor.stand(found) };
    });
  }

  index(name: string): IDBIndex {
    this.checkSource();
    const shape = this.#shape.indexes.get(name);
    if (shape === undefined) throw idbError('NotFoundError', 'no such index');
    return new IDBIndex(this, shape, { transaction: this.transaction, home: this.#home, store: this.#shape });
  }

  createIndex(name: string, keyPath: unknown, options: { readonly unique?: boolean; readonly multiEntry?: boolean } = {}): IDBIndex {
    this.transaction.checkUpgrade();
    this.checkSource();
    if (options.multiEntry === true) throw idbError('NotSupportedError', 'an index of many keys per record is not supported');
    if (this.#shape.indexes.has(name)) throw idbError('ConstraintError', 'there is such an index already');
    const made = { name, keyPath: checkKeyPath(keyPath), unique: options.unique === true };
    const index = this.#home.catalogue.addIndex(this.#shape, made);
    this.transaction.follow(() => this.#home.records.fill(this.#shape, index));
    return this.index(name);
  }

  deleteIndex(name: string): void {
    this.transaction.checkUpgrade();
    this.checkSource();
    const index = this.#shape.indexes.get(name);
    if (index === undefined) throw idbError('NotFoundError', 'no such index');
    this.#home.catalogue.removeIndex(this.#shape, index);
    this.transaction.follow(() => this.#home.records.drop(index));
  }

  #write(value: unknown, key: unknown, isNew: boolean): IDBRequest {
    this.checkSource();
    this.transaction.checkWritable();
    const encoded = encodeKey(key);
    const bytes = clone(value);
    // What the caller does to the value later does not count.
    return this.transaction.ask(this, () => this.#home.records.put(this.#shape, { key: encoded, bytes }, isNew));
  }
}

function clone(value: unknown): Buffer {
  try {
    return serialize(value);
  } catch {
    throw idbError('DataCloneError', 'the value cannot be stored');
  }
}
