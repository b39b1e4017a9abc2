import { IDBDatabase } from './idb-database.ts';
import { idbError } from './idb-error.ts';
import { IDBOpenDBRequest } from './idb-request.ts';
import type { IDBTransaction } from './idb-transaction.ts';
import { compareKeys } from './key-codec.ts';
import type { SqliteHome } from './sqlite-home.ts';

/** Which file a database is in, and its name there. */
export type FindHome = (name: string) => { readonly home: SqliteHome; readonly kept: string } | undefined;

/** `indexedDB`: opens databases in the file that their name points to. */
export class IDBFactory {
  readonly #find: FindHome;
  readonly #open = new Set<IDBDatabase>();

  constructor(find: FindHome) {
    this.#find = find;
  }

  cmp(one: unknown, other: unknown): number {
    return compareKeys(one, other);
  }

  open(name: string, version?: number): IDBOpenDBRequest {
    if (version !== undefined && !(Number.isSafeInteger(version) && version > 0)) throw new TypeError('a version is a positive integer');
    const found = this.#find(name);
    if (found === undefined) throw idbError('UnknownError', 'no file was opened for this database');
    const request = new IDBOpenDBRequest(null, null);
    found.home.queue.add({ step: () => this.#answer(request, { ...found, name, version }) });
    return request;
  }

  #answer(
    request: IDBOpenDBRequest,
    { home, kept, name, version }: { home: SqliteHome; kept: string; name: string; version: number | undefined },
  ): boolean | IDBTransaction {
    const database = new IDBDatabase(name, kept, home);
    const oldVersion = database.version;
    const newVersion = version ?? Math.max(1, oldVersion);
    if (newVersion < oldVersion) return fail(request, idbError('VersionError', 'the database has a higher version'));
    if (newVersion === oldVersion) {
      this.#open.add(database);
      request.settle({ value: database });
      raise(request.announce([]).thrown);
      return true;
    }
    this.#closeOthers(name, { oldVersion, newVersion });
    if (this.#others(name).length > 0)
      return fail(request, idbError('NotSupportedError', 'another connection holds the database, and waiting for it is not supported'));
    const upgrade = database.upgradeTo(newVersion, (isDone) => {
      request.transaction = null;
      // After `complete` or `abort`, as its own task.
      setImmediate(() => {
        if (isDone && !database.isClosed) {
          this.#open.add(database);
          request.settle({ value: database });
          raise(request.announce([]).thrown);
        } else fail(request, idbError('AbortError', 'the upgrade was aborted'));
      });
    });
    request.transaction = upgrade;
    upgrade.follow(() => {
      request.settle({ value: database });
      raise(request.announceUpgrade({ oldVersion, newVersion }));
    });
    return upgrade;
  }

  #others(name: string): readonly IDBDatabase[] {
    for (const database of this.#open) if (database.isClosed) this.#open.delete(database);
    return [...this.#open].filter((database) => database.name === name);
  }

  #closeOthers(name: string, versions: { readonly oldVersion: number; readonly newVersion: number }): void {
    for (const database of this.#others(name)) database.announceChange(versions);
  }
}

function fail(request: IDBOpenDBRequest, error: DOMException): true {
  request.settle({ error });
  raise(request.announce([]).thrown);
  return true;
}

function raise(thrown: readonly unknown[]): void {
  if (thrown.length > 0) throw thrown[0];
}
