import { BotError, type ErrorCode } from '../../../core/errors.ts';
import type { ChatRequest } from '../../../core/ports/provider.ts';
import type { ChatHost } from './chat-host.ts';
import { refusedWish } from './refused-wish.ts';
import { retryAfterMs } from './retry-after.ts';

/** An answer that is none. */
export interface Told {
  /** Undefined: it stood in the middle of an answer, and told none. */
  readonly status: number | undefined;
  readonly headers: Headers;
  /** What it said, as text; undefined where that was no JSON. Read to learn what it is about, never repeated: it may quote the talk or the key. */
  readonly said: string | undefined;
  /** What was asked, where words were. */
  readonly request?: ChatRequest;
  readonly explain?: ChatHost['explain'] | undefined;
}

const tooLong =
  /context_length_exceeded|exceed_context_size|context[ _](?:length|window|size)|maximum context|prompt is too long|reduce the length/i;
const unpaid =
  /insufficient[ _](?:quota|funds|credits?|balance)|exceeded your current quota|billing|over budget|budget[^.]{0,40}exceed|exceed[^.]{0,40}budget|credit balance|more credits|out of credits|payment required|key limit exceeded/i;
const unwanted = /moderation|flagged|content[_ ](?:policy|filter)|safety system/i;
const tooMany = /rate[ _]?limit|too many requests|overloaded|capacity/i;

/** What a server that would not answer meant. */
export function toldFailure({ status, headers, said = '', request, explain }: Told): BotError {
  const message = `the model's server ${status === undefined ? 'broke off with an error' : `answered with status ${status}`}`;
  const fail = (code: ErrorCode, more: { readonly field?: string; readonly retryAfterMs?: number } = {}): BotError =>
    new BotError(code, message, more);
  if (status !== undefined && status < 400) return fail('provider-protocol');
  const explained = explain?.(status, said);
  if (explained !== undefined) return explained;
  if (status === 401) return fail('provider-auth');
  if (status === 402 || unpaid.test(said)) return fail('provider-quota');
  if (tooLong.test(said)) return fail('context-too-long');
  if (status === 403) return fail(unwanted.test(said) ? 'provider-refused' : 'provider-auth');
  if (status === 408) return fail('provider-timeout');
  if (status === 429 || status === 503 || status === 529 || (status === undefined && tooMany.test(said))) {
    const ms = retryAfterMs(headers);
    return fail('provider-limit', ms === undefined ? {} : { retryAfterMs: ms });
  }
  if (status === undefined || status >= 500) return fail('provider-failed');
  const wish = request === undefined ? undefined : refusedWish(said, request);
  if (wish !== undefined) return fail('wish-refused', { field: wish });
  // Without a word in JSON there is no chat at this address at all.
  if (status === 404) return fail(said === '' ? 'provider-protocol' : 'model-missing');
  return fail('provider-refused');
}

/** What the network threw. The thrown thing itself is left behind: it may hold addresses and bytes of the talk. */
export function networkFailure(thrown: unknown, hasBegun: boolean): BotError {
  for (const at of causes(thrown)) if (at instanceof BotError) return at;
  const code = codeOf(thrown);
  if (unreachable.has(code)) return new BotError('provider-unreachable', `nobody answers: ${code}`);
  // A port that no fetch goes to, whoever listens there.
  if (says(thrown, 'bad port')) return new BotError('provider-unreachable', 'nobody is asked at such a port');
  if (says(thrown, 'unexpected redirect'))
    return new BotError('provider-protocol', "the model's server sends elsewhere, and nobody follows");
  if (/^(?:HPE_|UND_ERR_(?:HEADERS_OVERFLOW|RES_|INVALID))/.test(code))
    return new BotError('provider-protocol', `the model's server does not speak HTTP: ${code}`);
  if (hasBegun) return new BotError('provider-truncated', `the connection broke in the middle of the answer: ${code}`);
  return new BotError('provider-failed', `the connection broke before an answer: ${code}`);
}

const unreachable: ReadonlySet<string> = new Set([
  ...['ECONNREFUSED', 'EHOSTUNREACH', 'ENETUNREACH', 'ENETDOWN', 'EHOSTDOWN', 'EADDRNOTAVAIL', 'EAFNOSUPPORT', 'EACCES'],
  ...['ETIMEDOUT', 'UND_ERR_CONNECT_TIMEOUT', 'ENOTFOUND', 'EAI_AGAIN', 'EAI_FAIL'],
]);

function codeOf(thrown: unknown): string {
  for (const at of causes(thrown)) {
    const code: unknown = typeof at === 'object' && at !== null ? Reflect.get(at, 'code') : undefined;
    if (typeof code === 'string' && /^[A-Z\d_]+$/.test(code)) return code;
  }
  return 'unknown';
}

function says(thrown: unknown, message: string): boolean {
  return causes(thrown).some((at) => at instanceof Error && at.message === message);
}

/** The thrown thing and what it came from; of several tried at once, the first. */
function causes(thrown: unknown): readonly unknown[] {
  const found: unknown[] = [];
  for (let at: unknown = thrown; found.length < 6 && typeof at === 'object' && at !== null; ) {
    found.push(at);
    const several: unknown = Reflect.get(at, 'errors');
    at = Array.isArray(several) ? several[0] : Reflect.get(at, 'cause');
  }
  return found;
}
