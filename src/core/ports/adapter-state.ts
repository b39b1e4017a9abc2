/** A small private memory for one adapter: sync token, webhook ids, last seen ids. Values are the adapter's own. */
export interface AdapterState {
  get(key: string): Promise<string | undefined>;
  set(key: string, value: string): Promise<void>;
  delete(key: string): Promise<void>;
  /** Keys and values whose key starts with `prefix`, by key. */
  list(prefix: string): Promise<readonly { readonly key: string; readonly value: string }[]>;
}
