import type { Vault } from '../adapters/secrets/index.ts';
import { BotError } from '../core/errors.ts';
import type { Clock } from '../core/ports/clock.ts';
import type { SealedRow } from '../core/ports/secret-store.ts';
import type { Store } from '../core/ports/store.ts';

const pageSize = 200;

export interface ForgetPlan {
  readonly store: Pick<Store, 'secrets' | 'commit'>;
  readonly vault: Pick<Vault, 'open' | 'inTurn'>;
  readonly clock: Pick<Clock, 'now'>;
}

/** For a key that is lost for good: takes away what lies under it and cannot be opened any more. Gives back how many that were. */
export function forgetSealed({ store, vault, clock }: ForgetPlan, keyId: string): Promise<number> {
  return vault.inTurn(async () => {
    let count = 0;
    let after: SealedRow | undefined;
    do {
      const rows = await store.secrets.sealedWith(keyId, { ...(after === undefined ? {} : { after }), limit: pageSize });
      after = rows.at(-1);
      const marked = await Promise.all(rows.map(async (row) => ({ row, isLost: await isLost(row) })));
      const lost = marked.filter((one) => one.isLost);
      await store.commit(lost.map(({ row: { owner, name } }) => ({ write: 'secret', owner, name, value: undefined, at: clock.now() })));
      count += lost.length;
    } while (after !== undefined);
    return count;
  });

  async function isLost(row: SealedRow): Promise<boolean> {
    try {
      await vault.open(row.sealed, row);
      return false;
    } catch (thrown) {
      if (thrown instanceof BotError) return true;
      throw thrown;
    }
  }
}
