import type { Network } from '../../../core/ports/network.ts';
import type { Exposure } from '../../../core/ports/provider.ts';

/** A place where Ollama may listen. */
export interface Address {
  /** Scheme, host and port; nothing behind them. */
  readonly origin: string;
  /** For people: `127.0.0.1:11434`. */
  readonly label: string;
  /** It is on this computer, whatever anybody says of how far it is. */
  readonly isHere: boolean;
  readonly exposure: Exposure;
  /** The operator said how far it is. */
  readonly isDeclared: boolean;
}

/** An address out of a checked base URL. */
export function toAddress(baseUrl: string, network: Pick<Network, 'exposureOf'>): Address {
  const { origin, host } = new URL(baseUrl);
  const exposure = network.exposureOf(baseUrl);
  return { origin, label: host, isHere: exposure === 'loopback', exposure, isDeclared: false };
}

/** The same place as far as the operator says it is; unsaid, as far as it looks. */
export function asDeclared(address: Address, said: Exposure | undefined): Address {
  return said === undefined ? address : { ...address, exposure: said, isDeclared: true };
}
