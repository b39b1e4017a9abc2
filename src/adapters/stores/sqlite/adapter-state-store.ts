import type { AdapterState } from '../../../core/ports/adapter-state.ts';
import type { Connection } from './connection.ts';

interface Entry {
  readonly adapter: string;
  readonly key: string;
}

/** Private memories of the adapters; none sees another's keys. */
export function createAdapterStates({ client }: Connection): (adapter: string) => AdapterState {
  const get = client.prepare<Entry, string>('SELECT value FROM adapter_state WHERE adapter = :adapter AND key = :key').pluck();
  const set = client.prepare<Entry & { value: string }>(
    'INSERT INTO adapter_state (adapter, key, value) VALUES (:adapter, :key, :value) ON CONFLICT DO UPDATE SET value = excluded.value',
  );
  const drop = client.prepare<Entry>('DELETE FROM adapter_state WHERE adapter = :adapter AND key = :key');
  const list = client.prepare<{ adapter: string; prefix: string }, { key: string; value: string }>(
    'SELECT key, value FROM adapter_state WHERE adapter = :adapter AND key >= :prefix AND substr(key, 1, length(:prefix)) = :prefix ORDER BY key',
  );
  return (adapter) => ({
    get: async (key) => get.get({ adapter, key }),
    async set(key, value) {
      set.run({ adapter, key, value });
    },
    async delete(key) {
      drop.run({ adapter, key });
    },
    list: async (prefix) => list.all({ adapter, prefix }),
  });
}
