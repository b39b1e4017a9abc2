import type { Vault } from '../adapters/secrets/index.ts';
import { BotError } from '../core/errors.ts';
import type { SealedRow } from '../core/ports/secret-store.ts';
import type { Store } from '../core/ports/store.ts';
import { connectedOwner } from './stored-variables.ts';

const pageSize = 50;

export interface KeyCheck {
  readonly store: Pick<Store, 'secrets'>;
  readonly vault: Pick<Vault, 'keys' | 'open'>;
  /** Variables that the environment gives: what was kept under these names is not needed, and its key may be gone. */
  readonly given: ReadonlySet<string>;
}

/**
 * Whether the keys at hand are the ones the secrets were sealed with. Every secret is a check of its key: the first one that opens proves it,
 * and where none does a start ends here and not at the first use. Throws `key-missing` or `key-wrong`.
 */
export async function checkKeys({ store, vault, given }: KeyCheck): Promise<void> {
  // Weak, malformed or open to others: refused even where nothing is sealed yet.
  await vault.keys();
  const isNeeded = ({ owner, name }: SealedRow): boolean => owner !== connectedOwner || !given.has(name);
  for (const { keyId } of await store.secrets.census()) {
    const failure = await firstFailure(keyId);
    if (failure !== undefined) throw failure;
  }

  async function firstFailure(keyId: string): Promise<BotError | undefined> {
    let failure: BotError | undefined;
    let after: SealedRow | undefined;
    do {
      const rows = await store.secrets.sealedWith(keyId, { ...(after === undefined ? {} : { after }), limit: pageSize });
      after = rows.at(-1);
      for (const row of rows.filter(isNeeded)) {
        try {
          await vault.open(row.sealed, row);
          return undefined;
        } catch (thrown) {
          if (!(thrown instanceof BotError)) throw thrown;
          failure ??= thrown;
        }
      }
    } while (after !== undefined);
    return failure;
  }
}
