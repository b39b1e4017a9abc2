import { EventSource, IdbEvent } from './event-source.ts';
import { idbError } from './idb-error.ts';
import type { IDBTransaction } from './idb-transaction.ts';

type Outcome = { readonly value: unknown } | { readonly error: DOMException };

/** One thing asked for, and its answer when it is there. */
export class IDBRequest extends EventSource {
  onsuccess: unknown = null;
  onerror: unknown = null;
  readonly source: object | null;
  transaction: IDBTransaction | null;
  #outcome: Outcome | undefined;

  constructor(source: object | null, transaction: IDBTransaction | null) {
    super();
    this.source = source;
    this.transaction = transaction;
  }

  get readyState(): 'pending' | 'done' {
    return this.#outcome === undefined ? 'pending' : 'done';
  }

  get result(): unknown {
    const outcome = this.#settled();
    return 'value' in outcome ? outcome.value : undefined;
  }

  get error(): DOMException | null {
    const outcome = this.#settled();
    return 'error' in outcome ? outcome.error : null;
  }

  /** For the transaction: sets the outcome; `undefined` makes it wait again, as a cursor does. */
  settle(outcome: Outcome | undefined): void {
    this.#outcome = outcome;
  }

  /** For the transaction: tells of the outcome. */
  announce(around: readonly EventSource[]): { readonly event: IdbEvent; readonly thrown: readonly unknown[] } {
    const hasFailed = this.#outcome !== undefined && 'error' in this.#outcome;
    const event = new IdbEvent(hasFailed ? 'error' : 'success', this);
    // Only a failure bubbles.
    return { event, thrown: this.tell(event, hasFailed ? around : []) };
  }

  #settled(): Outcome {
    if (this.#outcome === undefined) throw idbError('InvalidStateError', 'the request is not done');
    return this.#outcome;
  }
}

export class IDBOpenDBRequest extends IDBRequest {
  onupgradeneeded: unknown = null;
  onblocked: unknown = null;

  announceUpgrade(versions: { readonly oldVersion: number; readonly newVersion: number }): readonly unknown[] {
    return this.tell(new IdbEvent('upgradeneeded', this, versions));
  }
}
