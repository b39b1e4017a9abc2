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
metadata.addAddress('100.100.100.200');
metadata.addAddress('fd00:ec2::254', 'ipv6');
metadata.addAddress('fd20:ce::254', 'ipv6');
// The same behind a gateway from IPv6 to IPv4.
metadata.addSubnet('64:ff9b::a9fe:0', 112, 'ipv6');

const privateRanges = ['10.0.0.0/8', '172.16.0.0/12', '192.168.0.0/16', 'fc00::/7', 'fe80::/10'];
/** The same and what providers share among their customers, which may be anybody's. */
const unrouted = toList([...privateRanges, '100.64.0.0/10']);

/** How far an address is, once it is known. */
export interface Ranges {
  /** Undefined: nothing may be sent there at all. */
  exposureOf(address: string): Exposure | undefined;
  /** It is this computer or one that the internet cannot reach, whatever the operator counts as near. */
  isPrivate(address: string): boolean;
}

/** `local`: ranges that count as the operator's own network, such as `192.168.0.0/16`; undefined: the private ones. */
export function createRanges(local: readonly string[] = privateRanges): Ranges {
  const near = toList(local);
  return {
    exposureOf(given) {
      const [address, family] = read(given);
      if (own.check(address, family)) return 'loopback';
      if (metadata.check(address, family)) return undefined;
      return near.check(address, family) ? 'lan' : 'cloud';
    },
    isPrivate(given) {
      const [address, family] = read(given);
      return own.check(address, family) || unrouted.check(address, family);
    },
  };
}

function toList(ranges: readonly string[]): BlockList {
  const list = new BlockList();
  for (const range of ranges) {
    const [address = '', bits = ''] = range.split('/');
    list.addSubnet(address, Number(bits), read(address)[1]);
  }
  return list;
}

/** The address without the zone that a look-up may leave on it: `fe80::1%eth0`. */
function read(given: string): readonly [address: string, family: 'ipv4' | 'ipv6'] {
  const address = given.replace(/%.*$/, '');
  return [address, isIP(address) === 6 ? 'ipv6' : 'ipv4'];
}
