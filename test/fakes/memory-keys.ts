import type { KeyKeeper } from '../../src/core/ports/key-keeper.ts';
import { maskKey } from '../../src/core/privacy/mask-key.ts';

/** People's own keys, unsealed and in memory. */
export function createMemoryKeys(now: () => number = () => 0): KeyKeeper {
  const kept = new Map<string, { readonly person: string; readonly provider: string; readonly key: string; readonly at: number }>();
  const placeOf = (person: string, provider: string): string => JSON.stringify([person, provider]);
  const show = ({ provider, key, at }: { readonly provider: string; readonly key: string; readonly at: number }) => ({
    provider,
    masked: maskKey(key),
    at,
  });
  return {
    of: async (person) =>
      [...kept.values()]
        .filter((one) => one.person === person)
        .map(show)
        .sort((one, other) => (one.provider < other.provider ? -1 : 1)),
    async keep(person, provider, key) {
      const one = { person, provider, key, at: now() };
      kept.set(placeOf(person, provider), one);
      return show(one);
    },
    remove: async (person, provider) => kept.delete(placeOf(person, provider)),
    open: async (person, provider) => kept.get(placeOf(person, provider))?.key,
  };
}
