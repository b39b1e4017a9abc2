/** One secret as it lies on the disk: sealed, with the name of the key it was sealed with. */
export interface SealedRow {
  readonly owner: string;
  readonly name: string;
  readonly sealed: string;
  readonly keyId: string;
  readonly changedAt: number;
}

/** Secrets by whose they are and what they are called; the store sees only what is sealed. */
export interface SecretStore {
  sealed(owner: string, name: string): Promise<SealedRow | undefined>;
  /** Everything this owner has, by name. */
  sealedOf(owner: string): Promise<readonly SealedRow[]>;
  /** How many secrets lie under each key, by the key's name. */
  census(): Promise<readonly { readonly keyId: string; readonly count: number }[]>;
  /** Secrets under one key by owner and name, the ones behind `after`. */
  sealedWith(
    keyId: string,
    page: { readonly after?: Pick<SealedRow, 'owner' | 'name'>; readonly limit: number },
  ): Promise<readonly SealedRow[]>;
}
