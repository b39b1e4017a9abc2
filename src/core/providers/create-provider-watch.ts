import { LRUCache } from 'lru-cache';
import type { Clock } from '../ports/clock.ts';
import type { Attempt } from '../ports/usage-store.ts';
import { type BreakerEvent, type BreakerState, breakerPhase, closedBreaker, isPassable, reduceBreaker } from './breaker.ts';
import { type AttemptEnd, type BreakerScope, breakerEvent, breakerScopes } from './breaker-event.ts';
import { freshHealth, type HealthRecord, type HealthReport, healthOf, noteAttempt } from './health-record.ts';

/** More keys and models than are in use at once; who is forgotten is asked again. */
const mostBreakers = 2_000;

/** What a call goes through, as far as breakers are concerned. */
export interface Passage {
  readonly provider: string;
  readonly model: string;
  readonly payer: Attempt['payer'];
  /** Whose key, where it is their own. */
  readonly person: string;
}

export interface ProviderWatch {
  /** Not to be asked for a while: its address, that key there or that model failed too often just now. */
  isResting(passage: Passage): boolean;
  /** Tell it before each request. */
  begun(passage: Passage): void;
  /** Tell it after each request, however it ended. */
  ended(passage: Passage, end: AttemptEnd): void;
  /** What each attempt took; makes the health. */
  note(attempt: Attempt): void;
  health(provider: string): HealthReport;
  /** Every provider that was asked, and how its address stands. */
  endpoints(): readonly { readonly provider: string; readonly phase: ReturnType<typeof breakerPhase> }[];
}

/** Breakers and health of all providers, fed by the traffic. */
export function createProviderWatch(clock: Pick<Clock, 'now' | 'random'>): ProviderWatch {
  const endpoints = new Map<string, BreakerState>();
  const others = new LRUCache<string, BreakerState>({ max: mostBreakers });
  const records = new Map<string, HealthRecord>();

  function change(passage: Passage, eventOf: (scope: BreakerScope) => BreakerEvent): void {
    for (const scope of breakerScopes) {
      const state = reduceBreaker(stateOf(scope, passage), eventOf(scope), clock.now());
      (scope === 'endpoint' ? endpoints : others).set(keyOf(scope, passage), state);
    }
  }

  function stateOf(scope: BreakerScope, passage: Passage): BreakerState {
    const key = keyOf(scope, passage);
    return (scope === 'endpoint' ? endpoints.get(key) : others.get(key)) ?? closedBreaker;
  }

  return {
    isResting: (passage) => breakerScopes.some((scope) => !isPassable(stateOf(scope, passage), clock.now())),
    begun: (passage) => change(passage, () => ({ type: 'begun' })),
    ended(passage, end) {
      const random = clock.random();
      change(passage, (scope) => breakerEvent(scope, end, random));
    },
    note(attempt) {
      records.set(attempt.provider, noteAttempt(records.get(attempt.provider) ?? freshHealth, attempt));
    },
    health: (provider) => healthOf(records.get(provider) ?? freshHealth, clock.now()),
    endpoints: () => [...endpoints].map(([provider, state]) => ({ provider, phase: breakerPhase(state, clock.now()) })),
  };
}

/** An endpoint is a provider's; what one person's key may not, another's may. */
function keyOf(scope: BreakerScope, { provider, model, payer, person }: Passage): string {
  if (scope === 'endpoint') return provider;
  const credential = `${provider} ${payer === 'own' ? `own ${person}` : payer}`;
  return scope === 'credential' ? credential : `${credential} model ${model}`;
}
