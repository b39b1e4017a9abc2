import type { Picture } from '../pictures/picture.ts';
import type { Rating } from '../ports/store.ts';
import type { Personality, PortraitRef } from './personality.ts';

/** A personality as lists show it. */
export interface LibraryEntry {
  readonly id: string;
  readonly revision: number;
  readonly name: string;
  readonly tagline: string;
  readonly rating: Rating;
  /** The person who may change it; undefined for the shipped ones, which are read-only: editing them forks. */
  readonly owner: string | undefined;
}

export interface Viewer {
  readonly person: string;
  readonly isOperator: boolean;
}

/** The personalities at hand: the shipped ones and those in the store. */
export interface Library {
  /** A revision, the newest when none is named. A pinned revision is found even after the personality was deleted. */
  get(id: string, revision?: number): Promise<Personality | undefined>;
  /** The bytes of a portrait; undefined when they are gone. */
  picture(portrait: Pick<PortraitRef, 'hash'>): Promise<Picture | undefined>;
  entry(id: string): Promise<LibraryEntry | undefined>;
  /** The shipped ones, by id. */
  shipped(): readonly Personality[];
  /** What this person may use: shipped and their own; the operator sees all. Sorted by name. */
  visibleTo(viewer: Viewer): Promise<readonly LibraryEntry[]>;
  /** By id, else by name in any script and case, else by the beginning of a name; several when they share it. */
  find(name: string, viewer: Viewer): Promise<readonly LibraryEntry[]>;
}
