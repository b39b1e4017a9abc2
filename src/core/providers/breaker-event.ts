import type { ErrorCode } from '../errors.ts';
import type { BreakerEvent } from './breaker.ts';

/** What a breaker stands before: an address, one key there, one model there. */
export const breakerScopes = ['endpoint', 'credential', 'model'] as const;
export type BreakerScope = (typeof breakerScopes)[number];

/** Whom a failure is held against. */
const blamed: Partial<Record<ErrorCode, BreakerScope>> = {
  'provider-unreachable': 'endpoint',
  'provider-failed': 'endpoint',
  'provider-timeout': 'endpoint',
  'provider-auth': 'credential',
  'provider-quota': 'credential',
  'provider-limit': 'credential',
  'model-missing': 'model',
};

/** Failures that come only from a model that was reached with a key that holds: each scope did its part. */
const answered: readonly ErrorCode[] = ['wish-refused', 'context-too-long', 'provider-refused'];

/** How an attempt ended: well, with a code, or by somebody's wish (`left`). */
export interface AttemptEnd {
  readonly outcome: 'ok' | 'left' | ErrorCode;
  readonly retryAfterMs?: number | undefined;
}

/** What an attempt's end tells the breaker of this scope. `random` in [0, 1). */
export function breakerEvent(scope: BreakerScope, { outcome, retryAfterMs }: AttemptEnd, random: number): BreakerEvent {
  if (outcome === 'left') return { type: 'left' };
  if (outcome === 'ok' || answered.includes(outcome)) return { type: 'succeeded' };
  const blame = blamed[outcome];
  if (blame === scope) return { type: 'failed', random, ...(retryAfterMs === undefined ? {} : { retryAfterMs }) };
  // Whoever refuses a key or knows no such model is there.
  return scope === 'endpoint' && (blame === 'credential' || blame === 'model') ? { type: 'succeeded' } : { type: 'left' };
}
