// The SDK's wire alone: its index would load a web server and a database client, 40 MB that nothing here needs.
import { doHttpRequest } from 'matrix-bot-sdk/lib/http.js';
import { LogService } from 'matrix-bot-sdk/lib/logging/LogService.js';
import { setRequestFn } from 'matrix-bot-sdk/lib/request.js';

/** How the network is reached. A guarded one takes its place here. */
export type HttpFetch = (url: URL, init: RequestInit) => Promise<Response>;

/** One request to the homeserver. */
export interface HttpRequest {
  readonly method: 'GET' | 'POST' | 'PUT' | 'DELETE';
  /** With its leading slash, every variable part escaped. */
  readonly path: string;
  readonly query?: Readonly<Record<string, string | number | boolean>>;
  readonly body?: unknown;
  readonly token?: string | undefined;
  readonly contentType?: string;
  /** It is given up after so long; it may still have taken effect. */
  readonly timeoutMs?: number;
  readonly signal?: AbortSignal | undefined;
}

/** Resolves with the response's JSON; rejects with the SDK's `MatrixError`, with the response itself, or with what the network threw. */
export type Http = (request: HttpRequest) => Promise<unknown>;

/** What the SDK hands over: the options of the deprecated package `request`. */
interface RequestOptions {
  readonly uri: string;
  readonly method: string;
  readonly qs?: Readonly<Record<string, unknown>> | null;
  readonly headers: Record<string, string>;
  readonly body?: string | Buffer<ArrayBuffer>;
  readonly timeout: number;
}

interface RequestAnswer {
  readonly statusCode: number;
  readonly headers: Readonly<Record<string, string>>;
  body: string;
}

const standardMs = 20_000;
/** The SDK knows no signals; its options carry this very object through. */
const signals = new WeakMap<object, AbortSignal>();

const silent = (): void => undefined;

/** The SDK's requests through a fetch of ours; it logs bodies and addresses, so its log is shut. */
export function createHttp(base: string, fetchIt: HttpFetch): Http {
  LogService.setLogger({ trace: silent, debug: silent, info: silent, warn: silent, error: silent });
  setRequestFn((options: RequestOptions, done: (error: unknown, answer?: RequestAnswer, body?: string) => void) => {
    perform(fetchIt, options).then(
      (answer) => done(null, answer, answer.body),
      (thrown: unknown) => done(thrown),
    );
  });
  const root = base.replace(/\/+$/, '');
  return ({ method, path, query = {}, body, token, contentType, timeoutMs = standardMs, signal }) => {
    const headers = token === undefined ? {} : { Authorization: `Bearer ${token}` };
    if (signal !== undefined) signals.set(headers, signal);
    // An empty object is a body too: a server may refuse a POST or PUT without one.
    const sent = body === undefined && method !== 'GET' ? {} : (body ?? null);
    return doHttpRequest(root, method, path, query, sent, headers, timeoutMs, false, contentType);
  };
}

async function perform(fetchIt: HttpFetch, { uri, method, qs, headers, body: sent, timeout }: RequestOptions): Promise<RequestAnswer> {
  const url = new URL(uri);
  for (const [name, value] of Object.entries(qs ?? {}))
    if (value !== null && value !== undefined) url.searchParams.set(name, String(value));
  const own = signals.get(headers);
  const late = AbortSignal.timeout(timeout);
  const response = await fetchIt(url, {
    method,
    headers,
    ...(sent === undefined ? {} : { body: sent }),
    // The token goes nowhere else.
    redirect: 'error',
    signal: own === undefined ? late : AbortSignal.any([own, late]),
  });
  const told = await response.text();
  const body = response.status === 429 ? withWait(told, response.headers.get('retry-after')) : told;
  return { statusCode: response.status, headers: Object.fromEntries(response.headers), body };
}

/** The SDK's errors carry what stands in the body; newer servers tell the wait in a header alone. */
function withWait(told: string, seconds: string | null): string {
  const wait = Number(seconds);
  const read = parse(told);
  const refusal = typeof read === 'object' && read !== null ? read : {};
  if (seconds === null || !(wait >= 0) || 'retry_after_ms' in refusal) return told;
  return JSON.stringify({ errcode: 'M_LIMIT_EXCEEDED', ...refusal, retry_after_ms: wait * 1000 });
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

/** Fetches bytes, at most `most` of them; undefined when that fails or there are more. */
export async function fetchBytes(
  fetchIt: HttpFetch,
  url: URL,
  { token, most }: { readonly token: string; readonly most: number },
): Promise<Uint8Array | undefined> {
  try {
    const headers = { Authorization: `Bearer ${token}` };
    const response = await fetchIt(url, { headers, redirect: 'error', signal: AbortSignal.timeout(standardMs) });
    if (!response.ok || response.body === null) return undefined;
    const chunks: Uint8Array[] = [];
    let size = 0;
    for await (const chunk of response.body) {
      size += chunk.byteLength;
      if (size > most) return undefined;
      chunks.push(chunk);
    }
    return Buffer.concat(chunks);
  } catch {
    return undefined;
  }
}
