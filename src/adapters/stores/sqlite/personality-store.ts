import type { Json } from '../../../core/answers/json.ts';
import type { DraftRow, PersonalityRow, PersonalityStore, RevisionRow } from '../../../core/ports/personality-store.ts';
import type { Connection } from './connection.ts';

/** Rows as SQLite gives them: bodies are JSON, what is not there is null. */
type HeadRow = Omit<PersonalityRow, 'owner' | 'forkOf' | 'deletedAt'> & {
  readonly owner: string | null;
  readonly forkOf: string | null;
  readonly deletedAt: number | null;
};
type Heading = Omit<RevisionRow, 'body' | 'parent' | 'author'> & { readonly parent: number | null; readonly author: string | null };
type Held<Row> = Omit<Row, 'body'> & { readonly body: string };

export function createPersonalityStore({ client }: Connection): PersonalityStore {
  const heads = 'SELECT id, owner, name, tagline, revision, newest, fork_of AS forkOf, rating, deleted_at AS deletedAt FROM personalities';
  const list = client.prepare<[], HeadRow>(`${heads} WHERE deleted_at IS NULL ORDER BY name COLLATE NOCASE, id`);
  const deleted = client.prepare<[string], HeadRow>(`${heads} WHERE owner = ? AND deleted_at IS NOT NULL ORDER BY deleted_at DESC, id`);
  const byId = client.prepare<[string], HeadRow>(`${heads} WHERE id = ?`);
  const heading = 'personality, revision, parent, at, author';
  const one = client.prepare<[string, number], Held<Heading>>(
    `SELECT ${heading}, body FROM revisions WHERE personality = ? AND revision = ?`,
  );
  const all = client.prepare<[string], Heading>(`SELECT ${heading} FROM revisions WHERE personality = ? ORDER BY revision DESC`);
  const original = client
    .prepare<[string, number], Uint8Array | null>('SELECT original FROM revisions WHERE personality = ? AND revision = ?')
    .pluck();
  const drafts = 'SELECT personality, owner, base, body, at FROM drafts';
  const draft = client.prepare<[string, string], Held<DraftRow>>(`${drafts} WHERE personality = ? AND owner = ?`);
  const draftsOf = client.prepare<[string], Held<DraftRow>>(`${drafts} WHERE owner = ? ORDER BY at DESC, personality`);

  return {
    list: async () => list.all().map(toRow),
    deletedOf: async (owner) => deleted.all(owner).map(toRow),
    async row(id) {
      const row = byId.get(id);
      return row === undefined ? undefined : toRow(row);
    },
    async revision(id, number) {
      const row = one.get(id, number);
      return row === undefined ? undefined : { ...toHeading(row), body: toJson(row.body) };
    },
    revisions: async (id) => all.all(id).map(toHeading),
    async original(id, number) {
      const bytes = original.get(id, number);
      return bytes === undefined || bytes === null ? undefined : new Uint8Array(bytes);
    },
    async draft(id, owner) {
      const row = draft.get(id, owner);
      return row === undefined ? undefined : { ...row, body: toJson(row.body) };
    },
    draftsOf: async (owner) => draftsOf.all(owner).map((row) => ({ ...row, body: toJson(row.body) })),
  };
}

function toJson(text: string): Json {
  return JSON.parse(text);
}

function toRow({ owner, forkOf, deletedAt, ...row }: HeadRow): PersonalityRow {
  return { ...row, owner: owner ?? '', forkOf: forkOf ?? undefined, deletedAt: deletedAt ?? undefined };
}

function toHeading({ personality, revision, parent, at, author }: Heading) {
  return { personality, revision, parent: parent ?? undefined, at, author: author ?? '' };
}
