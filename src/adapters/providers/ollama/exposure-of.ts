import { BlockList, isIP } from 'node:net';
import type { Exposure } from '../../../core/ports/provider.ts';

const own = new BlockList();
own.addSubnet('127.0.0.0', 8);
own.addAddress('::1', 'ipv6');
// The unspecified address, as in OLLAMA_HOST: a connection to it ends on this computer.
own.addAddress('0.0.0.0');
own.addAddress('::', 'ipv6');

const near = new BlockList();
near.addSubnet('10.0.0.0', 8);
near.addSubnet('172.16.0.0', 12);
near.addSubnet('192.168.0.0', 16);
near.addSubnet('169.254.0.0', 16);
near.addSubnet('fc00::', 7, 'ipv6');
near.addSubnet('fe80::', 10, 'ipv6');

/** How far text travels to this host name of a URL. What a name resolves to may change, so an unknown name is `cloud`. */
export function exposureOf(hostname: string): Exposure {
  const host = hostname.replace(/^\[|\]$/g, '').toLowerCase();
  if (host === 'localhost' || host.endsWith('.localhost')) return 'loopback';
  if (host === 'host.docker.internal') return 'lan';
  const version = isIP(host);
  if (version === 0) return 'cloud';
  const family = version === 4 ? 'ipv4' : 'ipv6';
  if (own.check(host, family)) return 'loopback';
  return near.check(host, family) ? 'lan' : 'cloud';
}
