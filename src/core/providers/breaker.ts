/** So many failures among the last `looked` calls of the last `windowMs`, and nothing is sent for a while. */
const trips = { failures: 5, looked: 10, windowMs: 60_000 } as const;
/** The first pause; each one that ends in another failure doubles it. */
const firstPauseMs = 15_000;
const longestPauseMs = 5 * 60_000;
/** The longest that is waited because the other side said so. */
const longestToldMs = 60 * 60_000;
/** A probe that nobody reported on is given up after this long. */
const probeMs = 5 * 60_000;

/** What is known of one endpoint, credential or model; made only by the functions here. Plain data. */
export type BreakerState =
  | { readonly phase: 'closed'; readonly calls: readonly Call[] }
  /** Nothing is sent from `since` until `until`; `pauses`: how many in a row. */
  | { readonly phase: 'open'; readonly since: number; readonly until: number; readonly pauses: number }
  /** One call is under way to find out. */
  | { readonly phase: 'probing'; readonly since: number; readonly pauses: number };

interface Call {
  readonly at: number;
  readonly isFailure: boolean;
}

export type BreakerEvent =
  /** A call goes out. Must be told before each, `left` or an outcome after each. */
  | { readonly type: 'begun' }
  | { readonly type: 'succeeded' }
  /** `random` in [0, 1) spreads the pauses; `retryAfterMs`: the other side said how long. */
  | { readonly type: 'failed'; readonly random: number; readonly retryAfterMs?: number }
  /** The call ended without saying anything about this scope: cancelled, or at fault elsewhere. */
  | { readonly type: 'left' };

export const closedBreaker: BreakerState = { phase: 'closed', calls: [] };

/** What is known after an event. `now`: milliseconds since the epoch; a clock that jumps back costs a probe or some memory, never a longer pause. */
export function reduceBreaker(state: BreakerState, event: BreakerEvent, now: number): BreakerState {
  if (state.phase === 'closed') return reduceClosed(state.calls, event, now);
  if (state.phase === 'open') {
    if (event.type === 'begun' && isPassable(state, now)) return { phase: 'probing', since: now, pauses: state.pauses };
    // Whatever ends now had begun before: only a longer wait is news.
    const told = event.type === 'failed' ? toldMs(event.retryAfterMs) : 0;
    return told > 0 ? { ...state, until: Math.max(state.until, now + told) } : state;
  }
  switch (event.type) {
    case 'begun':
      return { ...state, since: now };
    case 'succeeded':
      return closedBreaker;
    case 'failed':
      return opened(state.pauses, event, now);
    case 'left':
      return { phase: 'open', since: now, until: now, pauses: state.pauses };
  }
}

/** Whether a call may be sent: always while closed, one at a time once a pause is over. */
export function isPassable(state: BreakerState, now: number): boolean {
  return waitMs(state, now) === 0;
}

/** How long until a call may be sent, milliseconds; 0: now. While a probe is under way: until it counts as lost. */
export function waitMs(state: BreakerState, now: number): number {
  if (state.phase === 'closed') return 0;
  const until = state.phase === 'open' ? state.until : state.since + probeMs;
  // Before its beginning: the clock was set back, and nobody knows how much of the pause is over.
  return now < state.since || now >= until ? 0 : until - now;
}

/** For people and metrics: `half-open` is a pause that is over, or a probe under way. */
export function breakerPhase(state: BreakerState, now: number): 'closed' | 'open' | 'half-open' {
  if (state.phase !== 'open') return state.phase === 'closed' ? 'closed' : 'half-open';
  return isPassable(state, now) ? 'half-open' : 'open';
}

function reduceClosed(before: readonly Call[], event: BreakerEvent, now: number): BreakerState {
  if (event.type === 'begun' || event.type === 'left') return { phase: 'closed', calls: before };
  const isFailure = event.type === 'failed';
  // Calls of the future were made before the clock was set back: how long ago is not known.
  const recent = before.filter(({ at }) => at <= now && now - at < trips.windowMs);
  const calls = [...recent, { at: now, isFailure }].slice(-trips.looked);
  const failures = calls.filter((call) => call.isFailure).length;
  const isTripped = isFailure && (failures >= trips.failures || toldMs(event.retryAfterMs) > 0);
  return isTripped ? opened(0, event, now) : { phase: 'closed', calls };
}

function opened(before: number, { random, retryAfterMs }: Extract<BreakerEvent, { type: 'failed' }>, now: number): BreakerState {
  const full = Math.min(longestPauseMs, firstPauseMs * 2 ** Math.min(before, 16));
  // Downwards only, so that a pause is never longer than promised; spread, so that not everybody comes back at once.
  const pause = Math.round(full * (1 - 0.25 * Math.min(1, Math.max(0, random))));
  return { phase: 'open', since: now, until: now + Math.max(pause, toldMs(retryAfterMs)), pauses: before + 1 };
}

function toldMs(retryAfterMs = 0): number {
  return retryAfterMs > 0 ? Math.min(retryAfterMs, longestToldMs) : 0;
}
