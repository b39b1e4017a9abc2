import type { SealedRow, SecretStore } from '../../../core/ports/secret-store.ts';
import type { Write } from '../../../core/ports/writes.ts';
import type { Connection } from './connection.ts';

const columns = 'owner, name, sealed, key_id AS keyId, changed_at AS changedAt';

export function createSecretStore({ client }: Connection): SecretStore {
  const one = client.prepare<[string, string], SealedRow>(`SELECT ${columns} FROM secrets WHERE owner = ? AND name = ?`);
  const all = client.prepare<[string], SealedRow>(`SELECT ${columns} FROM secrets WHERE owner = ? ORDER BY name`);
  return {
    sealed: async (owner, name) => one.get(owner, name),
    sealedOf: async (owner) => all.all(owner),
  };
}

/** Keeps a sealed secret, or takes it away. */
export function createSecretWriter({ client }: Connection): (write: Extract<Write, { write: 'secret' }>) => void {
  const keep = client.prepare<Omit<SealedRow, 'changedAt'> & { readonly at: number }>(`
    INSERT INTO secrets (owner, name, sealed, key_id, changed_at) VALUES (:owner, :name, :sealed, :keyId, :at)
    ON CONFLICT (owner, name) DO UPDATE SET sealed = :sealed, key_id = :keyId, changed_at = :at`);
  const drop = client.prepare<[string, string]>('DELETE FROM secrets WHERE owner = ? AND name = ?');
  return ({ owner, name, value, at }) => {
    if (value === undefined) drop.run(owner, name);
    else keep.run({ owner, name, at, ...value });
  };
}
