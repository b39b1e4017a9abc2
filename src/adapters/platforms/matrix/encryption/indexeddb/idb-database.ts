import { EventSource, IdbEvent } from './event-source.ts';
import { idbError } from './idb-error.ts';
import { IDBObjectStore } from './idb-object-store.ts';
import { IDBTransaction } from './idb-transaction.ts';
import { NameList } from './name-list.ts';
import type { StoreShape } from './shapes.ts';
import type { SqliteHome } from './sqlite-home.ts';

/** One connection to a database. */
export class IDBDatabase extends EventSource {
  onversionchange: unknown = null;
  onclose: unknown = null;
  onerror: unknown = null;
  onabort: unknown = null;
  readonly name: string;
  shapes: Map<string, StoreShape>;
  version: number;
  readonly #home: SqliteHome;
  /** Its name in the file. */
  readonly #kept: string;
  #upgrade: IDBTransaction | undefined;
  #isClosed = false;

  constructor(name: string, kept: string, home: SqliteHome) {
    super();
    this.name = name;
    this.#kept = kept;
    this.#home = home;
    this.version = home.catalogue.version(kept);
    this.shapes = home.catalogue.stores(kept);
  }

  get objectStoreNames(): NameList {
    return new NameList(this.shapes.keys());
  }

  get isClosed(): boolean {
    return this.#isClosed;
  }

  transaction(names: string | Iterable<string>, mode: unknown = 'readonly'): IDBTransaction {
    if (this.#isClosed) throw idbError('InvalidStateError', 'the connection is closed');
    if (this.#upgrade !== undefined) throw idbError('InvalidStateError', 'an upgrade is under way');
    const scope = new Set(typeof names === 'string' ? [names] : names);
    for (const name of scope) if (!this.shapes.has(name)) throw idbError('NotFoundError', 'no such object store');
    if (scope.size === 0) throw idbError('InvalidAccessError', 'a transaction needs a store');
    if (mode !== 'readonly' && mode !== 'readwrite') throw new TypeError('a transaction is readonly or readwrite');
    const transaction = new IDBTransaction(this, this.#home, { mode, scope });
    this.#home.queue.add(transaction);
    return transaction;
  }

  createObjectStore(name: string, options: { readonly keyPath?: unknown; readonly autoIncrement?: boolean } = {}): IDBObjectStore {
    const upgrade = this.#upgrading();
    if ((options.keyPath ?? null) !== null || options.autoIncrement === true)
      throw idbError('NotSupportedError', 'keys inside values and counted keys are not supported');
    if (this.shapes.has(name)) throw idbError('ConstraintError', 'there is such an object store already');
    const shape = this.#home.catalogue.addStore(this.#kept, name);
    this.shapes.set(name, shape);
    return new IDBObjectStore(upgrade, shape, this.#home);
  }

  deleteObjectStore(name: string): void {
    const upgrade = this.#upgrading();
    const shape = this.shapes.get(name);
    if (shape === undefined) throw idbError('NotFoundError', 'no such object store');
    const indexes = [...shape.indexes.values()];
    this.shapes.delete(name);
    shape.isDeleted = true;
    this.#home.catalogue.removeStore(shape);
    // After what was asked of it before.
    upgrade.follow(() => {
      this.#home.records.clear(shape);
      for (const index of indexes) this.#home.records.drop(index);
    });
  }

  close(): void {
    this.#isClosed = true;
  }

  /** For the factory: the transaction that may change the schema; when it fails, everything is as it was. */
  upgradeTo(version: number, onOver: (isDone: boolean) => void): IDBTransaction {
    const former = this.version;
    const upgrade = new IDBTransaction(this, this.#home, {
      mode: 'versionchange',
      onOver: (isDone) => {
        this.#upgrade = undefined;
        if (!isDone) {
          this.version = former;
          this.shapes = this.#home.catalogue.stores(this.#kept);
        }
        onOver(isDone);
      },
    });
    this.#upgrade = upgrade;
    this.version = version;
    upgrade.follow(() => this.#home.catalogue.setVersion(this.#kept, version));
    return upgrade;
  }

  /** For the factory: another connection wants to upgrade. */
  announceChange(versions: { readonly oldVersion: number; readonly newVersion: number }): void {
    this.tell(new IdbEvent('versionchange', this, versions));
  }

  #upgrading(): IDBTransaction {
    if (this.#upgrade === undefined) throw idbError('InvalidStateError', 'only an upgrade changes the schema');
    this.#upgrade.checkActive();
    return this.#upgrade;
  }
}
