import { idbError } from './idb-error.ts';
import { compareKeys, encodeKey } from './key-codec.ts';

interface Limits {
  readonly lower?: unknown;
  readonly upper?: unknown;
  readonly lowerOpen: boolean;
  readonly upperOpen: boolean;
}

/** A span of keys. */
export class IDBKeyRange {
  readonly lower: unknown;
  readonly upper: unknown;
  readonly lowerOpen: boolean;
  readonly upperOpen: boolean;

  constructor({ lower, upper, lowerOpen, upperOpen }: Limits) {
    if (lower !== undefined) encodeKey(lower);
    if (upper !== undefined) encodeKey(upper);
    this.lower = lower;
    this.upper = upper;
    this.lowerOpen = lowerOpen;
    this.upperOpen = upperOpen;
  }

  static only(key: unknown): IDBKeyRange {
    encodeKey(key);
    return new IDBKeyRange({ lower: key, upper: key, lowerOpen: false, upperOpen: false });
  }

  static lowerBound(lower: unknown, lowerOpen = false): IDBKeyRange {
    encodeKey(lower);
    return new IDBKeyRange({ lower, lowerOpen, upperOpen: true });
  }

  static upperBound(upper: unknown, upperOpen = false): IDBKeyRange {
    encodeKey(upper);
    return new IDBKeyRange({ upper, lowerOpen: true, upperOpen });
  }

  // biome-ignore lint/complexity/useMaxParams: the signature is the standard's.
  static bound(lower: unknown, upper: unknown, lowerOpen = false, upperOpen = false): IDBKeyRange {
    const order = compareKeys(lower, upper);
    if (order > 0 || (order === 0 && (lowerOpen || upperOpen))) throw idbError('DataError', 'the range holds no key');
    return new IDBKeyRange({ lower, upper, lowerOpen, upperOpen });
  }

  includes(key: unknown): boolean {
    const encoded = encodeKey(key);
    const below = this.lower === undefined ? 1 : Buffer.compare(encoded, encodeKey(this.lower));
    const above = this.upper === undefined ? -1 : Buffer.compare(encoded, encodeKey(this.upper));
    return (this.lowerOpen ? below > 0 : below >= 0) && (this.upperOpen ? above < 0 : above <= 0);
  }
}
