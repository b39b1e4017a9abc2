import type { Exposure } from './provider.ts';

export type Fetch = typeof globalThis.fetch;

export interface Way {
  /** The operator said how far this server is (`…_LOCALITY`): its public name may lead into a private network. */
  readonly isDeclared?: boolean;
}

/** The one way out for whoever talks to a model: connections are checked when they are made, after names were looked up. */
export interface Network {
  /**
   * Reaches nothing further away than `limit` (`process`: nothing at all). Follows no redirect, knows no proxy of the environment, tries nothing
   * twice, unpacks nothing. Under `cloud`, a public name must not lead into a private network. Rejects with a `BotError`: `no-model` where the
   * address lies too far, `provider-unreachable` where nobody answers, `provider-protocol` for a redirect or something packed, `provider-failed`
   * for a connection that broke; aborted, with the signal's reason.
   */
  fetch(limit: Exposure, way?: Way): Fetch;
  /** How far text travels to a base URL, by its address alone; a name that may stand for anything is `cloud`. */
  exposureOf(url: string): Exposure;
}
