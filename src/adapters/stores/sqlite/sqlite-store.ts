import type { AdapterState } from '../../../core/ports/adapter-state.ts';
import type { Store } from '../../../core/ports/store.ts';
import type { Write } from '../../../core/ports/writes.ts';
import { createActionStore } from './action-store.ts';
import { createAdapterStates } from './adapter-state-store.ts';
import { type Check, checkDatabase } from './check-database.ts';
import { createCommit } from './commit.ts';
import { connect } from './connection.ts';
import { createDeliveryStore } from './delivery-store.ts';
import { createHistoryStore } from './history-store.ts';
import { createInboxStore } from './inbox-store.ts';
import { createMemoryStore } from './memory-store.ts';
import { type OpenOptions, openDatabase } from './open-database.ts';
import { createPersonalityStore } from './personality-store.ts';
import { createPictureStore } from './picture-store.ts';
import { createRecallStore } from './recall-store.ts';
import { createRoomKeys } from './room-keys.ts';
import { createRoomStore } from './room-store.ts';
import { createScrubber } from './scrubber.ts';
import { createSecretStore } from './secret-store.ts';
import { createMarkStore, createSettingsStore } from './settings-store.ts';
import { createStatsStore } from './stats-store.ts';
import { toStorageError } from './storage-error.ts';
import { createTurnRows } from './turn-rows.ts';
import { createTurnStore } from './turn-store.ts';
import { createUsageStore } from './usage-store.ts';

export interface SqliteStore extends Store {
  /** The private memory of one adapter. */
  adapterState(adapter: string): AdapterState;
  /** Reads the whole file; for `doctor`, not for every start. */
  check(): Promise<Check>;
}

/** Writes after which no byte of what they take away may be left, in the log either. */
const leavesNothing: ReadonlySet<Write['write']> = new Set(['forget', 'forgetFact', 'blankCall', 'secret', 'eraseUsage'] as const);

/** Everything durable in one SQLite file, `<folder>/miachat.db`. */
export async function openSqliteStore(options: OpenOptions): Promise<SqliteStore> {
  const { client, release } = openDatabase(options);
  try {
    const connection = connect(client);
    const keys = createRoomKeys(connection);
    const rows = createTurnRows(connection);
    const commit = createCommit(connection, keys);
    const scrubber = createScrubber(client, options.logger);
    const adapterStates = createAdapterStates(connection);
    return {
      inbox: guarded(createInboxStore(connection, keys, rows)),
      turns: guarded(createTurnStore(connection, rows)),
      history: guarded(createHistoryStore(connection, keys)),
      recall: guarded(createRecallStore(connection, keys)),
      deliveries: guarded(createDeliveryStore(connection)),
      rooms: guarded(createRoomStore(connection)),
      memory: guarded(createMemoryStore(connection)),
      personalities: guarded(createPersonalityStore(connection)),
      pictures: guarded(createPictureStore(connection)),
      settings: guarded(createSettingsStore(connection)),
      secrets: guarded(createSecretStore(connection)),
      stats: guarded(createStatsStore(connection, keys)),
      usage: guarded(createUsageStore(connection, keys)),
      actions: guarded(createActionStore(connection)),
      marks: guarded(createMarkStore(connection)),
      adapterState: (adapter) => guarded(adapterStates(adapter)),
      ...guarded({
        async commit(writes: Parameters<Store['commit']>[0]) {
          const isShredded = commit(writes);
          if (isShredded || writes.some(({ write }) => leavesNothing.has(write))) scrubber.scrub();
          else scrubber.retry();
        },
        check: async () => checkDatabase(client),
        async close() {
          if (!client.open) return;
          scrubber.retry();
          client.close();
          release();
        },
      }),
    };
  } catch (thrown) {
    client.close();
    release();
    throw toStorageError(thrown);
  }
}

/** The same area with every failure as a `BotError`. */
function guarded<Area extends object>(area: Area): Area {
  const methods = Object.entries(area).map(([name, method]: [string, (...given: unknown[]) => unknown]) => [
    name,
    async (...given: unknown[]) => {
      try {
        return await method(...given);
      } catch (thrown) {
        throw toStorageError(thrown);
      }
    },
  ]);
  return Object.fromEntries(methods);
}
