import { idbError } from './idb-error.ts';
import type { IDBIndex } from './idb-index.ts';
import type { IDBObjectStore } from './idb-object-store.ts';
import type { IDBRequest } from './idb-request.ts';
import { decodeKey, type IdbKey } from './key-codec.ts';
import type { CursorParts } from './readable.ts';
import { type Found, keyOf, primaryKeyOf, storedIn } from './records.ts';

/** Goes forward through the records of a store or an index. */
export class IDBCursor {
  readonly source: IDBObjectStore | IDBIndex;
  readonly direction = 'next';
  readonly #parts: CursorParts;
  readonly #store: IDBObjectStore;
  #found: Found | undefined;
  /** It stands on a record, and nobody has sent it on yet. */
  #isHere = false;

  constructor(source: IDBObjectStore | IDBIndex, parts: CursorParts & { readonly store: IDBObjectStore }) {
    this.source = source;
    this.#parts = parts;
    this.#store = parts.store;
  }

  get request(): IDBRequest {
    return this.#parts.request();
  }

  get key(): IdbKey | undefined {
    return this.#found === undefined ? undefined : keyOf(this.#found);
  }

  get primaryKey(): IdbKey | undefined {
    return this.#found === undefined ? undefined : primaryKeyOf(this.#found);
  }

  get value(): unknown {
    return this.#found === undefined ? undefined : storedIn(this.#found);
  }

  /** For whoever opened it: puts it on a record. */
  stand(found: Found): void {
    this.#found = found;
    this.#isHere = true;
  }

  continue(key?: unknown): void {
    if (key !== undefined) throw idbError('NotSupportedError', 'a cursor only goes to the next record');
    const last = this.#here();
    const { transaction, request, next } = this.#parts;
    this.#isHere = false;
    transaction.ask(
      this.source,
      () => {
        const found = next(last);
        if (found === undefined) {
          this.#found = undefined;
          return null;
        }
        this.stand(found);
        return this;
      },
      request(),
    );
  }

  update(value: unknown): IDBRequest {
    this.#parts.transaction.checkWritable();
    return this.#store.put(value, decodeKey(this.#here().record));
  }

  delete(): IDBRequest {
    this.#parts.transaction.checkWritable();
    return this.#store.delete(decodeKey(this.#here().record));
  }

  #here(): Found {
    this.#parts.transaction.checkActive();
    this.#parts.checkSource();
    if (!this.#isHere || this.#found === undefined) throw idbError('InvalidStateError', 'the cursor stands on no record');
    return this.#found;
  }
}

export class IDBCursorWithValue extends IDBCursor {}
