import { mkdtempSync, readFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createMemoryStore } from '../../test/fakes/memory-store.ts';
import { createVault, Secret, type Vault } from '../adapters/secrets/index.ts';
import { checkKeys } from './check-keys.ts';
import { createKeyKeeper } from './create-key-keeper.ts';
import { type RotationNews, rotateKeys } from './rotate-keys.ts';

const clock = { now: () => 1 };
const none: ReadonlySet<string> = new Set();
const keyOf = (index: number): string => `sk-${String(index).padStart(20, '0')}`;

/** Keys of that many people, under a fresh key file. */
async function filled(count: number) {
  const file = join(mkdtempSync(join(tmpdir(), 'miachat-')), 'data.key');
  const store = createMemoryStore();
  const vault = createVault({ file });
  const keeper = createKeyKeeper({ store, vault, clock });
  for (let index = 0; index < count; index += 1) await keeper.keep(`p-${index}`, 'openai', keyOf(index));
  const opened = async (): Promise<readonly (string | undefined)[]> => {
    const now = createKeyKeeper({ store, vault: createVault({ file }), clock });
    return Promise.all(Array.from({ length: count }, (_, index) => now.open(`p-${index}`, 'openai')));
  };
  return { file, store, vault, keeper, opened, whole: Array.from({ length: count }, (_, index) => keyOf(index)) };
}

async function rotateWhole(plan: Parameters<typeof rotateKeys>[0]): Promise<readonly RotationNews[]> {
  const all = [await rotateKeys(plan, 'first')];
  for (let next = all.at(-1)?.next; next !== undefined; next = all.at(-1)?.next) all.push(await rotateKeys(plan, next));
  return all;
}

describe('keys rotate', () => {
  it('moves everything to a new key in batches, says how many are left, and drops the old one', async () => {
    const { file, store, vault, opened, whole } = await filled(7);
    const [old] = await vault.keys();
    const news = await rotateWhole({ store, vault, batch: 3 });
    expect(news.map(({ left }) => left)).toEqual([4, 1, 0]);
    expect(news.at(-1)?.dropped).toEqual([old]);
    expect(await vault.keys()).toHaveLength(1);
    expect(readFileSync(file, 'utf8')).not.toContain(old);
    expect(await store.secrets.census()).toEqual([{ keyId: (await vault.keys())[0], count: 7 }]);
    expect(await opened()).toEqual(whole);
    expect((await store.secrets.sealed('p-0', 'key/openai'))?.changedAt).toBe(1);
  });

  it('killed anywhere, nothing is lost and the next one ends it', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(fc.nat({ max: 14 }), { maxLength: 4 }), async (kills) => {
        const { file, store, opened, whole } = await filled(5);
        for (const steps of kills) {
          const dying = mortal(createVault({ file }), store, steps);
          await rotateWhole({ ...dying, batch: 2 }).catch((thrown: unknown) => expect(thrown).toBe(killed));
          expect(await opened()).toEqual(whole);
          await checkKeys({ store, vault: createVault({ file }), given: none });
        }
        const vault = createVault({ file });
        expect((await rotateWhole({ store, vault, batch: 2 })).at(-1)?.left).toBe(0);
        const [active] = await vault.keys();
        expect([await vault.keys(), await store.secrets.census()]).toEqual([[active], [{ keyId: active, count: 5 }]]);
        expect(await opened()).toEqual(whole);
      }),
      { numRuns: 40 },
    );
  });

  it('a key that is being kept meanwhile is not left behind under the old one', async () => {
    const { file, store, vault } = await filled(4);
    const held = Promise.withResolvers<void>();
    const slow: Pick<typeof store, 'secrets' | 'commit'> = {
      secrets: store.secrets,
      commit: (writes) => held.promise.then(() => store.commit(writes)),
    };
    const keeping = createKeyKeeper({ store: slow, vault, clock }).keep('late', 'openai', keyOf(99));
    const rotating = rotateWhole({ store, vault, batch: 1 });
    // A rotation that waits its turn cannot end before; one that does not is through by then.
    const half = Promise.withResolvers<void>();
    const timer = setTimeout(half.resolve, 500);
    await Promise.race([rotating, half.promise]);
    clearTimeout(timer);
    held.resolve();
    await Promise.all([keeping, rotating]);
    expect(await createKeyKeeper({ store, vault: createVault({ file }), clock }).open('late', 'openai')).toBe(keyOf(99));
  });

  it('what cannot be opened stays, and its key with it', async () => {
    const { store, vault } = await filled(3);
    await copyRow(store, 'p-0', 'p-9');
    const news = await rotateWhole({ store, vault, batch: 2 });
    expect(news.at(-1)).toMatchObject({ left: 1, dropped: [] });
    expect(await vault.keys()).toHaveLength(2);
  });

  it('with keys from the environment moves to the first of them, and says which are idle', async () => {
    const { file, store, whole } = await filled(3);
    const old = readFileSync(file, 'utf8').trim().split('\n').at(-1) ?? '';
    const alone = createVault({ file, keys: old });
    await expect(rotateKeys({ store, vault: alone }, 'first')).rejects.toMatchObject({ code: 'usage', field: 'MIACHAT_KEYS' });
    const fresh = `k2:${Buffer.from('0123456789abcdef0123456789abcdef').toString('base64')}`;
    const both = createVault({ file, keys: `${fresh},${old}` });
    expect((await rotateWhole({ store, vault: both })).at(-1)).toMatchObject({ left: 0, dropped: [], idle: [old.split(':')[0]] });
    const keeper = createKeyKeeper({ store, vault: createVault({ file, keys: fresh }), clock });
    expect(await Promise.all(whole.map((_, index) => keeper.open(`p-${index}`, 'openai')))).toEqual(whole);
  });

  it('where nothing was ever sealed there is nothing to do', async () => {
    const { store, vault } = await filled(0);
    expect(await rotateKeys({ store, vault }, 'first')).toEqual({ left: 0, dropped: [], idle: [] });
  });
});

