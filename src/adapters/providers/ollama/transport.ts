import type { Fetch, Network } from '../../../core/ports/network.ts';
import type { Address } from './address.ts';

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
  readonly headers: Headers;
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

/** Questions over this way out. Waiting for an answer has no limit here; whoever asks brings a signal. */
export function createTransport(fetch: Fetch): Transport {
  return {
    async send({ url, body, signal }) {
      const {
        status,
        headers,
        body: bytes,
      } = await fetch(url, {
        signal,
        method: body === undefined ? 'GET' : 'POST',
        headers: {
          accept: 'application/json, application/x-ndjson',
          ...(body === undefined ? {} : { 'content-type': 'application/json' }),
        },
        ...(body === undefined ? {} : { body: JSON.stringify(body) }),
      });
      return {
        status,
        type: headers.get('content-type') ?? '',
        headers,
        body: { [Symbol.asyncIterator]: () => (bytes ?? new ReadableStream<Uint8Array>()).values({ preventCancel: true }) },
        release: () => void (bytes === null ? undefined : dump(bytes).catch(() => undefined)),
      };
    },
  };
}

/** The way to this place for everything short: lists, details. */
export function createProbe(network: Pick<Network, 'fetch'>, { exposure, isDeclared }: Address): Transport {
  return createTransport(network.fetch(exposure, { isDeclared }));
}

/** Reads what is left, as long as it is little and comes soon; else hangs up. */
async function dump(bytes: ReadableStream<Uint8Array>): Promise<void> {
  const reader = bytes.getReader();
  const timer = setTimeout(() => void reader.cancel().catch(() => undefined), restMs).unref();
  try {
    for (let left = smallRest; left >= 0; ) {
      const { done, value } = await reader.read();
      if (done) return;
      left -= value.length;
    }
    await reader.cancel();
  } finally {
    clearTimeout(timer);
  }
}
