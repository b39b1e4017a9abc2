import type { Fetch, Network } from '../../../src/core/ports/network.ts';
import { openNetwork } from '../../fakes/open-network.ts';

/** A network on which a twin on this computer stands behind a public address, as far as whoever uses it can tell. */
export function asHost(origin: string, twin: { readonly url: string }): Network {
  const real = openNetwork();
  return {
    exposureOf: (url) => real.exposureOf(url),
    fetch: () => behind(real.fetch('loopback'), origin, twin.url),
  };
}

/** The same for one request. */
export function behind(fetch: Fetch, origin: string, url: string): Fetch {
  return (input, init) => {
    const address = String(input);
    if (!address.startsWith(`${origin}/`)) throw new Error(`nobody was to be asked but ${origin}`);
    return fetch(url + address.slice(origin.length), init);
  };
}