describe('the check of the keys at the start', () => {
  it('passes with the right one, and fails with another or none', async () => {
    const { file, store, vault } = await filled(2);
    await checkKeys({ store, vault, given: none });
    const [name] = await vault.keys();
    const other = createVault({ file, keys: `${name}:${Buffer.from('0123456789abcdef0123456789abcdef').toString('base64')}` });
    await expect(checkKeys({ store, vault: other, given: none })).rejects.toMatchObject({ code: 'key-wrong' });
    await expect(checkKeys({ store, vault: createVault({ file: `${file}.gone` }), given: none })).rejects.toMatchObject({
      code: 'key-missing',
    });
  });

  it('refuses a key of zeros even where nothing is sealed', async () => {
    const zeros = createVault({ file: '/nowhere', keys: `k1:${Buffer.alloc(32).toString('base64')}` });
    await expect(checkKeys({ store: createMemoryStore(), vault: zeros, given: none })).rejects.toMatchObject({ code: 'key-wrong' });
  });

  it('one row that somebody changed does not make the key wrong', async () => {
    const { store, vault } = await filled(2);
    await copyRow(store, 'p-1', 'a-copy');
    await checkKeys({ store, vault, given: none });
  });

  it('what the environment gives needs no key', async () => {
    const { file, store, vault } = await filled(0);
    const place = { owner: 'connected', name: 'DISCORD_TOKEN' };
    await store.commit([{ write: 'secret', ...place, value: await vault.seal(new Secret('token'), place), at: 1 }]);
    const gone = createVault({ file: `${file}.gone` });
    await checkKeys({ store, vault: gone, given: new Set(['DISCORD_TOKEN']) });
    await expect(checkKeys({ store, vault: gone, given: none })).rejects.toMatchObject({ code: 'key-missing' });
  });
});

/** As somebody with the database in hand would. */
async function copyRow(store: ReturnType<typeof createMemoryStore>, from: string, to: string): Promise<void> {
  const row = await store.secrets.sealed(from, 'key/openai');
  if (row === undefined) throw new Error('no row');
  const { sealed, keyId } = row;
  await store.commit([{ write: 'secret', owner: to, name: 'key/openai', value: { sealed, keyId }, at: 1 }]);
}

const killed = new Error('killed');

/** A process that dies after that many steps, each step before or after it has taken effect. */
function mortal(vault: Vault, store: ReturnType<typeof createMemoryStore>, steps: number) {
  let left = steps;
  const step = async <Result>(work: () => Promise<Result>): Promise<Result> => {
    if (left-- <= 0) throw killed;
    const done = await work();
    if (left-- <= 0) throw killed;
    return done;
  };
  const { addKey, dropOthers } = vault;
  if (addKey === undefined || dropOthers === undefined) throw new Error('a key file is needed');
  return {
    vault: { ...vault, addKey: () => step(addKey), dropOthers: () => step(dropOthers) },
    store: { secrets: store.secrets, commit: (writes: Parameters<typeof store.commit>[0]) => step(() => store.commit(writes)) },
  };
}
