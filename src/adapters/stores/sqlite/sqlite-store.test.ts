import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { storeContract } from '../../../../test/contracts/store-contract.ts';
import { stillClock } from '../../../../test/fakes/still-clock.ts';
import { openSqliteStore } from './index.ts';

storeContract('sqlite', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'miachat-store-'));
  const clock = stillClock();
  let store = await openSqliteStore({ folder, clock });
  return {
    store,
    async reopen() {
      await store.close();
      store = await openSqliteStore({ folder, clock });
      return store;
    },
    async close() {
      expect((await store.check()).problems).toEqual([]);
      await store.close();
      rmSync(folder, { recursive: true });
    },
  };
});

describe('adapter state', () => {
  it('keeps each adapter’s keys to itself, over a restart', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'miachat-store-'));
    const first = await openSqliteStore({ folder, clock: stillClock() });
    const matrix = first.adapterState('matrix');
    await matrix.set('sync', 'one');
    await matrix.set('sync', 'two');
    await matrix.set('seen:b', '2');
    await matrix.set('seen:a', '1');
    await matrix.set('seen%', 'x');
    await first.adapterState('discord').set('seen:c', '3');
    await first.close();
    const store = await openSqliteStore({ folder, clock: stillClock() });
    const again = store.adapterState('matrix');
    expect(await again.get('sync')).toBe('two');
    expect(await again.list('seen:')).toEqual([
      { key: 'seen:a', value: '1' },
      { key: 'seen:b', value: '2' },
    ]);
    await again.delete('sync');
    expect(await again.get('sync')).toBeUndefined();
    expect(await store.adapterState('discord').get('sync')).toBeUndefined();
    await store.close();
    rmSync(folder, { recursive: true });
  });
});
