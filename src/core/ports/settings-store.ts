import type { Json } from '../answers/json.ts';
import type { StoredLevel } from '../settings/levels.ts';

export interface SettingOwner {
  readonly level: StoredLevel;
  readonly owner: string;
}

export interface SettingRow extends SettingOwner {
  readonly key: string;
  readonly value: Json;
  readonly changedAt: number;
}

export interface SettingsStore {
  /** Everything these owners have set. */
  of(owners: readonly SettingOwner[]): Promise<readonly SettingRow[]>;
}

/** The engine's own small notes by key: when it last said something, how long a model took to wake. Never text of a talk. */
export interface MarkStore {
  get(key: string): Promise<Json | undefined>;
}
