import type { Exposure } from './provider.ts';

export type Fetch = typeof globalThis.fetch;

/** The one way out for whoever talks to a model: connections are checked when they are made, after names were looked up. */
export interface Network {
  /**
   * Reaches nothing further away than `limit` (`process`: nothing at all). Follows no redirect, knows no proxy of the environment, tries nothing
   * twice, unpacks nothing endlessly. Rejects with a `BotError`: `no-model` where the address lies too far, `provider-unreachable` where nobody
   * answers; aborted, with the signal's reason.
   */
  fetch(limit: Exposure): Fetch;
  /** How far text travels to a base URL, by its address alone; a name that may stand for anything is `cloud`. */
  exposureOf(url: string): Exposure;
}
