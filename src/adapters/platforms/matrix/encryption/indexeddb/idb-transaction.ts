import { EventSource, IdbEvent } from './event-source.ts';
import { idbError, toIdbError } from './idb-error.ts';
import { IDBObjectStore } from './idb-object-store.ts';
import { IDBRequest } from './idb-request.ts';
import { NameList } from './name-list.ts';
import type { StoreShape } from './shapes.ts';
import type { SqliteHome } from './sqlite-home.ts';
import type { Turn } from './transaction-queue.ts';

export type Mode = 'readonly' | 'readwrite' | 'versionchange';

/** The connection, as far as a transaction needs it. */
export interface Connection extends EventSource {
  readonly shapes: Map<string, StoreShape>;
}

interface Work {
  /** Undefined for what nobody waits for, such as the filling of a new index. */
  readonly request: IDBRequest | undefined;
  run(): unknown;
}

/** One transaction of IndexedDB is one of SQLite: `complete` comes only after COMMIT has returned. */
export class IDBTransaction extends EventSource implements Turn {
  oncomplete: unknown = null;
  onabort: unknown = null;
  onerror: unknown = null;
  readonly db: Connection;
  readonly mode: Mode;
  error: DOMException | null = null;
  readonly #home: SqliteHome;
  readonly #scope: ReadonlySet<string> | undefined;
  readonly #works: Work[] = [];
  readonly #onOver: ((isDone: boolean) => void) | undefined;
  #state: 'open' | 'committing' | 'aborting' | 'over' = 'open';
  #hasBegun = false;

  constructor(
    db: Connection,
    home: SqliteHome,
    given: { readonly mode: Mode; readonly scope?: ReadonlySet<string>; readonly onOver?: (isDone: boolean) => void },
  ) {
    super();
    this.db = db;
    this.mode = given.mode;
    this.#home = home;
    this.#scope = given.scope;
    this.#onOver = given.onOver;
  }

  get objectStoreNames(): NameList {
    return new NameList(this.#scope ?? this.db.shapes.keys());
  }

  objectStore(name: string): IDBObjectStore {
    if (this.#state === 'over' || this.#state === 'aborting') throw idbError('InvalidStateError', 'the transaction is over');
    const shape = this.#scope === undefined || this.#scope.has(name) ? this.db.shapes.get(name) : undefined;
    if (shape === undefined) throw idbError('NotFoundError', 'no such object store in this transaction');
    return new IDBObjectStore(this, shape, this.#home);
  }

  commit(): void {
    if (this.#state !== 'open') throw idbError('InvalidStateError', 'the transaction is over');
    this.#state = 'committing';
  }

  abort(): void {
    if (this.#state !== 'open') throw idbError('InvalidStateError', 'the transaction is over');
    this.#state = 'aborting';
  }

  /** For stores, indexes and cursors: puts work in the line. */
  ask(source: object, run: () => unknown, again?: IDBRequest): IDBRequest {
    this.checkActive();
    const request = again ?? new IDBRequest(source, this);
    request.settle(undefined);
    this.#works.push({ request, run });
    return request;
  }

  /** For changes of the schema: work that only shows when it fails, and then ends the transaction. */
  follow(run: () => void): void {
    this.checkActive();
    this.#works.push({ request: undefined, run });
  }

  checkActive(): void {
    if (this.#state !== 'open') throw idbError('TransactionInactiveError', 'the transaction is not active');
  }

  checkWritable(): void {
    this.checkActive();
    if (this.mode === 'readonly') throw idbError('ReadOnlyError', 'the transaction only reads');
  }

  checkUpgrade(): void {
    if (this.mode !== 'versionchange') throw idbError('InvalidStateError', 'only an upgrade changes the schema');
    this.checkActive();
  }

  step(): boolean {
    if (this.#state === 'over') return true;
    if (this.#state === 'aborting') return this.#end(false);
    try {
      if (!this.#hasBegun && this.mode !== 'readonly') this.#home.begin();
      this.#hasBegun = true;
    } catch (thrown) {
      return this.#fail(toIdbError(thrown));
    }
    const work = this.#works.shift();
    return work === undefined ? this.#end(true) : this.#perform(work);
  }

  #perform({ request, run }: Work): boolean {
    try {
      const value = run();
      request?.settle({ value });
    } catch (thrown) {
      const error = toIdbError(thrown);
      if (request === undefined) return this.#fail(error);
      request.settle({ error });
    }
    if (request === undefined) return false;
    const { event, thrown } = request.announce([this, this.db]);
    if (thrown.length > 0) return this.#failLoudly(thrown[0]);
    if (event.type === 'error' && !event.defaultPrevented && this.#state !== 'aborting') return this.#fail(request.error);
    return false;
  }

  /** A listener threw: IndexedDB takes that for a failure, and whoever watches the process hears of it. */
  #failLoudly(thrown: unknown): boolean {
    this.#fail(idbError('AbortError', 'a listener threw'));
    throw thrown;
  }

  #fail(error: DOMException | null): true {
    this.error = error;
    return this.#end(false);
  }

  #end(isDone: boolean): true {
    let isCommitted = isDone;
    if (this.#hasBegun && this.mode !== 'readonly') {
      try {
        if (isDone) this.#home.commit();
      } catch (thrown) {
        this.error = toIdbError(thrown);
        isCommitted = false;
      }
      if (!isCommitted) this.#home.rollback();
    }
    this.#state = 'over';
    const thrown: unknown[] = [];
    if (!isCommitted) {
      for (const { request } of this.#works.splice(0)) {
        request?.settle({ error: idbError('AbortError', 'the transaction was aborted') });
        thrown.push(...(request?.announce([this, this.db]).thrown ?? []));
      }
    }
    // Whoever opened the database sets its state before anybody is told.
    this.#onOver?.(isCommitted);
    thrown.push(...this.tell(new IdbEvent(isCommitted ? 'complete' : 'abort', this), isCommitted ? [] : [this.db]));
    if (thrown.length > 0) throw thrown[0];
    return true;
  }
}
