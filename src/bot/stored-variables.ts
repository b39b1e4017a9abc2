import { Secret, type Vault } from '../adapters/secrets/index.ts';
import type { Store } from '../core/ports/store.ts';
import type { Write } from '../core/ports/writes.ts';

/** Whose rows are what `connect` keeps: variables, beside the settings people make. */
export const connectedOwner = 'connected';

/** What `connect` has kept: variable → value. The environment wins over it. */
export interface StoredVariables {
  /** Secrets that the environment gives anyway (`given`) are not opened: their key may be gone. */
  read(given: ReadonlySet<string>): Promise<Readonly<Record<string, string>>>;
  /** Keeps what a connector found, secrets sealed; an empty value forgets. */
  keep(values: Readonly<Record<string, string>>, at: number): Promise<void>;
}

export interface StoredVariablesPlan {
  readonly store: Pick<Store, 'settings' | 'secrets' | 'commit'>;
  readonly vault: Vault;
  /** Names of the variables whose schema says that they are secret. */
  readonly secrets: ReadonlySet<string>;
}

export function createStoredVariables({ store, vault, secrets }: StoredVariablesPlan): StoredVariables {
  async function toWrite(name: string, value: string, at: number): Promise<Write> {
    if (!secrets.has(name))
      return { write: 'setting', level: 'operator', owner: connectedOwner, key: name, value: value === '' ? undefined : value, at };
    const sealed = value === '' ? undefined : await vault.seal(new Secret(value), { owner: connectedOwner, name });
    return { write: 'secret', owner: connectedOwner, name, value: sealed, at };
  }

  return {
    async read(given) {
      const [rows, sealed] = await Promise.all([
        store.settings.of([{ level: 'operator', owner: connectedOwner }]),
        store.secrets.sealedOf(connectedOwner),
      ]);
      const plain = rows.flatMap(({ key, value }): [string, string][] => (typeof value === 'string' ? [[key, value]] : []));
      const wanted = sealed.filter(({ name }) => !given.has(name));
      const opened = await Promise.all(
        wanted.map(async ({ name, sealed: text }) => [name, (await vault.open(text, { owner: connectedOwner, name })).reveal()] as const),
      );
      return Object.fromEntries([...plain, ...opened]);
    },
    async keep(values, at) {
      await vault.inTurn(async () =>
        store.commit(await Promise.all(Object.entries(values).map(([name, value]) => toWrite(name, value, at)))),
      );
    },
  };
}

/** Participants that connecting a platform has made operators: kept as `<PLATFORM>_OWNERS`, one list per platform, and united with MIACHAT_OWNERS. */
export function ownersIn(stored: Readonly<Record<string, string>>): readonly string[] {
  const lists = Object.entries(stored).filter(([name]) => name.endsWith('_OWNERS') && !name.startsWith('MIACHAT_'));
  return lists.flatMap(([, list]) => list.split(',')).filter((one) => one !== '');
}
