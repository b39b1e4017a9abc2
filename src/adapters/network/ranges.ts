import { BlockList, isIP } from 'node:net';
import type { Exposure } from '../../core/ports/provider.ts';

/** Addresses that are this computer, whatever anybody says. */
const own = new BlockList();
own.addSubnet('127.0.0.0', 8);
own.addAddress('::1', 'ipv6');
// The unspecified address, as in OLLAMA_HOST: a connection to it ends on this computer.
own.addAddress('0.0.0.0');
own.addAddress('::', 'ipv6');

/** Where machines of a rented computer tell its secrets: never an address of a model. */
const metadata = new BlockList();
metadata.addSubnet('169.254.0.0', 16);
metadata.addAddress('fd00:ec2::254', 'ipv6');

const privateRanges = ['10.0.0.0/8', '172.16.0.0/12', '192.168.0.0/16', 'fc00::/7', 'fe80::/10'];

/** How far an address is, once it is known. */
export interface Ranges {
  /** Undefined: nothing may be sent there at all. */
  exposureOf(address: string): Exposure | undefined;
}

/** `local`: ranges that count as the operator's own network, such as `192.168.0.0/16`; undefined: the private ones. */
export function createRanges(local: readonly string[] = privateRanges): Ranges {
  const near = new BlockList();
  for (const range of local) {
    const [address = '', bits = ''] = range.split('/');
    near.addSubnet(address, Number(bits), familyOf(address));
  }
  return {
    exposureOf(address) {
      const family = familyOf(address);
      if (own.check(address, family)) return 'loopback';
      if (metadata.check(address, family)) return undefined;
      return near.check(address, family) ? 'lan' : 'cloud';
    },
  };
}

function familyOf(address: string): 'ipv4' | 'ipv6' {
  return isIP(address) === 6 ? 'ipv6' : 'ipv4';
}
