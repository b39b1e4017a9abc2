import type { AdapterState } from '../../src/core/ports/adapter-state.ts';

/** An adapter's memory in a map, which a next run is given. */
export function stateIn(kept: Map<string, string>): AdapterState {
  return {
    get: async (key) => kept.get(key),
    set: async (key, value) => void kept.set(key, value),
    delete: async (key) => void kept.delete(key),
    list: async (prefix) =>
      [...kept]
        .filter(([key]) => key.startsWith(prefix))
        .map(([key, value]) => ({ key, value }))
        .toSorted((one, other) => (one.key < other.key ? -1 : 1)),
  };
}
