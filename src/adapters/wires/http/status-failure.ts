import { BotError, type ErrorCode } from '../../../core/errors.ts';
import { retryAfterMs } from './retry-after.ts';

const codes: Readonly<Record<number, ErrorCode>> = {
  401: 'provider-auth',
  402: 'provider-quota',
  403: 'provider-auth',
  404: 'model-missing',
  408: 'provider-timeout',
  429: 'provider-limit',
  503: 'provider-limit',
  529: 'provider-limit',
};

/** An answer with this status instead of 200, where its words say nothing better. They are nobody's business: they may repeat the talk. */
export function statusFailure(status: number, headers = new Headers()): BotError {
  const message = `the model's server answered with status ${status}`;
  if (status < 400) return new BotError('provider-protocol', message);
  const code = codes[status] ?? (status < 500 ? 'provider-refused' : 'provider-failed');
  const ms = code === 'provider-limit' ? retryAfterMs(headers) : undefined;
  return new BotError(code, message, ms === undefined ? {} : { retryAfterMs: ms });
}
