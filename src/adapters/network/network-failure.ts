import { BotError } from '../../core/errors.ts';

/** Nobody was there to connect to. */
const unreachable = new Set([
  'ECONNREFUSED',
  'EHOSTUNREACH',
  'ENETUNREACH',
  'ENETDOWN',
  'EHOSTDOWN',
  'EADDRNOTAVAIL',
  'EAFNOSUPPORT',
  'EACCES',
  'ETIMEDOUT',
  'UND_ERR_CONNECT_TIMEOUT',
  'ENOTFOUND',
  'EAI_AGAIN',
  'EAI_FAIL',
]);

/**
 * Why no answer began, as our own error. The thrown thing itself stays behind: it may hold addresses and keys. What is left of it is its code,
 * as the cause.
 */
export function toNetworkFailure(thrown: unknown): BotError {
  const { own, code } = dig(thrown);
  if (own !== undefined) return own;
  const cause = Object.assign(new Error(code), { code });
  if (unreachable.has(code)) return new BotError('provider-unreachable', `nobody answers: ${code}`, { cause });
  if (/^(?:HPE_|UND_ERR_(?:HEADERS_OVERFLOW|RES_CONTENT_LENGTH_MISMATCH|INVALID))/.test(code))
    return new BotError('provider-protocol', `the server does not speak HTTP: ${code}`, { cause });
  if (/^(?:CERT_|DEPTH_ZERO_|SELF_SIGNED_|UNABLE_TO_|ERR_TLS_|ERR_SSL_|HOSTNAME_MISMATCH)/.test(code))
    return new BotError('provider-unreachable', `the server cannot show who it is: ${code}`, { cause });
  return new BotError('provider-failed', `the connection broke before an answer: ${code}`, { cause });
}

function dig(thrown: unknown): { readonly own?: BotError; readonly code: string } {
  for (let at: unknown = thrown, depth = 0; depth < 6 && typeof at === 'object' && at !== null; depth += 1) {
    if (at instanceof BotError) return { own: at, code: '' };
    const code: unknown = Reflect.get(at, 'code');
    if (typeof code === 'string' && /^[A-Z\d_]+$/.test(code)) return { code };
    if (Reflect.get(at, 'name') === 'HTTPParserError') return { code: 'HPE_UNKNOWN' };
    const several: unknown = Reflect.get(at, 'errors');
    at = Array.isArray(several) ? several[0] : Reflect.get(at, 'cause');
  }
  return { code: 'unknown' };
}
