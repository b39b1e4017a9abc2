import { beforeEach, describe, expect, it } from 'vitest';
import { createMemoryStore, type MemoryStore } from '../../../test/fakes/memory-store.ts';
import { ada, bob, shippedPersonality } from '../../../test/fakes/studio-stage.ts';
import type { Json } from '../answers/json.ts';
import { bodyOf, toStored } from './body-of.ts';
import { createLibrary } from './create-library.ts';
import type { Library } from './library.ts';

const mia = shippedPersonality({ id: 'mia', name: 'Mia' });
const noe = shippedPersonality({ id: 'noe', name: 'Noé' });

describe('the library', () => {
  let store: MemoryStore;
  let library: Library;

  beforeEach(() => {
    store = createMemoryStore();
    library = createLibrary({ shipped: [mia, noe], store });
  });

  async function put(id: string, name: string, { owner = 'ada', revision = 1 } = {}): Promise<void> {
    const body = toStored(bodyOf(shippedPersonality({ id, name })));
    await store.commit([
      {
        write: 'revision',
        personality: id,
        owner,
        name,
        tagline: '',
        rating: 'everyone',
        forkOf: undefined,
        revision,
        parent: revision === 1 ? undefined : revision - 1,
        body,
        at: 0,
        author: owner,
      },
    ]);
  }

  /** As somebody with a database tool would. */
  function spoil(body: Json): void {
    store.data.revisions = store.data.revisions.map((row) => ({ ...row, body }));
  }

  const names = async (typed: string, viewer = ada): Promise<readonly string[]> => (await library.find(typed, viewer)).map(({ id }) => id);

  it('shows everyone the shipped ones and each their own; the operator sees all', async () => {
    await put('v', 'Vesper');
    await put('a', 'aron', { owner: 'bob' });
    const idsFor = async (viewer: typeof ada) => (await library.visibleTo(viewer)).map(({ id }) => id);
    expect(await idsFor(ada)).toEqual(['mia', 'noe', 'v']);
    expect(await idsFor(bob)).toEqual(['a', 'mia', 'noe']);
    expect(await idsFor({ ...ada, isOperator: true })).toEqual(['a', 'mia', 'noe', 'v']);
  });

  it('finds by id, by name in any case and accent, by the beginning of a name', async () => {
    await put('v1', 'Vesper');
    await put('v2', 'Vespertine');
    expect(await names('noe')).toEqual(['noe']);
    expect(await names('NOÉ')).toEqual(['noe']);
    expect(await names('v2')).toEqual(['v2']);
    expect(await names('vesper')).toEqual(['v1']);
    expect(await names('vesp')).toEqual(['v1', 'v2']);
    expect(await names('esper')).toEqual([]);
    expect(await names('  ')).toEqual([]);
  });

  it('finds a name in any script, and both where two share it', async () => {
    await put('x', 'みあ');
    await put('y', 'МИЯ');
    await put('y2', 'мия');
    expect(await names('みあ')).toEqual(['x']);
    expect(await names('Мия')).toEqual(['y', 'y2']);
  });

  it('does not find what belongs to somebody else', async () => {
    await put('v', 'Vesper', { owner: 'bob' });
    expect(await names('vesper')).toEqual([]);
    expect(await names('v')).toEqual([]);
  });

  it('keeps a pinned revision within reach after the deletion, and nothing else of it', async () => {
    await put('v', 'Vesper');
    await store.commit([{ write: 'deletePersonality', personality: 'v', at: 1 }]);
    expect((await library.get('v', 1))?.name).toBe('Vesper');
    expect(await library.get('v')).toBeUndefined();
    expect(await library.entry('v')).toBeUndefined();
    expect(await names('vesper')).toEqual([]);
  });

  it('gives the revision that holds, not the newest', async () => {
    await put('v', 'Vesper', { revision: 1 });
    await put('v', 'Vesper II', { revision: 2 });
    await store.commit([{ write: 'holdRevision', personality: 'v', revision: 1, name: 'Vesper', tagline: '', rating: 'everyone' }]);
    expect((await library.get('v'))?.name).toBe('Vesper');
    expect((await library.get('v', 2))?.name).toBe('Vesper II');
    expect((await library.entry('v'))?.revision).toBe(1);
  });

  it('reads each revision from the store once', async () => {
    await put('v', 'Vesper');
    const first = await library.get('v', 1);
    spoil({ name: 'somebody else' });
    expect(await library.get('v', 1)).toBe(first);
  });

  it.each([[null], ['text'], [{}], [{ name: 'V', rating: 'none' }], [[1]]])(
    'says that a spoiled body is a fault of ours (%j), and lists go on',
    async (body) => {
      await put('v', 'Vesper');
      spoil(body);
      await expect(library.get('v', 1)).rejects.toMatchObject({ code: 'bug', field: 'v' });
      expect((await library.visibleTo(ada)).map(({ id }) => id)).toEqual(['mia', 'noe', 'v']);
      expect((await library.get('mia'))?.name).toBe('Mia');
    },
  );

  it('never lets a stored one stand in for a shipped one', async () => {
    await put('mia', 'Impostor');
    expect((await library.get('mia'))?.name).toBe('Mia');
    expect((await library.visibleTo(ada)).map(({ name }) => name)).toEqual(['Mia', 'Noé']);
  });

  it('goes on with the shipped file where an older revision of it was pinned', async () => {
    expect((await library.get('mia', 7))?.revision).toBe(1);
  });
});
