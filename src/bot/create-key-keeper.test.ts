import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { beforeEach, describe, expect, it } from 'vitest';
import { createMemoryStore } from '../../test/fakes/memory-store.ts';
import { filesWith } from '../../test/journeys/files-with.ts';
import { createVault } from '../adapters/secrets/index.ts';
import { openSqliteStore } from '../adapters/stores/sqlite/index.ts';
import type { KeyKeeper } from '../core/ports/key-keeper.ts';
import type { Store } from '../core/ports/store.ts';
import { createKeyKeeper } from './create-key-keeper.ts';
import { systemClock } from './system-clock.ts';

const key = 'sk-canary4f2a9c31d0b7a1b2';

describe("people's own keys", () => {
  let store: Store;
  let keeper: KeyKeeper;
  let folder: string;

  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'miachat-'));
    store = createMemoryStore();
    keeper = createKeyKeeper({ store, vault: createVault({ file: join(folder, 'data.key') }), clock: { now: () => 5 } });
  });

  it('are shown masked, opened whole, replaced and removed', async () => {
    expect(await keeper.of('p-1')).toEqual([]);
    expect(await keeper.keep('p-1', 'openai', key)).toEqual({ provider: 'openai', masked: 'sk-…a1b2', at: 5 });
    await keeper.keep('p-1', 'litellm', 'short');
    expect(await keeper.of('p-1')).toEqual([
      { provider: 'litellm', masked: '…', at: 5 },
      { provider: 'openai', masked: 'sk-…a1b2', at: 5 },
    ]);
    expect(await keeper.open('p-1', 'openai')).toBe(key);
    await keeper.keep('p-1', 'openai', 'sk-ant-another0000000000zz9z');
    expect(await keeper.open('p-1', 'openai')).toBe('sk-ant-another0000000000zz9z');
    expect((await keeper.of('p-1'))[1]?.masked).toBe('sk-ant-…zz9z');
    expect([await keeper.remove('p-1', 'openai'), await keeper.remove('p-1', 'openai')]).toEqual([true, false]);
    expect(await keeper.open('p-1', 'openai')).toBeUndefined();
  });

  it('are nobody else’s: not to see, not to open, and not as a copied row', async () => {
    await keeper.keep('p-1', 'openai', key);
    expect([await keeper.of('p-2'), await keeper.open('p-2', 'openai')]).toEqual([[], undefined]);
    const row = await store.secrets.sealed('p-1', 'key/openai');
    if (row === undefined) throw new Error('no row');
    const { sealed, keyId } = row;
    await store.commit([
      { write: 'secret', owner: 'p-2', name: 'key/openai', value: { sealed, keyId }, at: 1 },
      { write: 'secret', owner: 'p-1', name: 'key/openrouter', value: { sealed, keyId }, at: 1 },
    ]);
    await expect(keeper.open('p-2', 'openai')).rejects.toMatchObject({ code: 'key-wrong' });
    await expect(keeper.open('p-1', 'openrouter')).rejects.toMatchObject({ code: 'key-wrong' });
    expect(await keeper.of('p-2')).toEqual([{ provider: 'openai', masked: '…', at: 1 }]);
    expect(await keeper.open('p-1', 'openai')).toBe(key);
  });

  it('lie nowhere in the open, and once removed not even sealed', async () => {
    const data = join(folder, 'data');
    const real = await openSqliteStore({ folder: data, clock: systemClock });
    const kept = createKeyKeeper({ store: real, vault: createVault({ file: join(folder, 'data.key') }), clock: systemClock });
    await kept.keep('p-1', 'openai', key);
    const sealed = (await real.secrets.sealed('p-1', 'key/openai'))?.sealed ?? '';
    expect([filesWith(data, 'canary'), filesWith(data, sealed).length > 0]).toEqual([[], true]);
    await kept.keep('p-1', 'openai', `${key}0`);
    expect(filesWith(data, sealed)).toEqual([]);
    const second = (await real.secrets.sealed('p-1', 'key/openai'))?.sealed ?? '';
    await kept.remove('p-1', 'openai');
    expect(filesWith(data, second)).toEqual([]);
    await real.close();
  });
});
