/** The keys that secrets are sealed with, by name. */
export interface KeyRing {
  /** The one that new secrets are sealed with. */
  readonly active: string;
  readonly keys: ReadonlyMap<string, Buffer>;
}
