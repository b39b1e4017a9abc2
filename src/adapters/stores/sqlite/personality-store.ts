import type { Json } from '../../../core/answers/json.ts';
import type { DraftRow, PersonalityRow, PersonalityStore } from '../../../core/ports/personality-store.ts';
import type { Connection } from './connection.ts';
import { and, asc, desc, eq, isNull, sql } from './drizzle.ts';
import { drafts, personalities, revisions } from './schema.ts';

export function createPersonalityStore({ client, orm }: Connection): PersonalityStore {
  const at = (name: string) => sql.placeholder(name);
  const list = orm
    .select()
    .from(personalities)
    .where(isNull(personalities.deletedAt))
    .orderBy(sql`${personalities.name} COLLATE NOCASE`, asc(personalities.id))
    .prepare();
  const byId = orm
    .select()
    .from(personalities)
    .where(eq(personalities.id, at('id')))
    .prepare();
  const isRevision = and(eq(revisions.personality, at('id')), eq(revisions.revision, at('revision')));
  const { body, parent, revision, personality, at: madeAt, author } = revisions;
  const heading = { personality, revision, parent, at: madeAt, author };
  const one = orm
    .select({ ...heading, body })
    .from(revisions)
    .where(isRevision)
    .prepare();
  const all = orm
    .select(heading)
    .from(revisions)
    .where(eq(revisions.personality, at('id')))
    .orderBy(desc(revisions.revision))
    .prepare();
  const original = client
    .prepare<[string, number], Uint8Array | null>('SELECT original FROM revisions WHERE personality = ? AND revision = ?')
    .pluck();
  const draft = orm
    .select()
    .from(drafts)
    .where(and(eq(drafts.personality, at('id')), eq(drafts.owner, at('owner'))))
    .prepare();
  const draftsOf = orm
    .select()
    .from(drafts)
    .where(eq(drafts.owner, at('owner')))
    .orderBy(desc(drafts.at), asc(drafts.personality))
    .prepare();

  return {
    list: async () => list.all().map(toRow),
    async row(id) {
      const row = byId.get({ id });
      return row === undefined ? undefined : toRow(row);
    },
    async revision(id, number) {
      const row = one.get({ id, revision: number });
      return row === undefined ? undefined : { ...toHeading(row), body: toJson(row.body) };
    },
    revisions: async (id) => all.all({ id }).map(toHeading),
    async original(id, number) {
      const bytes = original.get(id, number);
      return bytes === undefined || bytes === null ? undefined : new Uint8Array(bytes);
    },
    async draft(id, owner) {
      const row = draft.get({ id, owner });
      return row === undefined ? undefined : toDraft(row);
    },
    draftsOf: async (owner) => draftsOf.all({ owner }).map(toDraft),
  };
}

function toJson(text: string): Json {
  return JSON.parse(text);
}

function toRow({ owner, forkOf, deletedAt, ...row }: typeof personalities.$inferSelect): PersonalityRow {
  return { ...row, owner: owner ?? '', forkOf: forkOf ?? undefined, deletedAt: deletedAt ?? undefined };
}

function toDraft({ picture: _, body, ...row }: typeof drafts.$inferSelect): DraftRow {
  return { ...row, body: toJson(body) };
}

type Heading = Pick<typeof revisions.$inferSelect, 'personality' | 'revision' | 'parent' | 'at' | 'author'>;

function toHeading({ personality, revision, parent, at, author }: Heading) {
  return { personality, revision, parent: parent ?? undefined, at, author: author ?? '' };
}
