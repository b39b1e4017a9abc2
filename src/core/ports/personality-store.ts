import type { Json } from '../answers/json.ts';
import type { Rating } from './store.ts';

/** A stored personality's head. */
export interface PersonalityRow {
  readonly id: string;
  readonly owner: string;
  readonly name: string;
  readonly tagline: string;
  /** The revision that holds now; undo moves it back. */
  readonly revision: number;
  /** The highest there is: the next one is this plus one. */
  readonly newest: number;
  readonly forkOf: string | undefined;
  readonly rating: Rating;
  readonly deletedAt: number | undefined;
}

export interface RevisionRow {
  readonly personality: string;
  readonly revision: number;
  /** The one it was made from; undefined for the first. */
  readonly parent: number | undefined;
  /** A `Personality` as JSON. */
  readonly body: Json;
  readonly at: number;
  /** The person who made it. */
  readonly author: string;
}

/** Unsaved work of one person on one personality. */
export interface DraftRow {
  readonly personality: string;
  readonly owner: string;
  /** The revision it began from; 0 for a personality that is not made yet. */
  readonly base: number;
  readonly body: Json;
  readonly at: number;
}

export interface PersonalityStore {
  /** All that are not deleted, by name. */
  list(): Promise<readonly PersonalityRow[]>;
  /** This owner's deleted ones, the latest deletion first: what can be brought back by name. */
  deletedOf(owner: string): Promise<readonly PersonalityRow[]>;
  /** Deleted ones too. */
  row(id: string): Promise<PersonalityRow | undefined>;
  revision(id: string, revision: number): Promise<RevisionRow | undefined>;
  /** Newest first, without bodies. */
  revisions(id: string): Promise<readonly Omit<RevisionRow, 'body'>[]>;
  /** The file it was imported from, byte for byte. */
  original(id: string, revision: number): Promise<Uint8Array | undefined>;
  draft(id: string, owner: string): Promise<DraftRow | undefined>;
  draftsOf(owner: string): Promise<readonly DraftRow[]>;
}
