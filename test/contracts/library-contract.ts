import { describe, expect, it } from 'vitest';
import type { Write } from '../../src/core/ports/writes.ts';
import type { StoreStage } from './store-contract.ts';

type Revision = Extract<Write, { write: 'revision' }>;

function revisionOf(number: number, changes: Partial<Revision> = {}): Revision {
  return {
    write: 'revision',
    personality: 'x',
    owner: 'p-1',
    name: 'Ruth',
    tagline: `take ${number}`,
    rating: 'everyone',
    forkOf: undefined,
    revision: number,
    parent: number === 1 ? undefined : number - 1,
    body: { number, list: [1, 'two', null] },
    at: number * 10,
    author: 'p-1',
    ...changes,
  };
}

/** Personalities, their revisions and drafts. */
export function libraryContract(stage: StoreStage): void {
  describe('personalities', () => {
    it('are made by their first revision and listed by name', async () => {
      const { store } = stage;
      await store.commit([
        revisionOf(1),
        revisionOf(1, { personality: 'y', name: 'anna', forkOf: 'mia', owner: 'p-2', rating: 'mature' }),
        revisionOf(1, { personality: 'z', name: 'Ruth' }),
      ]);
      expect((await store.personalities.list()).map(({ id }) => id)).toEqual(['y', 'x', 'z']);
      expect(await store.personalities.row('y')).toEqual({
        id: 'y',
        owner: 'p-2',
        name: 'anna',
        tagline: 'take 1',
        revision: 1,
        newest: 1,
        forkOf: 'mia',
        rating: 'mature',
        deletedAt: undefined,
      });
      expect(await store.personalities.row('nobody')).toBeUndefined();
    });

    it('keep every revision; the newest holds until an earlier one is held', async () => {
      const { store } = stage;
      const original = new Uint8Array([0, 255, 10, 13]);
      await store.commit([revisionOf(1, { original }), revisionOf(2, { name: 'Ruth B.', owner: 'p-9', author: 'p-2' })]);
      expect(await store.personalities.row('x')).toMatchObject({ name: 'Ruth B.', owner: 'p-1', revision: 2, newest: 2 });
      await store.commit([
        { write: 'holdRevision', personality: 'x', revision: 1, name: 'Ruth', tagline: 'take 1', rating: 'everyone' },
        { write: 'holdRevision', personality: 'nobody', revision: 1, name: '', tagline: '', rating: 'everyone' },
      ]);
      expect(await store.personalities.row('x')).toMatchObject({ name: 'Ruth', tagline: 'take 1', revision: 1, newest: 2 });
      await store.commit([revisionOf(3, { parent: 1 })]);
      expect(await store.personalities.row('x')).toMatchObject({ revision: 3, newest: 3 });
      expect(await store.personalities.revisions('x')).toEqual([
        { personality: 'x', revision: 3, parent: 1, at: 30, author: 'p-1' },
        { personality: 'x', revision: 2, parent: 1, at: 20, author: 'p-2' },
        { personality: 'x', revision: 1, parent: undefined, at: 10, author: 'p-1' },
      ]);
      expect(await store.personalities.revision('x', 1)).toEqual({
        personality: 'x',
        revision: 1,
        parent: undefined,
        at: 10,
        author: 'p-1',
        body: { number: 1, list: [1, 'two', null] },
      });
      expect(await store.personalities.original('x', 1)).toEqual(original);
      expect(await store.personalities.original('x', 2)).toBeUndefined();
      expect(await store.personalities.revision('x', 9)).toBeUndefined();
    });

    it('never change a revision that is there', async () => {
      const { store } = stage;
      await store.commit([revisionOf(1)]);
      await expect(store.commit([revisionOf(1, { name: 'Other', body: 'other' })])).rejects.toMatchObject({ code: 'storage-failed' });
      expect(await store.personalities.row('x')).toMatchObject({ name: 'Ruth' });
      expect((await store.personalities.revision('x', 1))?.body).toMatchObject({ number: 1 });
    });

    it('leave the list when they are deleted and come back', async () => {
      const { store } = stage;
      await store.commit([revisionOf(1)]);
      await store.commit([{ write: 'deletePersonality', personality: 'x', at: 50 }]);
      expect(await store.personalities.list()).toEqual([]);
      expect(await store.personalities.row('x')).toMatchObject({ deletedAt: 50 });
      const { owner } = revisionOf(1);
      expect((await store.personalities.deletedOf(owner)).map(({ id, deletedAt }) => [id, deletedAt])).toEqual([['x', 50]]);
      expect(await store.personalities.deletedOf('somebody else')).toEqual([]);
      await store.commit([{ write: 'deletePersonality', personality: 'x', at: undefined }]);
      expect((await store.personalities.list()).map(({ id }) => id)).toEqual(['x']);
      expect(await store.personalities.deletedOf(owner)).toEqual([]);
    });

    it('keep one draft per author until they save or throw it away', async () => {
      const { store } = stage;
      const draft = { write: 'draft', personality: 'x', owner: 'p-1', base: 0, body: { name: 'R' }, at: 1 } as const;
      await store.commit([draft, { ...draft, owner: 'p-2', at: 2 }, { ...draft, personality: 'y', at: 3 }]);
      await store.commit([{ ...draft, base: 1, body: { name: 'Ru' }, at: 4 }]);
      expect(await store.personalities.draft('x', 'p-1')).toEqual({ personality: 'x', owner: 'p-1', base: 1, body: { name: 'Ru' }, at: 4 });
      expect((await store.personalities.draftsOf('p-1')).map(({ personality }) => personality)).toEqual(['x', 'y']);
      await stage.reopen();
      await stage.store.commit([revisionOf(1), { ...draft, personality: 'y', body: undefined }]);
      expect(await stage.store.personalities.draftsOf('p-1')).toEqual([]);
      expect((await stage.store.personalities.draftsOf('p-2')).map(({ personality }) => personality)).toEqual(['x']);
      expect(await stage.store.personalities.draft('x', 'p-1')).toBeUndefined();
    });
  });

  describe('pictures', () => {
    const bytes = (fill: number) => new Uint8Array(5000).fill(fill);
    const picture = (hash: string, fill = 1): Write => ({ write: 'picture', hash, mime: 'image/png', bytes: bytes(fill) });
    const draftOf = (owner: string, hash: string | undefined): Write => ({
      write: 'draft',
      personality: 'x',
      owner,
      base: 0,
      body: {},
      at: 1,
      ...(hash === undefined ? {} : { picture: hash }),
    });

    it('are called by their content', async () => {
      const { pictures } = stage.store;
      expect(await pictures.hashOf(new Uint8Array())).toBe('e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855');
      expect(await pictures.hashOf(bytes(1))).toBe(await pictures.hashOf(bytes(1)));
      expect(await pictures.hashOf(bytes(1))).not.toBe(await pictures.hashOf(bytes(2)));
      expect(await pictures.get('nothing')).toBeUndefined();
    });

    it('are there as long as a draft or revision refers to them, byte for byte', async () => {
      await stage.store.commit([picture('a', 255), draftOf('p-1', 'a')]);
      await stage.reopen();
      const { store } = stage;
      expect(await store.pictures.get('a')).toEqual({ mime: 'image/png', bytes: bytes(255) });
      // Saved: the draft goes, the revision refers to it from now on.
      await store.commit([revisionOf(1, { picture: 'a' })]);
      expect(await store.pictures.get('a')).toBeDefined();
      await store.commit([revisionOf(2)]);
      expect(await store.pictures.get('a')).toBeDefined();
      expect(await store.personalities.draft('x', 'p-1')).toBeUndefined();
      expect(await store.personalities.revision('x', 1)).not.toHaveProperty('picture');
    });

    it('go with the last that refers to them', async () => {
      const { store } = stage;
      await store.commit([
        picture('a'),
        picture('b', 2),
        draftOf('p-1', 'a'),
        draftOf('p-2', 'a'),
        revisionOf(1, { picture: 'b', author: 'p-3' }),
      ]);
      expect(await store.personalities.draft('x', 'p-1')).not.toHaveProperty('picture');
      await store.commit([draftOf('p-1', undefined)]);
      expect(await store.pictures.get('a')).toBeDefined();
      await store.commit([{ write: 'draft', personality: 'x', owner: 'p-2', base: 0, body: undefined, at: 2 }]);
      expect(await store.pictures.get('a')).toBeUndefined();
      expect(await store.pictures.get('b')).toBeDefined();
      // A revision that is made without what its author's draft showed.
      await store.commit([picture('a'), draftOf('p-1', 'a')]);
      await store.commit([revisionOf(2)]);
      expect(await store.pictures.get('a')).toBeUndefined();
    });

    it('are not kept when nothing of their batch refers to them, and are taken once', async () => {
      const { store } = stage;
      await store.commit([picture('a')]);
      expect(await store.pictures.get('a')).toBeUndefined();
      await store.commit([picture('a'), draftOf('p-1', 'a')]);
      await store.commit([picture('a'), draftOf('p-1', 'a')]);
      expect((await store.pictures.get('a'))?.bytes).toEqual(bytes(1));
    });
  });
}
