import { DiscordAPIError, HTTPError } from 'discord.js';
import { BotError, type ErrorCode } from '../../../core/errors.ts';
import { texts } from './texts.ts';

/** Codes of Discord's API that something here depends on. */
export const apiCodes = {
  unknownChannel: 10_003,
  unknownMessage: 10_008,
  unknownWebhook: 10_015,
  unknownInteraction: 10_062,
  missingAccess: 50_001,
  notInDm: 50_003,
  cannotDm: 50_007,
  missingPermissions: 50_013,
  invalidWebhookToken: 50_027,
  invalidForm: 50_035,
  archivedThread: 50_083,
  alreadyAcknowledged: 40_060,
  secondFactor: 60_003,
  hasThread: 160_004,
  mutualGuilds: 50_278,
} as const;

const gone: readonly number[] = [apiCodes.unknownChannel, apiCodes.unknownMessage];
const tokenOver: readonly number[] = [apiCodes.unknownInteraction, apiCodes.invalidWebhookToken, apiCodes.unknownWebhook];
/** 20016 slow mode, 160002 no reply without reading the history, 160005 locked thread. */
const forbidden: readonly number[] = [
  apiCodes.missingAccess,
  apiCodes.missingPermissions,
  apiCodes.archivedThread,
  20_016,
  160_002,
  160_005,
];
const dmClosed: readonly number[] = [apiCodes.cannotDm, apiCodes.mutualGuilds];

/** What Discord refused, as its own code; undefined when it was no refusal of its API. */
export function apiCode(thrown: unknown): number | undefined {
  return thrown instanceof DiscordAPIError && typeof thrown.code === 'number' ? thrown.code : undefined;
}

/** The message or channel is not there any more. */
export const isGone = (thrown: unknown): boolean => has(gone, thrown);
/** The interaction's token does not serve (any more): too late, or over. */
export const isTokenOver = (thrown: unknown): boolean => has(tokenOver, thrown);
/** A right is missing. */
export const isForbidden = (thrown: unknown): boolean => has(forbidden, thrown);
/** Not even a right helps: in a DM nobody acts on what the other one wrote, and a server may ask its bots' owners for a second factor. */
export const isOutOfReach = (thrown: unknown): boolean => has([apiCodes.notInDm, apiCodes.secondFactor], thrown);
/** The person takes no direct messages. */
export const isDmClosed = (thrown: unknown): boolean => has(dmClosed, thrown);
export const isUnauthorized = (thrown: unknown): boolean =>
  (thrown instanceof DiscordAPIError && thrown.status === 401) || nameOf(thrown).includes('TokenInvalid');

function has(codes: readonly number[], thrown: unknown): boolean {
  const code = apiCode(thrown);
  return code !== undefined && codes.includes(code);
}

/** Whether it took effect is not known, or it surely did not: the same request may be made again where that is safe. */
export function isTransient(thrown: unknown): boolean {
  if (thrown instanceof HTTPError) return thrown.status >= 500;
  if (thrown instanceof DiscordAPIError || thrown instanceof BotError || !(thrown instanceof Error)) return false;
  const code = 'code' in thrown ? thrown.code : undefined;
  const cause = 'cause' in thrown ? thrown.cause : undefined;
  return (
    thrown.name === 'AbortError' ||
    (typeof code === 'string' &&
      /^(?:E(?:CONN|PIPE|TIMEDOUT|AI_AGAIN|HOSTUNREACH|NETUNREACH|NOTFOUND)|UND_ERR_(?:CONNECT_TIMEOUT|HEADERS_TIMEOUT|BODY_TIMEOUT|SOCKET|ABORTED)$)/.test(
        code,
      )) ||
    (cause !== undefined && cause !== thrown && isTransient(cause))
  );
}

/** Discord no longer takes the token: the person at the machine has to act. */
export function tokenRefused(cause?: unknown): BotError {
  return new BotError('settings-invalid', 'DISCORD_TOKEN is not accepted by Discord', {
    field: 'DISCORD_TOKEN',
    advice: texts['token-refused'],
    cause,
  });
}

/** Discord cannot be reached at all, as when the network is down at the start. */
export function notReached(thrown: unknown): BotError {
  const error = toDiscordError(thrown);
  if (!isTransient(thrown)) return error;
  return new BotError(error.code, error.message, { cause: thrown, advice: texts.unreachable });
}

/** What the SDK threw, as an error of ours. Its own message may quote what was sent, so it is left out. */
export function toDiscordError(thrown: unknown): BotError {
  if (thrown instanceof BotError) return thrown;
  if (isUnauthorized(thrown)) return tokenRefused(thrown);
  if (isDmClosed(thrown)) return new BotError('not-allowed', 'direct messages are closed', { cause: thrown, advice: texts['dm-closed'] });
  return new BotError(codeFor(thrown), `discord: ${shortly(thrown)}`, { cause: thrown });
}

function codeFor(thrown: unknown): ErrorCode {
  if (isForbidden(thrown)) return 'not-allowed';
  if (isGone(thrown) || isTokenOver(thrown)) return 'not-found';
  // What was sent is wrong in itself: it would be refused each time.
  return apiCode(thrown) === apiCodes.invalidForm || /^UND_ERR_(?:INVALID|NOT_SUPPORTED)/.test(nameOf(thrown)) ? 'bug' : 'platform-failed';
}

function shortly(thrown: unknown): string {
  const code = apiCode(thrown);
  return code === undefined ? nameOf(thrown) : `code ${code}`;
}

function nameOf(thrown: unknown): string {
  if (!(thrown instanceof Error)) return 'unknown';
  return 'code' in thrown && typeof thrown.code === 'string' ? thrown.code : thrown.name;
}
