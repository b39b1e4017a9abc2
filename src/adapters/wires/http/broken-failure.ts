import { BotError } from '../../../core/errors.ts';

/** What was thrown while an answer was read, as our own error. The thrown thing itself is left behind: it may hold bytes of the talk. */
export function brokenFailure(thrown: unknown): BotError {
  let code = 'unknown';
  for (let at: unknown = thrown, depth = 0; depth < 6 && typeof at === 'object' && at !== null; depth += 1) {
    if (at instanceof BotError) return at;
    const told: unknown = Reflect.get(at, 'code');
    if (typeof told === 'string' && /^[A-Z\d_]+$/.test(told)) code = told;
    at = Reflect.get(at, 'cause');
  }
  if (/^(?:HPE_|UND_ERR_RES_)/.test(code)) return new BotError('provider-protocol', `the answer is not HTTP, or endless: ${code}`);
  return new BotError('provider-truncated', `the connection broke in the middle of the answer: ${code}`);
}
