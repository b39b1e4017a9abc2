/** What happened to a request, a transaction or a connection. */
export class IdbEvent {
  readonly type: string;
  readonly target: EventSource;
  /** Only of an upgrade. */
  readonly oldVersion: number | undefined;
  readonly newVersion: number | undefined;
  defaultPrevented = false;
  isStopped = false;

  constructor(type: string, target: EventSource, versions?: { readonly oldVersion: number; readonly newVersion: number }) {
    this.type = type;
    this.target = target;
    this.oldVersion = versions?.oldVersion;
    this.newVersion = versions?.newVersion;
  }

  preventDefault(): void {
    this.defaultPrevented = true;
  }

  stopPropagation(): void {
    this.isStopped = true;
  }
}

type Listener = (this: EventSource, event: IdbEvent) => unknown;

/** Tells its `on…` property and its listeners, then those around it. */
export class EventSource {
  readonly #listeners = new Map<string, Set<Listener>>();

  addEventListener(type: string, listener: Listener): void {
    const listeners = this.#listeners.get(type) ?? new Set();
    this.#listeners.set(type, listeners.add(listener));
  }

  removeEventListener(type: string, listener: Listener): void {
    this.#listeners.get(type)?.delete(listener);
  }

  /** Everybody is told, even when one throws; what was thrown comes back. */
  protected tell(event: IdbEvent, around: readonly EventSource[] = []): readonly unknown[] {
    const thrown: unknown[] = [];
    for (const source of [this, ...around]) {
      if (event.isStopped) break;
      for (const listener of source.#listening(event.type)) {
        try {
          listener.call(source, event);
        } catch (error) {
          thrown.push(error);
        }
      }
    }
    return thrown;
  }

  #listening(type: string): readonly Listener[] {
    const handler: unknown = Reflect.get(this, `on${type}`);
    const listeners = [...(this.#listeners.get(type) ?? [])];
    return typeof handler === 'function' ? [(event) => Reflect.apply(handler, this, [event]), ...listeners] : listeners;
  }
}
