import type { Write } from '../../../core/ports/writes.ts';
import type { Connection } from './connection.ts';

type WriteOf<Name extends Write['write']> = Extract<Write, { write: Name }>;

export interface PersonalityWrites {
  /** Gives back the picture that the author's draft referred to, which is gone with it. */
  revision(write: WriteOf<'revision'>): string | undefined;
  hold(write: WriteOf<'holdRevision'>): void;
  remove(write: WriteOf<'deletePersonality'>): void;
  /** Gives back the picture that the draft before it referred to. */
  draft(write: WriteOf<'draft'>): string | undefined;
}

export function createPersonalityWrites({ client }: Connection): PersonalityWrites {
  // Who made it and from what never changes.
  const head = client.prepare<
    Omit<WriteOf<'revision'>, 'write' | 'forkOf' | 'original' | 'picture' | 'body' | 'parent'> & { forkOf: string | null }
  >(`
    INSERT INTO personalities (id, owner, name, tagline, rating, fork_of, revision, newest)
    VALUES (:personality, :owner, :name, :tagline, :rating, :forkOf, :revision, :revision)
    ON CONFLICT (id) DO UPDATE SET name = :name, tagline = :tagline, rating = :rating, revision = :revision, newest = max(newest, :revision)`);
  const add = client.prepare<{
    personality: string;
    revision: number;
    parent: number | null;
    body: string;
    original: Uint8Array | null;
    at: number;
    author: string;
    picture: string | null;
  }>(`INSERT INTO revisions (personality, revision, parent, body, original, at, author, picture)
    VALUES (:personality, :revision, :parent, :body, :original, :at, :author, :picture)`);
  const hold = client.prepare<Omit<WriteOf<'holdRevision'>, 'write'>>(
    'UPDATE personalities SET revision = :revision, name = :name, tagline = :tagline, rating = :rating WHERE id = :personality',
  );
  const remove = client.prepare<{ personality: string; at: number | null }>(
    'UPDATE personalities SET deleted_at = :at WHERE id = :personality',
  );
  const keepDraft = client.prepare<{
    personality: string;
    owner: string;
    base: number;
    body: string;
    at: number;
    picture: string | null;
  }>(`
    INSERT INTO drafts (personality, owner, base, body, at, picture) VALUES (:personality, :owner, :base, :body, :at, :picture)
    ON CONFLICT (personality, owner) DO UPDATE SET base = :base, body = :body, at = :at, picture = :picture`);
  const dropDraft = client.prepare<[string, string]>('DELETE FROM drafts WHERE personality = ? AND owner = ?');
  const pictureOf = client
    .prepare<[string, string], string | null>('SELECT picture FROM drafts WHERE personality = ? AND owner = ?')
    .pluck();

  return {
    revision(write) {
      const { personality, owner, name, tagline, rating, forkOf = null, revision, parent = null, original = null, at, author } = write;
      const { picture = null } = write;
      const former = pictureOf.get(personality, author);
      head.run({ personality, owner, name, tagline, rating, forkOf, revision, at, author });
      add.run({ personality, revision, parent, body: JSON.stringify(write.body), original, at, author, picture });
      dropDraft.run(personality, author);
      return former ?? undefined;
    },
    hold: ({ write: _, ...row }) => void hold.run(row),
    remove: ({ personality, at = null }) => void remove.run({ personality, at }),
    draft({ personality, owner, base, body, at, picture = null }) {
      const former = pictureOf.get(personality, owner);
      if (body === undefined) dropDraft.run(personality, owner);
      else keepDraft.run({ personality, owner, base, body: JSON.stringify(body), at, picture });
      return former ?? undefined;
    },
  };
}
