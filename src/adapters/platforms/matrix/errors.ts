import { MatrixError } from 'matrix-bot-sdk/lib/models/MatrixError.js';
import { BotError, type ErrorCode } from '../../../core/errors.ts';
import { texts } from './texts.ts';

/** What the homeserver refused, as its own code; undefined when it was no refusal of its API. */
export const errcodeOf = (thrown: unknown): string | undefined => (thrown instanceof MatrixError ? thrown.errcode : undefined);

/** The HTTP status it came with; undefined when no answer came at all. */
export function statusOf(thrown: unknown): number | undefined {
  if (thrown instanceof MatrixError) return thrown.statusCode;
  if (typeof thrown !== 'object' || thrown === null || !('statusCode' in thrown)) return undefined;
  return typeof thrown.statusCode === 'number' ? thrown.statusCode : undefined;
}

/** How long the server wants to be left alone, milliseconds; undefined when it was no refusal for the rate. */
export function limitedFor(thrown: unknown): number | undefined {
  if (statusOf(thrown) !== 429 && errcodeOf(thrown) !== 'M_LIMIT_EXCEEDED') return undefined;
  const told = thrown instanceof MatrixError ? thrown.retryAfterMs : undefined;
  return typeof told === 'number' && Number.isFinite(told) && told >= 0 ? told : 1_000;
}

/** The token does not serve any more. `soft`: the device stays, a new token brings it back. */
export function logoutIn(thrown: unknown): 'soft' | 'hard' | undefined {
  if (errcodeOf(thrown) !== 'M_UNKNOWN_TOKEN' && errcodeOf(thrown) !== 'M_MISSING_TOKEN') return undefined;
  return thrown instanceof MatrixError && Reflect.get(thrown.body, 'soft_logout') === true ? 'soft' : 'hard';
}

export const isGone = (thrown: unknown): boolean => errcodeOf(thrown) === 'M_NOT_FOUND';
export const isForbidden = (thrown: unknown): boolean => errcodeOf(thrown) === 'M_FORBIDDEN';
export const isTooLarge = (thrown: unknown): boolean => errcodeOf(thrown) === 'M_TOO_LARGE' || statusOf(thrown) === 413;

/** Whether it took effect is not known, or it surely did not: the same request may be made again with the same transaction id. */
export function isTransient(thrown: unknown): boolean {
  if (thrown instanceof BotError) return false;
  const status = statusOf(thrown);
  if (status !== undefined) return status >= 500;
  return thrown instanceof Error && !(thrown instanceof MatrixError);
}

/** The homeserver no longer takes the token, and there is nothing left to log in with: the operator has to act. */
export function loggedOut(cause?: unknown): BotError {
  return new BotError('settings-invalid', 'the homeserver has ended this session', {
    field: 'MATRIX_ACCESS_TOKEN',
    advice: texts['logged-out'],
    cause,
  });
}

/** The homeserver cannot be reached at all, as when the network is down at the start. */
export function notReached(thrown: unknown): BotError {
  const error = toMatrixError(thrown);
  if (!isTransient(thrown)) return error;
  return new BotError(error.code, error.message, { cause: thrown, advice: texts.unreachable });
}

/** What was thrown, as an error of ours. The SDK's own message quotes the server, so it is left out. */
export function toMatrixError(thrown: unknown): BotError {
  if (thrown instanceof BotError) return thrown;
  if (logoutIn(thrown) !== undefined) return loggedOut();
  return new BotError(codeFor(thrown), `matrix: ${shortly(thrown)}`);
}

function codeFor(thrown: unknown): ErrorCode {
  if (isForbidden(thrown)) return 'not-allowed';
  if (isGone(thrown)) return 'not-found';
  if (isTooLarge(thrown)) return 'too-large';
  return errcodeOf(thrown) === 'M_BAD_JSON' ? 'bug' : 'platform-failed';
}

function shortly(thrown: unknown): string {
  const known = errcodeOf(thrown) ?? statusOf(thrown);
  if (known !== undefined) return String(known);
  if (!(thrown instanceof Error)) return 'unknown';
  const cause = thrown.cause;
  if (cause instanceof Error && 'code' in cause && typeof cause.code === 'string') return cause.code;
  return thrown.name;
}
