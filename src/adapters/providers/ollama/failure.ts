import { BotError } from '../../../core/errors.ts';
import { finished } from '../../../core/texts/finished.ts';
import type { Localized } from '../../../core/texts/localized.ts';
import { texts } from './texts.ts';

const unreachable: Readonly<Record<string, Localized>> = {
  ECONNREFUSED: texts.refused,
  EHOSTUNREACH: texts.noRoute,
  ENETUNREACH: texts.noRoute,
  ENETDOWN: texts.noRoute,
  EHOSTDOWN: texts.noRoute,
  EADDRNOTAVAIL: texts.noRoute,
  EAFNOSUPPORT: texts.noRoute,
  EACCES: texts.noRoute,
  ETIMEDOUT: texts.timeout,
  UND_ERR_CONNECT_TIMEOUT: texts.timeout,
  ENOTFOUND: texts.unknownHost,
  EAI_AGAIN: texts.unknownHost,
  EAI_FAIL: texts.unknownHost,
};

/** True when there was nobody to connect to. */
export function isUnreachable(thrown: unknown): boolean {
  return unreachable[codeOf(thrown)] !== undefined;
}

/**
 * What the network threw, as our own error. The thrown thing itself is left behind: it may hold addresses and bytes of the talk.
 * `hasBegun`: the head of an answer had come already.
 */
export function networkFailure(thrown: unknown, hasBegun: boolean): BotError {
  if (thrown instanceof BotError) return thrown;
  const code = codeOf(thrown);
  if (/^(?:HPE_|UND_ERR_(?:HEADERS_OVERFLOW|RES_CONTENT_LENGTH_MISMATCH|INVALID))/.test(code))
    return new BotError('provider-protocol', `the model's server does not speak HTTP: ${code}`);
  if (hasBegun) return new BotError('provider-truncated', `the connection broke in the middle of the answer: ${code}`);
  return new BotError('provider-failed', `the connection broke before an answer: ${code}`);
}

/** Why nothing was reached, in a word or two for people. */
export function reasonOf(thrown: unknown): Localized {
  if (thrown instanceof DOMException && thrown.name === 'TimeoutError') return texts.timeout;
  if (thrown instanceof BotError) {
    const status = / status (\d{3})$/.exec(thrown.message)?.[1];
    return status === undefined || status === '404' ? texts.notOllama : finished(texts.status, { status });
  }
  return unreachable[codeOf(thrown)] ?? texts.brokenOff;
}

/** An answer with this status instead of 200. What it said is nobody's business: it may repeat the talk. */
export function statusFailure(status: number): BotError {
  const message = `the model's server answered with status ${status}`;
  if (status < 400) return new BotError('provider-protocol', message);
  if (status === 401 || status === 403) return new BotError('provider-auth', message);
  if (status === 408) return new BotError('provider-timeout', message);
  if (status === 429 || status === 503) return new BotError('provider-limit', message);
  return new BotError('provider-failed', message);
}

/** Why nothing is sent to a model; `model` is a name the server or a person gave. */
export function refusal(model: string, why: 'remote' | 'vanished' | 'cannotChat'): BotError {
  const code = why === 'remote' ? 'not-allowed' : 'model-missing';
  return new BotError(code, `the model cannot be used: ${why}`, { advice: finished(texts[why], { model }) });
}

function codeOf(thrown: unknown): string {
  for (let at: unknown = thrown, depth = 0; depth < 4 && typeof at === 'object' && at !== null; depth += 1) {
    const code: unknown = Reflect.get(at, 'code');
    if (typeof code === 'string' && /^[A-Z\d_]+$/.test(code)) return code;
    const several: unknown = Reflect.get(at, 'errors');
    at = Array.isArray(several) ? several[0] : Reflect.get(at, 'cause');
  }
  return 'unknown';
}
