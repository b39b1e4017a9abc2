import type { Personality } from '../personalities/personality.ts';
import { loreKeys } from './lore-keys.ts';

/** One thing in the lore that can never do what its author meant. */
export interface LoreFault {
  /** The entry's id. */
  readonly entry: string;
  /** The key at fault; empty where the entry is. */
  readonly key: string;
  /** What is wrong, to stand after the key: `is longer than 200 characters`. */
  readonly message: string;
}

/** Keys that never match and entries that never wake. */
export function lintLore(personality: Pick<Personality, 'lore'>): readonly LoreFault[] {
  return loreKeys(personality.lore).flatMap(({ entry, keys, also }) => {
    const faults = [...keys, ...also].flatMap(({ source, fault }) =>
      fault === undefined ? [] : [{ entry: entry.id, key: source, message: fault }],
    );
    const isDead = !entry.pinned && (keys.every(isBroken) || (also.length > 0 && also.every(isBroken)));
    return isDead
      ? [...faults, { entry: entry.id, key: '', message: 'never wakes: none of its keys can match and it is not pinned' }]
      : faults;
  });
}

function isBroken({ fault }: { readonly fault?: string }): boolean {
  return fault !== undefined;
}
