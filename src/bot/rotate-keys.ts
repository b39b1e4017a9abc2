import type { Vault } from '../adapters/secrets/index.ts';
import { BotError } from '../core/errors.ts';
import type { SealedRow } from '../core/ports/secret-store.ts';
import type { Store } from '../core/ports/store.ts';
import type { Write } from '../core/ports/writes.ts';

export interface RotationPlan {
  readonly store: Pick<Store, 'secrets' | 'commit'>;
  readonly vault: Vault;
  /** Secrets in one commit. */
  readonly batch?: number;
}

/** One step of a rotation: `first` for the first, then what the step before gave as `next`. */
export type RotationStep = 'first' | Pick<SealedRow, 'owner' | 'name'>;

export interface RotationNews {
  /** Secrets that still lie under another key. */
  readonly left: number;
  /** Where to go on; absent: it is over. */
  readonly next?: Pick<SealedRow, 'owner' | 'name'>;
  /** Keys that have gone. */
  readonly dropped: readonly string[];
  /** Keys that nothing needs any more and that only the operator can take away, since they stand in the environment. */
  readonly idle: readonly string[];
}

/**
 * Moves the secrets to a new key, a batch at a step: the new key stands in the file before the first secret needs it, the old one goes when
 * nothing needs it any more, and whatever was broken off in between is taken up where it is. What cannot be opened stays as it is, and its
 * key with it.
 */
export async function rotateKeys({ store, vault, batch = 200 }: RotationPlan, step: RotationStep): Promise<RotationNews> {
  const known = await vault.keys();
  if (known.length === 0) return { left: 0, dropped: [], idle: [] };
  // More than one: a rotation was begun and broken off, or the operator has put a new one first.
  if (step === 'first' && known.length === 1) await begin(vault);
  return vault.inTurn(async () => {
    const [active = '', ...others] = await vault.keys();
    const old = (await store.secrets.census()).map(({ keyId }) => keyId).filter((keyId) => keyId !== active);
    const rows = await nextRows(old, step === 'first' ? undefined : step);
    await store.commit((await Promise.all(rows.map(sealAnew))).flat());
    const left = (await store.secrets.census()).reduce((sum, { keyId, count }) => sum + (keyId === active ? 0 : count), 0);
    const last = rows.at(-1);
    if (left > 0 && last !== undefined) return { left, next: { owner: last.owner, name: last.name }, dropped: [], idle: [] };
    if (left > 0 || others.length === 0) return { left, dropped: [], idle: [] };
    if (vault.dropOthers === undefined) return { left, dropped: [], idle: others };
    await vault.dropOthers();
    return { left, dropped: others, idle: [] };
  });

  /** Across all old keys in one order, so that what cannot be opened is passed by. */
  async function nextRows(old: readonly string[], after: Pick<SealedRow, 'owner' | 'name'> | undefined): Promise<readonly SealedRow[]> {
    const page = { ...(after === undefined ? {} : { after }), limit: batch };
    const rows = (await Promise.all(old.map((keyId) => store.secrets.sealedWith(keyId, page)))).flat();
    return rows.sort((one, other) => order(one, other)).slice(0, batch);
  }

  async function sealAnew({ owner, name, sealed, changedAt }: SealedRow): Promise<readonly Write[]> {
    const place = { owner, name };
    try {
      const secret = await vault.open(sealed, place);
      // It is the same secret as before: only its seal is new.
      return [{ write: 'secret', ...place, value: await vault.seal(secret, place), at: changedAt }];
    } catch (thrown) {
      if (thrown instanceof BotError) return [];
      throw thrown;
    }
  }
}

async function begin(vault: Vault): Promise<void> {
  if (vault.addKey === undefined)
    throw new BotError('usage', 'Put a new key first in MIACHAT_KEYS, keep the old one behind it, start the bot, and rotate then.', {
      field: 'MIACHAT_KEYS',
    });
  await vault.addKey();
}

const order = (one: SealedRow, other: SealedRow): number =>
  one.owner === other.owner ? compare(one.name, other.name) : compare(one.owner, other.owner);
const compare = (one: string, other: string): number => Buffer.compare(Buffer.from(one), Buffer.from(other));
