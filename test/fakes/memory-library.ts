import { createHash } from 'node:crypto';
import { BotError } from '../../src/core/errors.ts';
import type { DraftRow, PersonalityStore } from '../../src/core/ports/personality-store.ts';
import type { PictureStore } from '../../src/core/ports/picture-store.ts';
import type { Write } from '../../src/core/ports/writes.ts';
import type { MemoryData } from './memory-data.ts';

type WriteOf<Name extends Write['write']> = Extract<Write, { write: Name }>;

export function createLibraryReads(data: MemoryData): PersonalityStore {
  const revisionOf = (id: string, revision: number) => data.revisions.find((one) => one.personality === id && one.revision === revision);
  return {
    list: async () =>
      structuredClone(
        [...data.personalities.values()]
          .filter(({ deletedAt }) => deletedAt === undefined)
          .sort((a, b) => compare(a.name.toLowerCase(), b.name.toLowerCase()) || compare(a.id, b.id)),
      ),
    deletedOf: async (owner) =>
      structuredClone(
        [...data.personalities.values()]
          .filter((row) => row.owner === owner && row.deletedAt !== undefined)
          .sort((a, b) => (b.deletedAt ?? 0) - (a.deletedAt ?? 0) || compare(a.id, b.id)),
      ),
    row: async (id) => structuredClone(data.personalities.get(id)),
    async revision(id, number) {
      const found = revisionOf(id, number);
      if (found === undefined) return undefined;
      const { original: _, picture: __, ...row } = found;
      return structuredClone(row);
    },
    revisions: async (id) =>
      data.revisions
        .filter(({ personality }) => personality === id)
        .sort((a, b) => b.revision - a.revision)
        .map(({ original: _, body: __, picture: ___, ...row }) => row),
    original: async (id, number) => structuredClone(revisionOf(id, number)?.original),
    async draft(id, owner) {
      const found = data.drafts.find((one) => one.personality === id && one.owner === owner);
      return found === undefined ? undefined : toDraft(found);
    },
    draftsOf: async (owner) =>
      data.drafts
        .filter((one) => one.owner === owner)
        .sort((a, b) => b.at - a.at || compare(a.personality, b.personality))
        .map(toDraft),
  };
}

function toDraft({ picture: _, ...row }: MemoryData['drafts'][number]): DraftRow {
  return structuredClone(row);
}

function compare(a: string, b: string): number {
  if (a === b) return 0;
  return a < b ? -1 : 1;
}

export function addRevision(data: MemoryData, write: WriteOf<'revision'>): void {
  const { personality: id, owner, name, tagline, rating, forkOf, revision, parent, body, original, at, author, picture } = write;
  if (data.revisions.some((one) => one.personality === id && one.revision === revision)) {
    throw new BotError('storage-failed', 'a revision with this number is there already');
  }
  const known = data.personalities.get(id);
  const newest = Math.max(known?.newest ?? 0, revision);
  data.personalities.set(id, {
    ...(known ?? { id, owner, forkOf, deletedAt: undefined }),
    ...{ name, tagline, rating, revision, newest },
  });
  data.revisions.push({ personality: id, revision, parent, body, at, author, original, picture });
  dropDraft(data, id, author);
}

export function holdRevision(data: MemoryData, { write: _, personality, ...row }: WriteOf<'holdRevision'>): void {
  const known = data.personalities.get(personality);
  if (known !== undefined) Object.assign(known, row);
}

export function deletePersonality(data: MemoryData, { personality, at }: WriteOf<'deletePersonality'>): void {
  const known = data.personalities.get(personality);
  if (known !== undefined) known.deletedAt = at;
}

export function keepDraft(data: MemoryData, { write: _, body, picture, ...row }: WriteOf<'draft'>): void {
  dropDraft(data, row.personality, row.owner);
  if (body !== undefined) data.drafts.push({ ...row, body, picture });
}

function dropDraft(data: MemoryData, personality: string, owner: string): void {
  data.drafts = data.drafts.filter((one) => one.personality !== personality || one.owner !== owner);
}

export function createPictureReads(data: MemoryData): PictureStore {
  return {
    hashOf: async (bytes) => createHash('sha256').update(bytes).digest('hex'),
    get: async (hash) => structuredClone(data.pictures.get(hash)),
  };
}

/** What nothing refers to goes. */
export function tidyPictures(data: MemoryData): void {
  const wanted = new Set([...data.revisions, ...data.drafts].map(({ picture }) => picture));
  for (const hash of data.pictures.keys()) if (!wanted.has(hash)) data.pictures.delete(hash);
}
