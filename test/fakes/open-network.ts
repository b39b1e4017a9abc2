import { createNetwork } from '../../src/adapters/network/index.ts';
import type { Network } from '../../src/core/ports/network.ts';

/** The real way out, for tests that talk to a twin on this computer. */
export function openNetwork(): Network {
  return createNetwork({});
}
