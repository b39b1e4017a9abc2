import { describe, expect, it } from 'vitest';
import type { StoreStage } from './store-contract.ts';
import { intakeOf, room } from './store-samples.ts';

/** Settings, secrets, marks and the buttons' tokens. */
export function settingsContract(stage: StoreStage): void {
  describe('settings', () => {
    it('are kept by level and owner until they are unset', async () => {
      const { store } = stage;
      const person = { level: 'person', owner: 'p-1' } as const;
      const operator = { level: 'operator', owner: 'bot' } as const;
      await store.commit([
        { write: 'setting', ...person, key: 'name', value: 'Ada', at: 1 },
        { write: 'setting', ...person, key: 'cast', value: ['mia', null, { a: 1 }], at: 2 },
        { write: 'setting', ...operator, key: 'name', value: null, at: 3 },
        { write: 'setting', level: 'room', owner: 'p-1', key: 'name', value: 'not this one', at: 4 },
      ]);
      await stage.reopen();
      expect(await stage.store.settings.of([operator, person, { ...person, owner: 'p-2' }])).toEqual([
        { ...operator, key: 'name', value: null, changedAt: 3 },
        { ...person, key: 'cast', value: ['mia', null, { a: 1 }], changedAt: 2 },
        { ...person, key: 'name', value: 'Ada', changedAt: 1 },
      ]);
      await stage.store.commit([
        { write: 'setting', ...person, key: 'name', value: 'Ada L.', at: 5 },
        { write: 'setting', ...person, key: 'cast', value: undefined, at: 6 },
        { write: 'setting', ...person, key: 'never', value: undefined, at: 6 },
      ]);
      expect(await stage.store.settings.of([person])).toEqual([{ ...person, key: 'name', value: 'Ada L.', changedAt: 5 }]);
    });
  });

  describe('secrets', () => {
    it('are kept sealed by owner and name until they are taken away', async () => {
      const { store } = stage;
      const mine = { owner: 'p-1', name: 'TOKEN' } as const;
      expect(await store.secrets.sealed('p-1', 'TOKEN')).toBeUndefined();
      await store.commit([
        { write: 'secret', ...mine, value: { sealed: 'v1.k1.one', keyId: 'k1' }, at: 1 },
        { write: 'secret', owner: 'p-1', name: 'KEY', value: { sealed: 'v1.k1.two', keyId: 'k1' }, at: 2 },
        { write: 'secret', owner: 'p-2', name: 'TOKEN', value: { sealed: 'v1.k1.three', keyId: 'k1' }, at: 3 },
      ]);
      await store.commit([{ write: 'secret', ...mine, value: { sealed: 'v1.k2.four', keyId: 'k2' }, at: 4 }]);
      await stage.reopen();
      const token = { ...mine, sealed: 'v1.k2.four', keyId: 'k2', changedAt: 4 };
      expect(await stage.store.secrets.sealed('p-1', 'TOKEN')).toEqual(token);
      expect(await stage.store.secrets.sealedOf('p-1')).toEqual([
        { owner: 'p-1', name: 'KEY', sealed: 'v1.k1.two', keyId: 'k1', changedAt: 2 },
        token,
      ]);
      await stage.store.commit([{ write: 'secret', ...mine, value: undefined, at: 5 }]);
      expect(await stage.store.secrets.sealed('p-1', 'TOKEN')).toBeUndefined();
      expect(await stage.store.secrets.sealedOf('p-2')).toHaveLength(1);
    });

    it('are counted by key, and read page by page under one', async () => {
      const { store } = stage;
      const write = (owner: string, name: string, keyId: string) =>
        ({ write: 'secret', owner, name, value: { sealed: `v1.${keyId}.x`, keyId }, at: 1 }) as const;
      expect(await store.secrets.census()).toEqual([]);
      await store.commit([
        ...['p-2', 'p-1'].flatMap((owner) => [write(owner, 'b', 'k1'), write(owner, 'a', 'k1')]),
        write('p-1', 'c', 'k2'),
      ]);
      expect(await store.secrets.census()).toEqual([
        { keyId: 'k1', count: 4 },
        { keyId: 'k2', count: 1 },
      ]);
      const first = await store.secrets.sealedWith('k1', { limit: 3 });
      expect(first.map(({ owner, name }) => `${owner}/${name}`)).toEqual(['p-1/a', 'p-1/b', 'p-2/a']);
      const last = first.at(-1);
      expect(await store.secrets.sealedWith('k1', { ...(last === undefined ? {} : { after: last }), limit: 3 })).toMatchObject([
        { owner: 'p-2', name: 'b', sealed: 'v1.k1.x', keyId: 'k1' },
      ]);
      expect(await store.secrets.sealedWith('k3', { limit: 3 })).toEqual([]);
    });
  });

  describe('marks', () => {
    it('are kept until they are taken away', async () => {
      const { store } = stage;
      expect(await store.marks.get('warm')).toBeUndefined();
      await store.commit([{ write: 'mark', key: 'warm', value: { ms: 12 } }]);
      await store.commit([{ write: 'mark', key: 'warm', value: 0 }]);
      expect(await store.marks.get('warm')).toBe(0);
      await store.commit([{ write: 'mark', key: 'warm', value: undefined }]);
      expect(await store.marks.get('warm')).toBeUndefined();
    });
  });

  describe('actions', () => {
    it('live through a restart and go when their time is over', async () => {
      await stage.store.inbox.claim(intakeOf('1'));
      const action = { token: 'a', call: { command: 'chat retry', args: { n: 1 } }, owner: 'p-1', room, message: 'm-1', expiresAt: 50 };
      const other = { ...action, token: 'b', owner: undefined, message: undefined, expiresAt: 51 };
      await stage.store.commit([
        { write: 'action', ...action },
        { write: 'action', ...other },
      ]);
      await stage.reopen();
      expect(await stage.store.actions.get('a')).toEqual(action);
      expect(await stage.store.actions.get('b')).toEqual(other);
      await stage.store.commit([{ write: 'expireActions', now: 50 }]);
      expect(await stage.store.actions.get('a')).toBeUndefined();
      expect(await stage.store.actions.get('b')).toEqual(other);
      const nowhere = { write: 'action', ...action, room: 'test:nowhere' } as const;
      await expect(stage.store.commit([nowhere])).rejects.toMatchObject({ code: 'storage-failed' });
    });
  });
}
