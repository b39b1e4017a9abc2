import type { BotError, ErrorCode } from '../errors.ts';
import { type Wish, wishes } from '../ports/provider.ts';
import type { Candidate } from './model-router.ts';

/** How a turn goes through those who may answer: pure, one budget for all of them. */
export interface AttemptPlan {
  /** Who is asked now. */
  readonly candidate: Candidate;
  /** Those behind, best first. */
  readonly behind: readonly Candidate[];
  /** Wishes the one asked now has refused. */
  readonly without: readonly Wish[];
  /** How often it has failed for want of luck. */
  readonly failures: number;
}

/** So long a pause is worth it while somebody else could answer, milliseconds. */
const longestPauseMs = 2_000;
const pauseMs = { least: 250, most: 1_500 };
/** How long the first of several in the cloud may take to begin: nobody waits for a hanging one as long as for a model that is being loaded. */
const cloudPatienceMs = 25_000;

/** What may be luck: the same request may go through a moment later. */
const unlucky: readonly ErrorCode[] = ['provider-failed', 'provider-protocol', 'provider-truncated', 'provider-limit'];

/** What another one may not suffer from. */
const another: readonly ErrorCode[] = [
  ...unlucky,
  'provider-timeout',
  'provider-unreachable',
  'provider-auth',
  'provider-quota',
  'provider-refused',
  'model-missing',
  'context-too-long',
  'no-model',
  'not-allowed',
  'key-missing',
  'key-wrong',
];

export function beginAttempts([candidate, ...behind]: readonly [Candidate, ...Candidate[]]): AttemptPlan {
  return { candidate, behind, without: [], failures: 0 };
}

/**
 * After a failure before the first word: who is asked next and after what pause; undefined: nobody. One alone is not asked again here, its turn
 * is. `random` in [0, 1).
 */
export function afterFailure(
  plan: AttemptPlan,
  error: BotError,
  random: number,
): { readonly plan: AttemptPlan; readonly pauseMs: number } | undefined {
  const refused = wishes.find((wish) => wish === error.field);
  if (error.code === 'wish-refused' && refused !== undefined && !plan.without.includes(refused))
    return { plan: { ...plan, without: [...plan.without, refused] }, pauseMs: 0 };
  const [next, ...behind] = plan.behind;
  if (next === undefined || (!another.includes(error.code) && error.code !== 'wish-refused')) return undefined;
  const wait = error.retryAfterMs ?? pauseMs.least + random * (pauseMs.most - pauseMs.least);
  // Whoever is overloaded and does not say for how long is left alone.
  const isWorthIt = unlucky.includes(error.code) && plan.failures === 0 && wait <= longestPauseMs && !isOverloaded(error);
  if (isWorthIt) return { plan: { ...plan, failures: 1 }, pauseMs: Math.round(wait) };
  return { plan: { candidate: next, behind, without: [], failures: 0 }, pauseMs: 0 };
}

function isOverloaded({ code, retryAfterMs }: BotError): boolean {
  return code === 'provider-limit' && retryAfterMs === undefined;
}

/** How long the one asked now may take to begin, milliseconds: the last one has all the time there is. */
export function firstTokenMs({ candidate, behind }: AttemptPlan, most: number): number {
  const exposure = candidate.model.exposure ?? candidate.provider.exposure;
  return behind.length > 0 && exposure === 'cloud' ? Math.min(most, cloudPatienceMs) : most;
}
