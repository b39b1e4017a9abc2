import type { SealedRow, SecretStore } from '../../../core/ports/secret-store.ts';
import type { Write } from '../../../core/ports/writes.ts';
import type { Connection } from './connection.ts';

const columns = 'owner, name, sealed, key_id AS keyId, changed_at AS changedAt';

export function createSecretStore({ client }: Connection): SecretStore {
  const one = client.prepare<[string, string], SealedRow>(`SELECT ${columns} FROM secrets WHERE owner = ? AND name = ?`);
  const all = client.prepare<[string], SealedRow>(`SELECT ${columns} FROM secrets WHERE owner = ? ORDER BY name`);
  const census = client.prepare<[], { keyId: string; count: number }>(
    'SELECT key_id AS keyId, count(*) AS count FROM secrets GROUP BY key_id ORDER BY key_id',
  );
  const page = client.prepare<{ keyId: string; owner: string; name: string; limit: number }, SealedRow>(
    `SELECT ${columns} FROM secrets WHERE key_id = :keyId AND (owner, name) > (:owner, :name) ORDER BY owner, name LIMIT :limit`,
  );
  return {
    sealed: async (owner, name) => one.get(owner, name),
    sealedOf: async (owner) => all.all(owner),
    census: async () => census.all(),
    sealedWith: async (keyId, { after = { owner: '', name: '' }, limit }) =>
      page.all({ keyId, owner: after.owner, name: after.name, limit }),
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
