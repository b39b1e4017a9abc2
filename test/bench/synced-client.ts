import type { Account, ApiEvent } from '../live/client-api.ts';
import { ClientApi } from '../live/client-api.ts';
import { steadyMs } from './steady-ms.ts';

/** A message as it came in a sync; `at` is the steady clock when the reply was there. */
export interface Seen {
  readonly at: number;
  readonly sender: string;
  readonly text: string;
}

const pollMs = 10_000;
const patienceMs = 30_000;

/** A plain client: sends, and sees what its open sync brings, with nothing between it and the server. */
export class SyncedClient {
  readonly userId: string;
  readonly api: ClientApi;
  /** When an event of any kind last came in. */
  lastAt = 0;
  readonly #seen: Seen[] = [];
  readonly #watchers = new Set<() => void>();
  #failure: Error | undefined;
  #isOpen = true;

  private constructor(api: ClientApi, userId: string) {
    this.api = api;
    this.userId = userId;
  }

  /** Resolves when the first sync is done; what came before it is not seen. */
  static async open(url: string, account: Account): Promise<SyncedClient> {
    const client = new SyncedClient(new ClientApi(url, account), account.userId);
    const { next_batch } = await client.api.sync();
    void client.#follow(next_batch).catch((thrown: unknown) => {
      client.#failure = thrown instanceof Error ? thrown : new Error(String(thrown));
      client.#tell();
    });
    return client;
  }

  close(): void {
    this.#isOpen = false;
  }

  /** The moment before it sends. */
  say(room: string, body: string): { readonly begun: number; readonly sent: Promise<string> } {
    const begun = steadyMs();
    return { begun, sent: this.api.send(room, { msgtype: 'm.text', body }) };
  }

  /** The first message that fits, among those that came since `since`. */
  async sees(what: string, fits: (seen: Seen) => boolean, since = 0): Promise<Seen> {
    const end = steadyMs() + patienceMs;
    for (;;) {
      if (this.#failure !== undefined) throw this.#failure;
      const found = this.#seen.find((seen) => seen.at >= since && fits(seen));
      if (found !== undefined) return found;
      if (steadyMs() > end) throw new Error(`${what} was never seen`);
      await this.#more();
    }
  }

  async #follow(from: string): Promise<void> {
    let since = from;
    while (this.#isOpen) {
      const { next_batch, rooms } = await this.api.sync({ since, timeout: String(pollMs) });
      const at = steadyMs();
      since = next_batch;
      for (const joined of Object.values(rooms?.join ?? {})) this.#take(joined?.timeline.events ?? [], at);
      this.#tell();
    }
  }

  #take(events: readonly ApiEvent[], at: number): void {
    if (events.length > 0) this.lastAt = at;
    for (const { type, sender, content } of events) {
      const text = bodyOf(content['m.new_content']) ?? bodyOf(content);
      if (type === 'm.room.message' && text !== undefined) this.#seen.push({ at, sender, text });
    }
  }

  /** Until something came in, or a second went by. */
  async #more(): Promise<void> {
    const { promise, resolve } = Promise.withResolvers<void>();
    const timer = setTimeout(resolve, 1000);
    this.#watchers.add(resolve);
    await promise;
    clearTimeout(timer);
    this.#watchers.delete(resolve);
  }

  #tell(): void {
    for (const wake of this.#watchers) wake();
  }
}

function bodyOf(content: unknown): string | undefined {
  if (typeof content !== 'object' || content === null || !('body' in content)) return undefined;
  return typeof content.body === 'string' ? content.body : undefined;
}
