import type { ErrorCode } from '../errors.ts';
import type { Attempt } from '../ports/usage-store.ts';

/** So many attempts are remembered, each for this long. */
const remembered = 20;
const rememberedMs = 15 * 60_000;
/** So many failures in a row, and a provider counts as down. */
const downAfter = 3;
/** From this share of failures on it is degraded although the last attempt went well. */
const degradedShare = 0.25;

/** What traffic has shown of one provider; plain data. */
export interface HealthRecord {
  /** Oldest first, in order of arrival. */
  readonly recent: readonly Seen[];
  readonly lastError: { readonly code: string; readonly at: number } | undefined;
}

interface Seen {
  /** When it ended. */
  readonly at: number;
  readonly isFailure: boolean;
  readonly firstMs: number | undefined;
}

/** For `/settings`, `/mia` and metrics. */
export interface HealthReport {
  /** `unknown`: nobody has asked it lately. */
  readonly state: 'unknown' | 'healthy' | 'degraded' | 'down';
  /** Median of request out to first text, milliseconds. */
  readonly firstMs: number | undefined;
  readonly lastError: { readonly code: string; readonly at: number } | undefined;
  /** When it was last tried. */
  readonly lastSeen: number | undefined;
}

export const freshHealth: HealthRecord = { recent: [], lastError: undefined };

/** Ends that are held against a provider; others are the request's fault or somebody's wish. */
const itsFault: ReadonlySet<string> = new Set<ErrorCode>([
  'provider-timeout',
  'provider-protocol',
  'provider-truncated',
  'provider-limit',
  'provider-auth',
  'provider-quota',
  'provider-failed',
  'provider-unreachable',
  'model-missing',
]);

const keysFault: ReadonlySet<string> = new Set<ErrorCode>(['provider-auth', 'provider-quota', 'provider-limit']);

/** The record after one more attempt. */
export function noteAttempt(
  record: HealthRecord,
  { outcome, payer, firstMs, at, totalMs }: Pick<Attempt, 'outcome' | 'payer' | 'firstMs' | 'at' | 'totalMs'>,
): HealthRecord {
  // One person's bad key is not everybody's trouble.
  if (payer === 'own' && keysFault.has(outcome)) return record;
  const isFailure = itsFault.has(outcome);
  if (!isFailure && outcome !== 'ok' && firstMs === undefined) return record;
  const ended = at + totalMs;
  return {
    recent: [...record.recent, { at: ended, isFailure, firstMs }].slice(-remembered),
    lastError: isFailure ? { code: outcome, at: ended } : record.lastError,
  };
}

/** How the provider is by what was seen. A clock that was set back makes what was seen look new, not old. */
export function healthOf({ recent, lastError }: HealthRecord, now: number): HealthReport {
  const seen = recent.filter(({ at }) => now - at < rememberedMs);
  const firsts = seen.flatMap(({ firstMs }) => firstMs ?? []).toSorted((a, b) => a - b);
  const last = recent.at(-1);
  return {
    state: stateOf(seen),
    firstMs: firsts[Math.ceil(firsts.length / 2) - 1],
    lastError: lastError && { ...lastError, at: Math.min(lastError.at, now) },
    lastSeen: last && Math.min(last.at, now),
  };
}

function stateOf(seen: readonly Seen[]): HealthReport['state'] {
  if (seen.length === 0) return 'unknown';
  const lately = seen.slice(-downAfter);
  if (lately.length === downAfter && lately.every(({ isFailure }) => isFailure)) return 'down';
  const failures = seen.filter(({ isFailure }) => isFailure).length;
  return seen.at(-1)?.isFailure === true || failures / seen.length >= degradedShare ? 'degraded' : 'healthy';
}
