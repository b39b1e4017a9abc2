import type { AdapterState } from '../../../core/ports/adapter-state.ts';
import { and, asc, eq, sql } from './drizzle.ts';
import type { Db } from './rows.ts';
import { adapterState } from './schema.ts';

/** One adapter's private memory; it sees no other's keys. */
export function createAdapterState(db: Db, adapter: string): AdapterState {
  const own = (key: string) => and(eq(adapterState.adapter, adapter), eq(adapterState.key, key));
  return {
    get: async (key) => db.select().from(adapterState).where(own(key)).get()?.value,
    async set(key, value) {
      db.insert(adapterState).values({ adapter, key, value }).onConflictDoUpdate({ target: [adapterState.adapter, adapterState.key], set: { value } }).run();
    },
    async delete(key) {
      db.delete(adapterState).where(own(key)).run();
    },
    async list(prefix) {
      const starts = sql`substr(${adapterState.key}, 1, ${prefix.length}) = ${prefix}`;
      return db.select({ key: adapterState.key, value: adapterState.value }).from(adapterState).where(and(eq(adapterState.adapter, adapter), starts)).orderBy(asc(adapterState.key)).all();
    },
  };
}
