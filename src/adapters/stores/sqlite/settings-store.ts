import type { MarkStore, SettingRow, SettingsStore } from '../../../core/ports/settings-store.ts';
import type { Write } from '../../../core/ports/writes.ts';
import type { Connection } from './connection.ts';

export function createSettingsStore({ client }: Connection): SettingsStore {
  const of = client.prepare<{ level: string; owner: string }, { key: string; value: string; changedAt: number }>(
    'SELECT key, value, changed_at AS changedAt FROM settings WHERE level = :level AND owner = :owner ORDER BY key',
  );
  return {
    of: async (owners) =>
      owners.flatMap(({ level, owner }) =>
        of.all({ level, owner }).map(({ value, ...row }): SettingRow => ({ level, owner, ...row, value: JSON.parse(value) })),
      ),
  };
}

export function createMarkStore({ client }: Connection): MarkStore {
  const get = client.prepare<[string], string>('SELECT value FROM marks WHERE key = ?').pluck();
  return {
    async get(key) {
      const value = get.get(key);
      return value === undefined ? undefined : JSON.parse(value);
    },
  };
}

export interface SettingWrites {
  setting(write: Extract<Write, { write: 'setting' }>): void;
  mark(write: Extract<Write, { write: 'mark' }>): void;
}

export function createSettingWrites({ client }: Connection): SettingWrites {
  const set = client.prepare<{ level: string; owner: string; key: string; value: string; at: number }>(`
    INSERT INTO settings (level, owner, key, value, changed_at) VALUES (:level, :owner, :key, :value, :at)
    ON CONFLICT (level, owner, key) DO UPDATE SET value = :value, changed_at = :at`);
  const unset = client.prepare<{ level: string; owner: string; key: string }>(
    'DELETE FROM settings WHERE level = :level AND owner = :owner AND key = :key',
  );
  const mark = client.prepare<{ key: string; value: string }>(
    'INSERT INTO marks (key, value) VALUES (:key, :value) ON CONFLICT (key) DO UPDATE SET value = :value',
  );
  const unmark = client.prepare<[string]>('DELETE FROM marks WHERE key = ?');
  return {
    setting({ level, owner, key, value, at }) {
      if (value === undefined) unset.run({ level, owner, key });
      else set.run({ level, owner, key, value: JSON.stringify(value), at });
    },
    mark({ key, value }) {
      if (value === undefined) unmark.run(key);
      else mark.run({ key, value: JSON.stringify(value) });
    },
  };
}
