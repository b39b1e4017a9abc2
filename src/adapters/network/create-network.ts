import { isIP, type LookupFunction } from 'node:net';
import { Agent, buildConnector, request } from 'undici';
import { BotError } from '../../core/errors.ts';
import type { Network } from '../../core/ports/network.ts';
import { type Exposure, exposures } from '../../core/ports/provider.ts';
import { createLookup, withJudgement } from './create-lookup.ts';
import { isLocalName } from './local-name.ts';
import { toNetworkFailure } from './network-failure.ts';
import { createRanges } from './ranges.ts';
import { toResponse } from './to-response.ts';

export interface NetworkPlan {
  /** Ranges that count as the operator's own network; undefined: the private ones. */
  readonly localAddresses?: readonly string[] | undefined;
  /** Connections to one server at a time, for each limit. */
  readonly connections?: number;
  /** Names to addresses, instead of asking the system. */
  readonly lookup?: LookupFunction;
}

/** A way out that somebody has to close in the end. */
export interface OwnNetwork extends Network {
  /** Breaks off what is under way and lets all connections go. */
  close(): Promise<void>;
}

/** Bytes of the longest answer: more than any talk or list of models. */
const longest = 64 * 1024 * 1024;
/** Bytes of the head of an answer. */
const longestHead = 32 * 1024;

/** The way out. One pool of connections for each limit, so that what was opened for words that may travel far never carries others. */
export function createNetwork({ localAddresses, connections = 8, lookup }: NetworkPlan): OwnNetwork {
  const ranges = createRanges(localAddresses);
  const find = createLookup(lookup);
  const agents = new Map<string, Agent>();

  function judge(address: string, limit: Exposure): BotError | undefined {
    const exposure = ranges.exposureOf(address);
    const isNear = exposure !== undefined && exposures.indexOf(exposure) <= exposures.indexOf(limit);
    return isNear ? undefined : new BotError('no-model', 'the address lies further away than the words may travel');
  }

  function createAgent(limit: Exposure, isDeclared: boolean): Agent {
    const judged = withJudgement(find, (hostname, address) => {
      // Who owns a public name may point it at anything in this house; only the operator can say that this is meant.
      if (limit === 'cloud' && !isDeclared && !isLocalName(hostname) && ranges.isPrivate(address))
        return new BotError('no-model', 'a public name leads into a private network, and its locality is not declared');
      return judge(address, limit);
    });
    const connect = buildConnector({ timeout: 5_000, lookup: judged, allowH2: false });
    return new Agent({
      connections,
      pipelining: 1,
      allowH2: false,
      keepAliveTimeout: 30_000,
      headersTimeout: 0,
      bodyTimeout: 0,
      maxHeaderSize: longestHead,
      maxResponseSize: longest,
      connect(options, callback) {
        const host = bare(options.hostname);
        const refused = isIP(host) === 0 ? undefined : judge(host, limit);
        if (refused !== undefined) callback(refused, null);
        else connect(options, callback);
      },
    });
  }

  function agentFor(limit: Exposure, isDeclared: boolean): Agent {
    const key = `${limit} ${isDeclared}`;
    const agent = agents.get(key) ?? createAgent(limit, isDeclared);
    agents.set(key, agent);
    return agent;
  }

  return {
    exposureOf(url) {
      const host = bare(new URL(url).hostname).toLowerCase();
      if (host === 'localhost' || host.endsWith('.localhost')) return 'loopback';
      if (host === 'host.docker.internal') return 'lan';
      return isIP(host) === 0 ? 'cloud' : (ranges.exposureOf(host) ?? 'cloud');
    },
    fetch:
      (limit, { isDeclared = false } = {}) =>
      async (input, { method = 'GET', headers = {}, body = null, signal = null } = {}) => {
        signal?.throwIfAborted();
        if (limit === 'process') throw new BotError('no-model', 'these words may not leave the process');
        if (input instanceof Request || (body !== null && typeof body !== 'string')) throw new TypeError('only texts are sent');
        const url = toUrl(input);
        // Nothing is unpacked, so nothing can grow while it is.
        const sent = [...new Headers(headers).entries(), ['accept-encoding', 'identity']].flat();
        try {
          return toResponse(await request(url, { dispatcher: agentFor(limit, isDeclared), method, headers: sent, body, signal }));
        } catch (thrown) {
          signal?.throwIfAborted();
          throw toNetworkFailure(thrown);
        }
      },
    async close() {
      await Promise.all([...agents.values()].map((agent) => agent.destroy()));
      agents.clear();
    },
  };
}

function toUrl(input: string | URL): URL {
  const url = URL.parse(String(input));
  // A name or a password in an address would end up in messages of all kinds.
  if (url === null || !/^https?:$/.test(url.protocol) || url.username !== '' || url.password !== '')
    throw new BotError('provider-unreachable', 'this is not an address to send words to');
  return url;
}

function bare(hostname: string): string {
  return hostname.replace(/^\[|\]$/g, '');
}
