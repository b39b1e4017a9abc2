import type { Personality } from './personality.ts';

/** The personalities at hand, by id. */
export interface Library {
  get(id: string): Personality | undefined;
  all(): readonly Personality[];
}

export function createLibrary(personalities: readonly Personality[]): Library {
  const byId = new Map(personalities.map((personality) => [personality.id, personality]));
  return { get: (id) => byId.get(id), all: () => [...byId.values()] };
}
