import type { SettingRow } from '../ports/settings-store.ts';
import type { Store } from '../ports/store.ts';
import { type Level, operatorOwner, type StoredLevel } from './levels.ts';
import { type SettingKey, type SettingValues, settingDefinitions } from './setting-definitions.ts';
import type { Resolved, ResolvedSetting, SettingPlace, SettingsReader } from './settings-reader.ts';

const keys = Object.keys(settingDefinitions) as readonly SettingKey[];

/** Settings by place; the strongest level that says something wins, lists of several levels unite. */
export function createSettingsReader({
  store,
  environment,
}: {
  readonly store: Pick<Store, 'settings'>;
  readonly environment: Partial<SettingValues>;
}): SettingsReader {
  return {
    async resolve(place) {
      const owners = ownersOf(place);
      const rows = await store.settings.of(owners);
      const resolved = new Map(keys.map((key) => [key, resolveOne(key, { rows, owners, place, environment })]));
      const find = (key: SettingKey): ResolvedSetting =>
        resolved.get(key) ?? { key, value: settingDefinitions[key].standard, from: 'default' };
      return {
        get: <Key extends SettingKey>(key: Key) => find(key).value as SettingValues[Key],
        from: (key) => find(key).from,
        all: () => [...resolved.values()],
      } satisfies Resolved;
    },
  };
}

/** Strongest first. A thread is a room of its own, so its settings are that room's. */
function ownersOf({
  person,
  personality,
  room,
  community,
}: SettingPlace): readonly { readonly level: StoredLevel; readonly owner: string }[] {
  return [
    { level: 'person', owner: person },
    ...(personality === undefined ? [] : [{ level: 'personality', owner: personality } as const]),
    { level: 'room', owner: room },
    ...(community === undefined ? [] : [{ level: 'community', owner: community } as const]),
    { level: 'operator', owner: operatorOwner },
  ];
}

interface Sources {
  readonly rows: readonly SettingRow[];
  readonly owners: readonly { readonly level: StoredLevel; readonly owner: string }[];
  readonly place: SettingPlace;
  readonly environment: Partial<SettingValues>;
}

function resolveOne(key: SettingKey, { rows, owners, place, environment }: Sources): ResolvedSetting {
  const { schema, standard } = settingDefinitions[key];
  const found: { readonly value: SettingValues[SettingKey]; readonly from: Level | 'environment' }[] = [];
  const add = (value: unknown, from: Level | 'environment'): void => {
    const read = schema.safeParse(value);
    // A value that is no longer valid says nothing; an empty one neither.
    if (value !== undefined && read.success && read.data !== '') found.push({ value: read.data, from });
  };
  add(place.call?.[key], 'call');
  for (const { level, owner } of owners) {
    if (level === 'operator') add(environment[key], 'environment');
    add(rows.find((row) => row.level === level && row.owner === owner && row.key === key)?.value, level);
  }
  const [first] = found;
  if (first === undefined) return { key, value: standard, from: 'default' };
  if (!Array.isArray(first.value)) return { key, ...first };
  const united = found.flatMap(({ value }) => (Array.isArray(value) ? value : []));
  return { key, value: [...new Set(united)], from: first.from };
}
