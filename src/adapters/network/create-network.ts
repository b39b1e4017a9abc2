import { lookup as systemLookup } from 'node:dns';
import { isIP, type LookupFunction } from 'node:net';
import { Agent, buildConnector, fetch as undiciFetch } from 'undici';
import { BotError } from '../../core/errors.ts';
import type { Fetch, Network } from '../../core/ports/network.ts';
import { type Exposure, exposures } from '../../core/ports/provider.ts';
import { createRanges } from './ranges.ts';

export interface NetworkPlan {
  /** Ranges that count as the operator's own network; undefined: the private ones. */
  readonly localAddresses?: readonly string[] | undefined;
}

/** Connections to one server at a time. */
const mostConnections = 8;

/** The way out. One pool of connections for each limit, so that what was opened for words that may travel far never carries others. */
export function createNetwork({ localAddresses }: NetworkPlan): Network {
  const ranges = createRanges(localAddresses);

  function refuse(address: string, limit: Exposure): BotError | undefined {
    const exposure = ranges.exposureOf(address);
    const isNear = exposure !== undefined && exposures.indexOf(exposure) <= exposures.indexOf(limit);
    return isNear ? undefined : new BotError('no-model', 'the address lies further away than the words may travel');
  }

  function createAgent(limit: Exposure): Agent {
    const lookup: LookupFunction = (hostname, options, callback) => {
      systemLookup(hostname, { ...options, all: true }, (error, found) => {
        if (error !== null) return callback(error, '', 0);
        // One address too far spoils the name: which of them is taken is not ours to say.
        const refused = found.map(({ address }) => refuse(address, limit)).find((one) => one !== undefined);
        if (refused !== undefined) return callback(refused, '', 0);
        if (options.all === true) return callback(null, found);
        const [first] = found;
        callback(null, first?.address ?? '', first?.family ?? 0);
      });
    };
    const connect = buildConnector({ timeout: 5_000, lookup });
    return new Agent({
      connections: mostConnections,
      pipelining: 1,
      keepAliveTimeout: 30_000,
      headersTimeout: 0,
      bodyTimeout: 0,
      connect(options, callback) {
        const host = options.hostname.replace(/^\[|\]$/g, '');
        const refused = isIP(host) === 0 ? undefined : refuse(host, limit);
        if (refused !== undefined) callback(refused, null);
        else connect(options, callback);
      },
    });
  }

  const agents = new Map<Exposure, Agent>();
  return {
    exposureOf(url) {
      const host = new URL(url).hostname.replace(/^\[|\]$/g, '').toLowerCase();
      if (host === 'localhost' || host.endsWith('.localhost')) return 'loopback';
      if (host === 'host.docker.internal') return 'lan';
      return isIP(host) === 0 ? 'cloud' : (ranges.exposureOf(host) ?? 'cloud');
    },
    fetch(limit) {
      const guarded: unknown = async (input: string, init: object = {}) => {
        if (limit === 'process') throw new BotError('no-model', 'these words may not leave the process');
        const dispatcher = agents.get(limit) ?? createAgent(limit);
        agents.set(limit, dispatcher);
        return undiciFetch(input, { ...init, redirect: 'error', dispatcher });
      };
      return guarded as Fetch;
    },
  };
}
