import { lookup as systemLookup } from 'node:dns';
import type { LookupFunction } from 'node:net';
import { Agent, request } from 'undici';

/** One question over HTTP; with a `body` it is a POST. */
export interface Question {
  readonly url: string;
  readonly body?: unknown;
  readonly signal: AbortSignal;
}

/** What came back; its bytes are still on their way. */
export interface Reply {
  readonly status: number;
  readonly type: string;
  /** A content encoding we did not ask for. */
  readonly encoding: string | undefined;
  /** Leaving the loop early does not hang up: `release` does, or aborting the signal. */
  readonly body: AsyncIterable<Uint8Array>;
  /** Everything wanted has been read: the connection serves again, or is cut when more than a little follows. */
  release(): void;
}

export interface Transport {
  send(question: Question): Promise<Reply>;
}

/** Bytes that may follow the last line before we hang up. */
const smallRest = 1024;
/** How long they may take. */
const restMs = 1_000;

/**
 * Connections of our own: no proxy from the environment, no redirects followed, nothing unpacked, nothing tried twice.
 * Waiting for an answer has no limit here; whoever asks brings a signal.
 */
export function createTransport(limits: { readonly connections: number }): Transport {
  const agent = new Agent({
    connections: limits.connections,
    pipelining: 1,
    keepAliveTimeout: 30_000,
    headersTimeout: 0,
    bodyTimeout: 0,
    connect: { timeout: 5_000, lookup: createLookup() },
  });
  return {
    async send({ url, body, signal }) {
      const reply = await request(url, {
        dispatcher: agent,
        signal,
        method: body === undefined ? 'GET' : 'POST',
        headers: {
          accept: 'application/json, application/x-ndjson',
          ...(body === undefined ? {} : { 'content-type': 'application/json' }),
        },
        ...(body === undefined ? {} : { body: JSON.stringify(body) }),
      });
      // A body that is cut while nobody reads it fails, too.
      reply.body.on('error', () => undefined);
      return {
        status: reply.statusCode,
        type: String(reply.headers['content-type'] ?? ''),
        encoding: reply.headers['content-encoding']?.toString(),
        body: { [Symbol.asyncIterator]: () => reply.body.iterator({ destroyOnReturn: false }) },
        release: () => void reply.body.dump({ limit: smallRest, signal: AbortSignal.timeout(restMs) }).catch(() => undefined),
      };
    },
  };
}

/**
 * A look-up of a name cannot be given up, and a few that hang keep every file of the process waiting:
 * so one name is looked up once at a time.
 */
function createLookup(): LookupFunction {
  type Waiting = Parameters<LookupFunction>[2];
  const pending = new Map<string, Waiting[]>();
  return (hostname, options, callback) => {
    const key = JSON.stringify([hostname, options]);
    const others = pending.get(key);
    if (others !== undefined) return void others.push(callback);
    pending.set(key, [callback]);
    systemLookup(hostname, options, (...found) => {
      const waiting = pending.get(key) ?? [];
      pending.delete(key);
      for (const answer of waiting) answer(...found);
    });
  };
}
