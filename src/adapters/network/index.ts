export { createNetwork, type NetworkPlan, type OwnNetwork } from './create-network.ts';
