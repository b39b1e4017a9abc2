import { createNetwork, type NetworkPlan, type OwnNetwork } from '../../src/adapters/network/index.ts';

/** The real way out, for tests that talk to a twin on this computer. */
export function openNetwork(plan: NetworkPlan = {}): OwnNetwork {
  return createNetwork(plan);
}
