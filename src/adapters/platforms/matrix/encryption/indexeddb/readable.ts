import { idbError } from './idb-error.ts';
import type { IDBRequest } from './idb-request.ts';
import type { IDBTransaction } from './idb-transaction.ts';
import { toKeyQuery, toNarrowQuery } from './key-query.ts';
import { type Found, primaryKeyOf, type Source, storedIn } from './records.ts';
import type { SqliteHome } from './sqlite-home.ts';

export interface ReadableParts {
  readonly transaction: IDBTransaction;
  readonly home: SqliteHome;
  readonly source: Source;
}

/** How a cursor goes on: the record after `last`, undefined at the end. */
export interface CursorParts {
  readonly transaction: IDBTransaction;
  request(): IDBRequest;
  next(last: Found): Found | undefined;
  checkSource(): void;
}

interface MadeCursor {
  readonly cursor: object;
  advance(found: Found): void;
}

/** What an object store and an index have in common: reading, by their own keys. */
export class Readable {
  readonly #parts: ReadableParts;

  constructor(parts: ReadableParts) {
    this.#parts = parts;
  }

  get(query: unknown): IDBRequest {
    return this.#first(query, storedIn);
  }

  getKey(query: unknown): IDBRequest {
    return this.#first(query, primaryKeyOf);
  }

  getAll(query?: unknown, count?: number): IDBRequest {
    return this.#all({ query, count }, storedIn);
  }

  getAllKeys(query?: unknown, count?: number): IDBRequest {
    return this.#all({ query, count }, primaryKeyOf);
  }

  count(query?: unknown): IDBRequest {
    this.#check();
    const { transaction, home, source } = this.#parts;
    const condition = toKeyQuery(query);
    return transaction.ask(this, () => home.records.count(source, condition));
  }

  /** Throws when the store or the index is there no more. */
  protected checkSource(): void {
    const { store, index } = this.#parts.source;
    if (store.isDeleted || (index !== undefined && store.indexes.get(index.name) !== index))
      throw idbError('InvalidStateError', 'it has been deleted');
  }

  protected open(query: unknown, direction: unknown, make: (parts: CursorParts) => MadeCursor): IDBRequest {
    this.#check();
    if (direction !== 'next') throw idbError('NotSupportedError', 'a cursor only goes forward');
    const { transaction, home, source } = this.#parts;
    const condition = toKeyQuery(query);
    const next = (last?: Found): Found | undefined =>
      home.records.list(source, condition, { limit: 1, ...(last === undefined ? {} : { last }) })[0];
    let made: MadeCursor | undefined;
    const request: IDBRequest = transaction.ask(this, () => {
      const found = next();
      if (found === undefined) return null;
      made = make({ transaction, next, request: () => request, checkSource: () => this.checkSource() });
      made.advance(found);
      return made.cursor;
    });
    return request;
  }

  #first(query: unknown, read: (found: Found) => unknown): IDBRequest {
    this.#check();
    const { transaction, home, source } = this.#parts;
    const condition = toNarrowQuery(query);
    return transaction.ask(this, () => {
      const [found] = home.records.list(source, condition, { limit: 1 });
      return found === undefined ? undefined : read(found);
    });
  }

  #all({ query, count }: { readonly query: unknown; readonly count: number | undefined }, read: (found: Found) => unknown): IDBRequest {
    this.#check();
    const { transaction, home, source } = this.#parts;
    const condition = toKeyQuery(query);
    // 0 means as many as there are.
    const limit = count === undefined || count === 0 ? -1 : count;
    return transaction.ask(this, () => home.records.list(source, condition, { limit }).map(read));
  }

  #check(): void {
    this.checkSource();
    this.#parts.transaction.checkActive();
  }
}
