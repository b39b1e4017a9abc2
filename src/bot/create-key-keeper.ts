import { Secret, type Vault } from '../adapters/secrets/index.ts';
import { BotError } from '../core/errors.ts';
import type { Clock } from '../core/ports/clock.ts';
import type { KeptKey, KeyKeeper } from '../core/ports/key-keeper.ts';
import type { SealedRow } from '../core/ports/secret-store.ts';
import type { Store } from '../core/ports/store.ts';
import { maskKey } from '../core/privacy/mask-key.ts';

const prefix = 'key/';
/** Of a key that cannot be opened nothing is known. */
const closed = '…';

export interface KeyKeeperPlan {
  readonly store: Pick<Store, 'secrets' | 'commit'>;
  readonly vault: Pick<Vault, 'seal' | 'open' | 'inTurn'>;
  readonly clock: Pick<Clock, 'now'>;
}

/** People's own keys: a sealed row each, bound to the person and the provider, so that a copied one opens nothing. */
export function createKeyKeeper({ store, vault, clock }: KeyKeeperPlan): KeyKeeper {
  const placeOf = (person: string, provider: string) => ({ owner: person, name: `${prefix}${provider}` });

  async function show({ owner, name, sealed, changedAt }: SealedRow): Promise<KeptKey> {
    const provider = name.slice(prefix.length);
    try {
      return { provider, masked: maskKey((await vault.open(sealed, { owner, name })).reveal()), at: changedAt };
    } catch (thrown) {
      if (!(thrown instanceof BotError)) throw thrown;
      return { provider, masked: closed, at: changedAt };
    }
  }

  return {
    async of(person) {
      const rows = await store.secrets.sealedOf(person);
      return Promise.all(rows.filter(({ name }) => name.startsWith(prefix)).map(show));
    },
    keep: (person, provider, key) =>
      vault.inTurn(async () => {
        const place = placeOf(person, provider);
        const at = clock.now();
        await store.commit([{ write: 'secret', ...place, value: await vault.seal(new Secret(key), place), at }]);
        return { provider, masked: maskKey(key), at };
      }),
    remove: (person, provider) =>
      vault.inTurn(async () => {
        const place = placeOf(person, provider);
        if ((await store.secrets.sealed(place.owner, place.name)) === undefined) return false;
        await store.commit([{ write: 'secret', ...place, value: undefined, at: clock.now() }]);
        return true;
      }),
    async open(person, provider) {
      const place = placeOf(person, provider);
      const row = await store.secrets.sealed(place.owner, place.name);
      return row === undefined ? undefined : (await vault.open(row.sealed, place)).reveal();
    },
  };
}
