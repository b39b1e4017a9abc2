import { BotError } from '../errors.ts';
import type { Picture } from '../pictures/picture.ts';
import type { Clock } from '../ports/clock.ts';
import type { PersonalityRow } from '../ports/personality-store.ts';
import type { Store } from '../ports/store.ts';
import type { Write } from '../ports/writes.ts';
import { finished } from '../texts/finished.ts';
import { bodyOf, toStored } from './body-of.ts';
import { checkedBody } from './checked-body.ts';
import { exportXml } from './export-xml.ts';
import { createImporter } from './import-xml.ts';
import { keepCredits } from './keep-credits.ts';
import type { Library, LibraryEntry, Viewer } from './library.ts';
import { createOneByOne } from './one-by-one.ts';
import type { Personality } from './personality.ts';
import type { PersonalityBody, Studio } from './studio.ts';
import { studioTexts } from './studio-texts.ts';

/** How long a deleted personality can be brought back. */
const restorableMs = 30 * 24 * 3_600_000;

export interface StudioParts {
  readonly store: Pick<Store, 'personalities' | 'pictures' | 'commit'>;
  readonly clock: Clock;
  readonly library: Library;
}

/** The studio over a store: every change is one commit, and changes of one personality come one after another. */
export function createStudio(parts: StudioParts): Studio {
  const { store, clock, library } = parts;
  const oneByOne = createOneByOne();
  const shippedOne = (id: string): Personality | undefined => library.shipped().find((personality) => personality.id === id);

  /** The row of a personality that this viewer may change. */
  async function owned(viewer: Viewer, id: string): Promise<PersonalityRow> {
    const shipped = shippedOne(id);
    if (shipped !== undefined)
      throw new BotError('read-only', 'a shipped personality', { advice: finished(studioTexts['read-only'], { name: shipped.name }) });
    const row = await store.personalities.row(id);
    if (row === undefined) throw gone();
    if (row.owner !== viewer.person && !viewer.isOperator) throw notYours(row.name);
    return row;
  }

  async function living(viewer: Viewer, id: string): Promise<PersonalityRow> {
    const row = await owned(viewer, id);
    if (row.deletedAt !== undefined) throw gone();
    return row;
  }

  async function held(row: PersonalityRow): Promise<Personality> {
    const personality = await library.get(row.id, row.revision);
    if (personality === undefined) throw new BotError('bug', 'the revision that holds is not in the store', { field: row.id });
    return personality;
  }

  /** What holds what a body shows, in front of the write that refers to it. */
  function pictureWrites({ portrait }: PersonalityBody, picture: Picture | undefined): readonly Write[] {
    return portrait === undefined || picture === undefined ? [] : [{ write: 'picture', hash: portrait.hash, ...picture }];
  }

  function revisionWrite(viewer: Viewer, made: Made): Write {
    const { id, owner, revision, parent, forkOf, body, original } = made;
    const checked = checkedBody(body, id, revision);
    const { name, tagline, rating } = checked;
    return {
      write: 'revision',
      personality: id,
      owner,
      name,
      tagline,
      rating,
      forkOf,
      revision,
      parent,
      body: toStored(bodyOf(checked)),
      ...(original === undefined ? {} : { original }),
      ...referring(checked),
      at: clock.now(),
      author: viewer.person,
    };
  }

  async function entryOf(id: string): Promise<LibraryEntry> {
    const entry = await library.entry(id);
    if (entry === undefined) throw gone();
    return entry;
  }

  /** A new revision on top of the one that holds. */
  async function grow(viewer: Viewer, row: PersonalityRow, { picture, ...next }: Grown): Promise<LibraryEntry> {
    const { id, owner, newest, forkOf } = row;
    const write = revisionWrite(viewer, { ...next, id, owner, forkOf, revision: newest + 1, parent: row.revision });
    await store.commit([...pictureWrites(next.body, picture), write]);
    return entryOf(id);
  }

  /** The copy begins as the shipped one is, so that the first change can be undone too. */
  async function fork(viewer: Viewer, source: Personality, { body, picture }: Grown): Promise<LibraryEntry> {
    const made = { id: clock.id().toLowerCase(), owner: viewer.person, forkOf: source.id };
    const changed = keepCredits({ from: source, isFork: true, isFile: false }, body);
    // Its own picture may lie with the program and not yet in the store.
    const shown = source.portrait === undefined ? undefined : await library.picture(source.portrait);
    await store.commit([
      ...pictureWrites(source, shown),
      ...pictureWrites(changed, picture),
      revisionWrite(viewer, { ...made, revision: 1, parent: undefined, body: bodyOf(source) }),
      revisionWrite(viewer, { ...made, revision: 2, parent: 1, body: changed }),
      { write: 'draft', personality: source.id, owner: viewer.person, base: source.revision, body: undefined, at: clock.now() },
    ]);
    return entryOf(made.id);
  }

  async function hold(row: PersonalityRow, revision: number): Promise<LibraryEntry> {
    const { name, tagline, rating } = await held({ ...row, revision });
    await store.commit([{ write: 'holdRevision', personality: row.id, revision, name, tagline, rating }]);
    return entryOf(row.id);
  }

  async function create(viewer: Viewer, body: PersonalityBody, from: Parameters<Studio['create']>[2] = {}): Promise<LibraryEntry> {
    const { forkOf, original, picture } = from;
    const source = forkOf === undefined ? undefined : await library.get(forkOf);
    const credited = source === undefined ? body : keepCredits({ from: source, isFork: true, isFile: false }, body);
    const { id = clock.id().toLowerCase() } = from;
    return oneByOne(id, async () => {
      if (from.id !== undefined && (await store.personalities.row(id)) !== undefined) {
        await living(viewer, id);
        return entryOf(id);
      }
      const made = { id, owner: viewer.person, forkOf, body: credited, revision: 1, parent: undefined };
      const write = revisionWrite(viewer, { ...made, ...(original === undefined ? {} : { original }) });
      await store.commit([...pictureWrites(credited, picture), write]);
      return entryOf(id);
    });
  }

  return {
    create,
    importXml: createImporter({ store, library, oneByOne, create, grow }),
    exportXml: (viewer, id) => exportXml(parts, viewer, id),
    save: (viewer, id, { base, body, picture }) =>
      oneByOne(id, async () => {
        const shipped = shippedOne(id);
        if (shipped !== undefined && base !== shipped.revision) throw stale(shipped.name);
        if (shipped !== undefined) return fork(viewer, shipped, { body, picture });
        const row = await living(viewer, id);
        if (row.revision !== base) throw stale(row.name);
        const credited = keepCredits({ from: await held(row), isFork: row.forkOf !== undefined, isFile: false }, body);
        return grow(viewer, row, { body: credited, picture });
      }),
    undo: (viewer, id) =>
      oneByOne(id, async () => {
        const row = await living(viewer, id);
        const now = await store.personalities.revision(id, row.revision);
        return now?.parent === undefined ? undefined : hold(row, now.parent);
      }),
    redo: (viewer, id) =>
      oneByOne(id, async () => {
        const row = await living(viewer, id);
        const next = (await store.personalities.revisions(id)).find(({ parent }) => parent === row.revision);
        return next === undefined ? undefined : hold(row, next.revision);
      }),
    async history(viewer, id) {
      if (shippedOne(id) !== undefined) return [];
      await living(viewer, id);
      return store.personalities.revisions(id);
    },
    remove: (viewer, id) =>
      oneByOne(id, async () => {
        await living(viewer, id);
        await store.commit([{ write: 'deletePersonality', personality: id, at: clock.now() }]);
      }),
    restore: (viewer, id) =>
      oneByOne(id, async () => {
        const { deletedAt } = await owned(viewer, id);
        if (deletedAt === undefined) return entryOf(id);
        if (clock.now() - deletedAt > restorableMs)
          throw new BotError('not-found', 'deleted too long ago', { advice: studioTexts['too-late'] });
        await store.commit([{ write: 'deletePersonality', personality: id, at: undefined }]);
        return entryOf(id);
      }),
    draft: (viewer, id) => store.personalities.draft(id, viewer.person),
    async keepDraft(viewer, id, { base, body, picture }) {
      // What is not made yet (base 0) is nobody's so far; a shipped one is anybody's to start from.
      if (base !== 0 && shippedOne(id) === undefined) await living(viewer, id);
      const draft = { personality: id, owner: viewer.person, base, body: toStored(body), at: clock.now() };
      await store.commit([...pictureWrites(body, picture), { write: 'draft', ...draft, ...referring(body) }]);
    },
    async dropDraft(viewer, id) {
      await store.commit([{ write: 'draft', personality: id, owner: viewer.person, base: 0, body: undefined, at: clock.now() }]);
    },
  };
}

/** What a new revision is made of. */
export interface Made {
  readonly id: string;
  readonly owner: string;
  readonly revision: number;
  readonly parent: number | undefined;
  readonly forkOf: string | undefined;
  readonly body: PersonalityBody;
  readonly original?: Uint8Array;
}

/** A next revision, and the bytes it shows where they are new. */
type Grown = Pick<Made, 'body' | 'original'> & { readonly picture?: Picture | undefined };

function referring({ portrait }: Pick<PersonalityBody, 'portrait'>): { readonly picture?: string } {
  return portrait === undefined ? {} : { picture: portrait.hash };
}

function gone(): BotError {
  return new BotError('not-found', 'no such personality', { advice: studioTexts.gone });
}

function notYours(name: string): BotError {
  return new BotError('not-allowed', 'only its owner', { advice: finished(studioTexts['not-yours'], { name }) });
}

function stale(name: string): BotError {
  return new BotError('stale-form', 'saved meanwhile', { advice: finished(studioTexts.stale, { name }) });
}
