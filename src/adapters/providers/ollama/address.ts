import type { Exposure } from '../../../core/ports/provider.ts';
import { exposureOf } from './exposure-of.ts';

/** A place where Ollama may listen. */
export interface Address {
  /** Scheme, host and port; nothing behind them. */
  readonly origin: string;
  /** For people: `127.0.0.1:11434`. */
  readonly label: string;
  /** It is on this computer, whatever anybody says of how far it is. */
  readonly isHere: boolean;
  readonly exposure: Exposure;
}

/** An address out of a checked base URL; the operator's own word about how far it is wins. */
export function toAddress(baseUrl: string, said?: Exposure): Address {
  const { origin, host, hostname } = new URL(baseUrl);
  const exposure = exposureOf(hostname);
  return { origin, label: host, isHere: exposure === 'loopback', exposure: said ?? exposure };
}
