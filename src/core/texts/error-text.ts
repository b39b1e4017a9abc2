import type { ErrorCode } from '../errors.ts';
import type { TextKey } from './say.ts';

/** Sentences that stand for an error and take no other places than these three. */
type ErrorKey = Extract<TextKey, `error-${string}`>;

const keys: Partial<Record<ErrorCode, ErrorKey>> = {
  'too-large': 'error-too-large',
  'empty-message': 'error-empty-message',
  'not-allowed': 'error-not-allowed',
  'no-model': 'error-no-model',
  'unknown-personality': 'error-unknown-personality',
  'adult-only': 'error-adult-only',
  'expired-action': 'error-expired-action',
  'not-yours': 'error-not-yours',
  'stale-form': 'error-stale-form',
  'nothing-to-do': 'error-nothing-to-do',
  'not-found': 'error-not-found',
  'provider-unreachable': 'error-provider-unreachable',
  'model-missing': 'error-model-missing',
  'provider-timeout': 'error-provider-timeout',
  'provider-auth': 'error-provider-auth',
  'provider-limit': 'error-provider-limit',
  'provider-failed': 'error-provider-failed',
  'provider-quota': 'error-provider-quota',
  'provider-refused': 'error-provider-refused',
  'wish-refused': 'error-provider-refused',
  'context-too-long': 'error-context-too-long',
  'limit-reached': 'error-limit-reached',
  'answer-unusable': 'error-answer-unusable',
  'provider-protocol': 'error-provider-failed',
  'provider-truncated': 'error-provider-failed',
  'storage-full': 'error-storage-full',
  deleted: 'error-deleted',
  interrupted: 'error-interrupted',
};

/** The sentence for a failed turn; what has none of its own is a `bug` with the code to tell the operator. */
export function errorText(code: ErrorCode): ErrorKey {
  return keys[code] ?? 'error-bug';
}
