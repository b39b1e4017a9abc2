import type { RoomId } from '../ids.ts';
import type { RoomFacts } from '../ports/platform.ts';
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
  describe,
}: {
  readonly store: Pick<Store, 'settings'>;
  readonly environment: Partial<SettingValues>;
  /** What the platform says of a room: whose thread it is, and in which community. */
  describe?(room: RoomId): Promise<Pick<RoomFacts, 'parent' | 'community'> | undefined>;
}): SettingsReader {
  return {
    async resolve(given) {
      // Who asks may know better; a room that cannot be described is only itself.
      const place = { ...(await describe?.(given.room).catch(() => undefined)), ...given };
      const owners = ownersOf(place);
      const rows = await store.settings.of(owners);
      const sources = { rows, owners, place, environment };
      const resolved = new Map(keys.map((key) => [key, resolveOne(key, sources)]));
      const find = (key: SettingKey): ResolvedSetting =>
        resolved.get(key) ?? { key, value: settingDefinitions[key].standard, from: 'default' };
      return {
        get: <Key extends SettingKey>(key: Key) => find(key).value as SettingValues[Key],
        from: (key) => find(key).from,
        all: () => [...resolved.values()].filter(({ key }) => !('isApart' in settingDefinitions[key])),
        each: <Key extends SettingKey>(key: Key) => foundFor(key, sources) as readonly ResolvedSetting<Key>[],
      } satisfies Resolved;
    },
  };
}

/** Whose rows are looked at, and as which level that counts. */
interface Source {
  readonly level: StoredLevel;
  readonly owner: string;
  readonly as: StoredLevel;
}

/** Strongest first. A thread is a room of its own, so its settings are that room's; those of the room it belongs to hold behind them. */
function ownersOf({ person, personality, room, parent, community }: SettingPlace): readonly Source[] {
  const source = (level: StoredLevel, owner: string | undefined, as = level): readonly Source[] =>
    owner === undefined ? [] : [{ level, owner, as }];
  return [
    ...source('person', person),
    ...source('personality', personality),
    ...source('room', room, parent === undefined ? 'room' : 'thread'),
    ...source('room', parent),
    ...source('community', community),
    ...source('operator', operatorOwner),
  ];
}

interface Sources {
  readonly rows: readonly SettingRow[];
  readonly owners: readonly Source[];
  readonly place: SettingPlace;
  readonly environment: Partial<SettingValues>;
}

/** What each level says, the strongest first; those that say nothing are left out. */
function foundFor(key: SettingKey, { rows, owners, place, environment }: Sources): readonly ResolvedSetting[] {
  const { schema } = settingDefinitions[key];
  const found: { readonly key: SettingKey; readonly value: SettingValues[SettingKey]; readonly from: Level | 'environment' }[] = [];
  const add = (value: unknown, from: Level | 'environment'): void => {
    if (value === undefined) return;
    const read = schema.safeParse(value);
    // A value that is no longer valid says nothing; an empty one neither.
    if (read.success && read.data !== '') found.push({ key, value: read.data, from });
  };
  add(place.call?.[key], 'call');
  for (const { level, owner, as } of owners) {
    if (level === 'operator') add(environment[key], 'environment');
    add(rows.find((row) => row.level === level && row.owner === owner && row.key === key)?.value, as);
  }
  return found;
}

function resolveOne(key: SettingKey, sources: Sources): ResolvedSetting {
  const definition = settingDefinitions[key];
  const found = [...foundFor(key, sources)];
  if ('isHighest' in definition) found.sort((a, b) => Number(b.value) - Number(a.value));
  if ('strictest' in definition) {
    const order: readonly string[] = definition.strictest;
    found.sort((a, b) => order.indexOf(String(a.value)) - order.indexOf(String(b.value)));
  }
  const [first] = found;
  if (first === undefined) return { key, value: definition.standard, from: 'default' };
  if (!Array.isArray(first.value)) return first;
  const united = found.flatMap(({ value }) => (Array.isArray(value) ? value : []));
  return { key, value: [...new Set(united)], from: first.from };
}
