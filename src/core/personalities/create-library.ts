import { LRUCache } from 'lru-cache';
import type { Json } from '../answers/json.ts';
import { BotError } from '../errors.ts';
import type { Picture } from '../pictures/picture.ts';
import type { PersonalityRow } from '../ports/personality-store.ts';
import type { Store } from '../ports/store.ts';
import { foldName } from './fold-name.ts';
import type { Library, LibraryEntry, Viewer } from './library.ts';
import { type Personality, personalitySchema } from './personality.ts';

/** So many parsed revisions are kept at hand; a revision never changes once it is made. */
const mostParsed = 500;

const byName = new Intl.Collator('en', { sensitivity: 'base', numeric: true });

export interface LibraryParts {
  readonly shipped: readonly Personality[];
  /** What those show, by hash. */
  readonly portraits?: ReadonlyMap<string, Picture>;
  readonly store: Pick<Store, 'personalities' | 'pictures'>;
}

/** The shipped personalities and those in the store, as one shelf. Shipped ones never live in the store; their id is theirs alone. */
export function createLibrary({ shipped, portraits, store }: LibraryParts): Library {
  const files = new Map(shipped.map((personality) => [personality.id, personality]));
  const sorted = shipped.toSorted((a, b) => (a.id < b.id ? -1 : 1));
  const parsed = new LRUCache<string, Personality>({ max: mostParsed });

  async function stored(id: string, revision: number): Promise<Personality | undefined> {
    const key = `${id}@${revision}`;
    const known = parsed.get(key);
    if (known !== undefined) return known;
    const row = await store.personalities.revision(id, revision);
    if (row === undefined) return undefined;
    const read = readStored(id, revision, row.body);
    parsed.set(key, read);
    return read;
  }

  async function visibleTo({ person, isOperator }: Viewer): Promise<readonly LibraryEntry[]> {
    const rows = await store.personalities.list();
    const theirs = rows.filter(({ id, owner }) => (isOperator || owner === person) && !files.has(id)).map(entryOfRow);
    return [...shipped.map(entryOfFile), ...theirs].sort((a, b) => byName.compare(a.name, b.name) || (a.id < b.id ? -1 : 1));
  }

  return {
    visibleTo,
    shipped: () => sorted,
    async get(id, revision) {
      const file = files.get(id);
      // A file has one revision: the one it holds. A turn pinned to an older one goes on with it.
      if (file !== undefined) return file;
      if (revision !== undefined) return stored(id, revision);
      const row = await store.personalities.row(id);
      return row === undefined || row.deletedAt !== undefined ? undefined : stored(id, row.revision);
    },
    picture: async ({ hash }) => portraits?.get(hash) ?? store.pictures.get(hash),
    async entry(id) {
      const file = files.get(id);
      if (file !== undefined) return entryOfFile(file);
      const row = await store.personalities.row(id);
      return row === undefined || row.deletedAt !== undefined ? undefined : entryOfRow(row);
    },
    async find(name, viewer) {
      const visible = await visibleTo(viewer);
      const typed = name.trim();
      const byId = visible.filter(({ id }) => id === typed);
      if (byId.length > 0) return byId;
      const folded = foldName(typed);
      if (folded === '') return [];
      const named = visible.filter((entry) => foldName(entry.name) === folded);
      return named.length > 0 ? named : visible.filter((entry) => foldName(entry.name).startsWith(folded));
    },
  };
}

/** Throws `bug` for a body that does not fit: somebody has written into the database. */
function readStored(id: string, revision: number, body: Json): Personality {
  const fields = typeof body === 'object' && body !== null && !Array.isArray(body) ? body : {};
  const read = personalitySchema.safeParse({ ...fields, id, revision });
  if (!read.success) throw new BotError('bug', `revision ${revision} of a stored personality cannot be read`, { field: id });
  return read.data;
}

function entryOfFile({ id, revision, name, tagline, rating }: Personality): LibraryEntry {
  return { id, revision, name, tagline, rating, owner: undefined };
}

function entryOfRow({ id, revision, name, tagline, rating, owner }: PersonalityRow): LibraryEntry {
  return { id, revision, name, tagline, rating, owner };
}
