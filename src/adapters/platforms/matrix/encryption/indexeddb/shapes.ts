import type { KeyPath } from './key-path.ts';

/** An index as it is now. */
export interface IndexShape {
  readonly id: number;
  readonly name: string;
  readonly keyPath: KeyPath;
  readonly unique: boolean;
  /** False until the records that are there already are in it. */
  isFilled: boolean;
}

/** An object store as it is now. */
export interface StoreShape {
  readonly id: number;
  readonly name: string;
  readonly indexes: Map<string, IndexShape>;
  isDeleted: boolean;
}
