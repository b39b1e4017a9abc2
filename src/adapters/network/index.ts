export { createNetwork } from './create-network.ts';
