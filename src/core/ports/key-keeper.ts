/** Somebody's own key for a provider, as it may be shown: never the key itself. */
export interface KeptKey {
  readonly provider: string;
  /** `sk-…a1b2`; of a short key nothing but `…`. */
  readonly masked: string;
  /** Milliseconds since the epoch. */
  readonly at: number;
}

/** Keys that people brought for themselves: sealed at rest, opened for one request, shown masked. */
export interface KeyKeeper {
  /** By provider. */
  of(person: string): Promise<readonly KeptKey[]>;
  /** A former one of the same provider goes, to the last byte. */
  keep(person: string, provider: string, key: string): Promise<KeptKey>;
  /** False: there was none. */
  remove(person: string, provider: string): Promise<boolean>;
  /** For the request that is about to be made, and nothing else. Throws `key-missing` or `key-wrong` where the seal cannot be opened. */
  open(person: string, provider: string): Promise<string | undefined>;
}
