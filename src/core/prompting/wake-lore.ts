import type { LoreEntry } from '../personalities/personality.ts';
import { loreKeys, loreText } from './lore-keys.ts';

/** Lines before the question that can wake an entry. */
export const loreDepth = 4;

export interface WokenLore {
  readonly entry: LoreEntry;
  /** The key that woke it. */
  readonly key: string;
}

/** The entries that the last lines wake, the most important first. What an entry says wakes no other. */
export function wakeLore(lore: readonly LoreEntry[], lines: readonly string[]): readonly WokenLore[] {
  const entries = loreKeys(lore);
  if (entries.length === 0) return [];
  const text = loreText(lines.slice(-loreDepth - 1));
  return byPriority(
    entries.flatMap(({ entry, keys, also }) => {
      if (entry.pinned || entry.text === '') return [];
      const key = keys.find((candidate) => candidate.matches(text));
      if (key === undefined) return [];
      return also.length === 0 || also.some((candidate) => candidate.matches(text)) ? [{ entry, key: key.source }] : [];
    }),
    ({ entry }) => entry,
  );
}

/** The entries that are always there, the most important first. */
export function pinnedLore(lore: readonly LoreEntry[]): readonly LoreEntry[] {
  return byPriority(
    lore.filter(({ pinned, text }) => pinned && text !== ''),
    (entry) => entry,
  );
}

function byPriority<Item>(items: readonly Item[], entry: (item: Item) => LoreEntry): readonly Item[] {
  return items.toSorted((a, b) => entry(b).priority - entry(a).priority);
}
