import { BotError, toBotError } from '../../../core/errors.ts';
import type { AdapterState } from '../../../core/ports/adapter-state.ts';
import type { Clock } from '../../../core/ports/clock.ts';
import type { Logger } from '../../../core/ports/logger.ts';
import type { MatrixApi, SyncBatch } from './api.ts';
import { errcodeOf, isGone, limitedFor, statusOf, toMatrixError } from './errors.ts';
import { nonceOf } from './nonce.ts';

/** So long the server may wait for something to happen. */
const pollMs = 30_000;
const pausesMs = [500, 1_000, 2_000, 5_000, 10_000, 30_000] as const;

/** What we are told: talk and the state of rooms; no presence, no typing, no receipts. Members are asked for where they matter. */
const filter = {
  presence: { not_types: ['*'] },
  account_data: { not_types: ['*'] },
  room: {
    account_data: { not_types: ['*'] },
    ephemeral: { not_types: ['*'] },
    include_leave: false,
    state: { lazy_load_members: true },
    timeline: { limit: 50, lazy_load_members: true },
  },
};

export interface SyncLoopParts {
  readonly api: Pick<MatrixApi, 'sync' | 'filter'>;
  readonly clock: Clock;
  readonly logger: Logger;
  readonly state: AdapterState;
  readonly self: string;
  /** Takes everything of a batch; when it throws, the same batch comes again. `since`: where the one before ended, undefined for the first of all. */
  handle(batch: SyncBatch, since: string | undefined): Promise<void>;
}

/** The connection: batch after batch, each one's token kept only after all of it has been taken. */
export interface SyncLoop {
  /** Resolves after the first batch. */
  open(): Promise<void>;
  /** The last batch came, and nothing has gone wrong since. */
  isOpen(): boolean;
  close(): Promise<void>;
}

export function createSyncLoop({ api, clock, logger, state, self, handle }: SyncLoopParts): SyncLoop {
  const over = new AbortController();
  let loop: Promise<void> = Promise.resolve();
  let since: string | undefined;
  let isOpen = false;
  const sinceKey = `since/${self}`;
  const filterKey = `filter/${self}/${nonceOf(JSON.stringify(filter))}`;

  async function step(timeout: number): Promise<void> {
    const batch = await fetchBatch(timeout);
    if (over.signal.aborted) return;
    await handle(batch, since);
    since = batch.next_batch;
    await state.set(sinceKey, since);
    isOpen = true;
  }

  /** A server that has forgotten where we were, or what we want to be told, begins anew; what we know already is known to the inbox. */
  async function fetchBatch(timeout: number): Promise<SyncBatch> {
    try {
      return await ask(timeout);
    } catch (thrown) {
      const isForgotten = errcodeOf(thrown) !== undefined && (statusOf(thrown) === 400 || isGone(thrown));
      if (!isForgotten) throw thrown;
      logger.warn('matrix-sync-anew', { code: errcodeOf(thrown) });
      since = undefined;
      await state.delete(filterKey);
      return ask(0);
    }
  }

  async function ask(timeout: number): Promise<SyncBatch> {
    const query = { filter: await findFilter(), timeout, ...(since === undefined ? {} : { since }) };
    return api.sync(query, over.signal);
  }

  async function findFilter(): Promise<string> {
    const kept = await state.get(filterKey);
    if (kept !== undefined) return kept;
    const made = await api.filter(self, filter);
    await state.set(filterKey, made);
    return made;
  }

  async function run(): Promise<void> {
    let failures = 0;
    while (!over.signal.aborted) {
      try {
        await step(pollMs);
        failures = 0;
      } catch (thrown) {
        if (over.signal.aborted) return;
        isOpen = false;
        const error = thrown instanceof BotError ? thrown : toMatrixError(thrown);
        // The session is over; whoever can mend it has been told.
        if (error.code === 'settings-invalid') return;
        logger.warn('matrix-sync-failed', { code: toBotError(error).code, status: statusOf(thrown), failures });
        const pause = limitedFor(thrown) ?? pausesMs[Math.min(failures, pausesMs.length - 1)] ?? 30_000;
        failures += 1;
        await clock.sleep(pause, over.signal).catch(() => undefined);
      }
    }
  }

  return {
    async open() {
      since = await state.get(sinceKey);
      await step(0);
      loop = run();
    },
    isOpen: () => isOpen,
    async close() {
      isOpen = false;
      over.abort();
      await loop;
    },
  };
}
