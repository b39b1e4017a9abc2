import type { Picture } from '../pictures/picture.ts';
import type { DraftRow, RevisionRow } from '../ports/personality-store.ts';
import type { LibraryEntry, Viewer } from './library.ts';
import type { Personality } from './personality.ts';

/** A personality without its identity: what an author decides. */
export type PersonalityBody = Omit<Personality, 'id' | 'revision'>;

export interface StudioChange {
  /** The revision it was made from. */
  readonly base: number;
  readonly body: PersonalityBody;
  /** The bytes of its portrait, where they are new. */
  readonly picture?: Picture | undefined;
}

/** Making and changing personalities. Every method checks that the viewer may; shipped ones are read-only, changing one forks it. Throws `not-allowed`, `not-found`, `stale-form`, `invalid-personality`. */
export interface Studio {
  /** With an `id` it is made once: asked for again, the one that is there comes back. */
  create(
    viewer: Viewer,
    body: PersonalityBody,
    from?: { readonly forkOf?: string; readonly original?: Uint8Array; readonly id?: string; readonly picture?: Picture | undefined },
  ): Promise<LibraryEntry>;
  /** A new revision on top of `base`; `stale-form` when somebody has saved since. A shipped one is forked: the entry's id is then new. */
  save(viewer: Viewer, id: string, change: StudioChange): Promise<LibraryEntry>;
  /** Reads XML in any dialect. The id of one the viewer owns means an update: a new revision, talks and memories stay. */
  importXml(viewer: Viewer, xml: string, file: string): Promise<{ readonly entry: LibraryEntry; readonly isUpdate: boolean }>;
  /** The canonical XML of what holds now. */
  exportXml(viewer: Viewer, id: string): Promise<{ readonly name: string; readonly xml: string }>;
  /** Holds the revision that the one now was made from; undefined: there is none. */
  undo(viewer: Viewer, id: string): Promise<LibraryEntry | undefined>;
  redo(viewer: Viewer, id: string): Promise<LibraryEntry | undefined>;
  history(viewer: Viewer, id: string): Promise<readonly Omit<RevisionRow, 'body'>[]>;
  /** Can be brought back for 30 days; a talk going on with it ends well, as turns pin their revision. */
  remove(viewer: Viewer, id: string): Promise<void>;
  restore(viewer: Viewer, id: string): Promise<LibraryEntry>;
  draft(viewer: Viewer, id: string): Promise<DraftRow | undefined>;
  keepDraft(viewer: Viewer, id: string, draft: StudioChange): Promise<void>;
  dropDraft(viewer: Viewer, id: string): Promise<void>;
}
