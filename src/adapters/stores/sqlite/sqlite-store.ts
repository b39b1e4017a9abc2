import type { AdapterState } from '../../../core/ports/adapter-state.ts';
import type { Store } from '../../../core/ports/store.ts';
import { createAdapterState } from './adapter-state-store.ts';
import { applyWrite } from './apply-write.ts';
import { drizzle } from './drizzle.ts';
import { createInboxStore } from './inbox-store.ts';
import { type OpenOptions, openDatabase } from './open-database.ts';
import { createDeliveryStore, createHistoryStore, createRecallStore, createRoomStore, createTurnStore } from './read-stores.ts';
import * as schema from './schema.ts';
import { toStorageError } from './storage-error.ts';

export interface SqliteStore extends Store {
  /** The private memory of one adapter. */
  adapterState(adapter: string): AdapterState;
}

/** Everything durable in one SQLite file, `<folder>/miachat.db`. */
export async function openSqliteStore(options: OpenOptions): Promise<SqliteStore> {
  const { client, lock } = openDatabase(options);
  const db = drizzle(client, { schema, casing: 'snake_case' });

  function atomically<Result>(work: () => Result): Result {
    return client.transaction(work).immediate();
  }

  return {
    inbox: guarded(createInboxStore(db, atomically)),
    turns: guarded(createTurnStore(db)),
    history: guarded(createHistoryStore(db)),
    recall: guarded(createRecallStore(db)),
    deliveries: guarded(createDeliveryStore(db)),
    rooms: guarded(createRoomStore(db)),
    adapterState: (adapter) => guarded(createAdapterState(db, adapter)),
    async commit(writes) {
      try {
        atomically(() => {
          for (const write of writes) applyWrite(db, write);
        });
        // Forgotten text must not outlive its row in the log.
        if (writes.some(({ write }) => write === 'forget')) client.pragma('wal_checkpoint(TRUNCATE)');
      } catch (thrown) {
        throw toStorageError(thrown);
      }
    },
    async close() {
      if (client.open) client.close();
      lock?.release();
    },
  };
}

/** The same area with every failure as a `BotError`. */
function guarded<Area extends object>(area: Area): Area {
  return new Proxy(area, {
    get(target, name) {
      const member: unknown = Reflect.get(target, name);
      if (typeof member !== 'function') return member;
      return async (...given: unknown[]) => {
        try {
          return await member.apply(target, given);
        } catch (thrown) {
          throw toStorageError(thrown);
        }
      };
    },
  });
}
