import type { RoomId } from '../ids.ts';
import type { Level } from './levels.ts';
import type { SettingKey, SettingValues } from './setting-definitions.ts';

/** Whose settings hold for a turn or a command. */
export interface SettingPlace {
  readonly person: string;
  readonly room: RoomId;
  readonly personality?: string;
  readonly community?: string;
  /** The room this one is a thread of. What is left out, this and the community, the reader asks the platform for. */
  readonly parent?: RoomId;
  /** Values of this call alone; they come first. */
  readonly call?: Partial<SettingValues>;
}

export interface ResolvedSetting<Key extends SettingKey = SettingKey> {
  readonly key: Key;
  readonly value: SettingValues[Key];
  /** `default`: nobody set it; `environment`: the operator's variable. */
  readonly from: Level | 'environment' | 'default';
}

/** Every setting as it holds in one place, with where it comes from. */
export interface Resolved {
  get<Key extends SettingKey>(key: Key): SettingValues[Key];
  from(key: SettingKey): ResolvedSetting['from'];
  /** Those that are shown among each other: not the ones with a place of their own. */
  all(): readonly ResolvedSetting[];
  /** What each level says of it, the strongest first. */
  each<Key extends SettingKey>(key: Key): readonly ResolvedSetting<Key>[];
}

export interface SettingsReader {
  resolve(place: SettingPlace): Promise<Resolved>;
}
