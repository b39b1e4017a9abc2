import type { DraftRow, PersonalityRow, PersonalityStore, RevisionRow } from '../../src/core/ports/personality-store.ts';
import type { SettingRow, SettingsStore } from '../../src/core/ports/settings-store.ts';
import type { Write } from '../../src/core/ports/writes.ts';

export interface PersonalityShelf {
  readonly personalities: PersonalityStore;
  readonly settings: SettingsStore;
  commit(writes: readonly Write[]): Promise<void>;
  /** Writes a body past every check, as somebody with a database tool would. */
  spoil(id: string, revision: number, body: RevisionRow['body']): void;
}

/** Personalities, drafts and settings without a disk: what the studio and its commands write, and nothing else. */
export function createPersonalityShelf(): PersonalityShelf {
  const rows = new Map<string, PersonalityRow>();
  const revisions: (RevisionRow & { readonly original: Uint8Array | undefined })[] = [];
  const drafts = new Map<string, DraftRow>();
  const settings = new Map<string, SettingRow>();
  const find = (id: string, revision: number) => revisions.find((row) => row.personality === id && row.revision === revision);
  const change = (id: string, changes: Partial<PersonalityRow>): void => {
    const row = rows.get(id);
    if (row !== undefined) rows.set(id, { ...row, ...changes });
  };

  function apply(write: Write): void {
    if (write.write === 'revision') {
      const { personality, owner, name, tagline, rating, forkOf, revision, parent, body, original, at, author } = write;
      if (find(personality, revision) !== undefined) throw new Error('a revision is made once');
      const before = rows.get(personality);
      if (before === undefined)
        rows.set(personality, { id: personality, owner, name, tagline, rating, forkOf, revision, newest: revision, deletedAt: undefined });
      else change(personality, { name, tagline, rating, revision, newest: Math.max(before.newest, revision) });
      revisions.push({ personality, revision, parent, body, at, author, original });
      drafts.delete(`${personality}/${author}`);
    } else if (write.write === 'holdRevision') {
      const { personality, revision, name, tagline, rating } = write;
      change(personality, { revision, name, tagline, rating });
    } else if (write.write === 'deletePersonality') change(write.personality, { deletedAt: write.at });
    else if (write.write === 'draft') {
      const { personality, owner, base, body, at } = write;
      if (body === undefined) drafts.delete(`${personality}/${owner}`);
      else drafts.set(`${personality}/${owner}`, { personality, owner, base, body, at });
    } else if (write.write === 'setting') {
      const { level, owner, key, value, at } = write;
      if (value === undefined) settings.delete(`${level}/${owner}/${key}`);
      else settings.set(`${level}/${owner}/${key}`, { level, owner, key, value, changedAt: at });
    } else throw new Error(`the shelf does not take ${write.write}`);
  }

  return {
    personalities: {
      list: async () => [...rows.values()].filter(({ deletedAt }) => deletedAt === undefined),
      deletedOf: async (owner) => [...rows.values()].filter((row) => row.owner === owner && row.deletedAt !== undefined),
      row: async (id) => rows.get(id),
      revision: async (id, revision) => find(id, revision),
      revisions: async (id) =>
        revisions
          .filter(({ personality }) => personality === id)
          .map(({ personality, revision, parent, at, author }) => ({ personality, revision, parent, at, author }))
          .toSorted((a, b) => b.revision - a.revision),
      original: async (id, revision) => find(id, revision)?.original,
      draft: async (id, owner) => drafts.get(`${id}/${owner}`),
      draftsOf: async (owner) => [...drafts.values()].filter((draft) => draft.owner === owner),
    },
    settings: {
      of: async (owners) =>
        [...settings.values()].filter((row) => owners.some(({ level, owner }) => level === row.level && owner === row.owner)),
    },
    commit: async (writes) => structuredClone(writes).forEach(apply),
    spoil(id, revision, body) {
      const at = revisions.findIndex((row) => row.personality === id && row.revision === revision);
      const row = revisions[at];
      if (row !== undefined) revisions[at] = { ...row, body };
    },
  };
}
