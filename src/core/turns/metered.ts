import { type BotError, toBotError } from '../errors.ts';
import type { Usage } from '../ports/provider.ts';
import type { Attempt } from '../ports/usage-store.ts';
import { addUsage, checkBudget } from '../providers/budget.ts';
import { limitsOf } from '../providers/budget-limits.ts';
import { costOf } from '../providers/cost-of.ts';
import type { Passage } from '../providers/create-provider-watch.ts';
import type { Candidate } from '../providers/model-router.ts';
import type { Resolved } from '../settings/settings-reader.ts';
import type { EngineParts } from './engine-parts.ts';
import { TurnStopped } from './turn-stopped.ts';

/** One request for somebody, before it goes out. */
export interface Metered {
  readonly candidate: Candidate;
  readonly turn: string | undefined;
  readonly person: string;
  readonly room: Attempt['room'];
  readonly roomKind: 'dm' | 'room';
  readonly personality: string;
  readonly settings: Resolved;
  /** Tokens it will read, as far as can be told before. */
  readonly estimate: number;
  /** It is the first one for what somebody said. */
  readonly isMessage: boolean;
  readonly signal: AbortSignal;
}

/** How a request ended, as far as it can be counted. `error`: it broke off after words had come. */
export interface Took {
  readonly usage: Usage;
  readonly firstMs: number | undefined;
  readonly error?: BotError;
}

/**
 * Waits for its place at the provider, takes what it needs of every budget, asks, and counts what it took, however it ends. A failed attempt is
 * written here; one that brought something is handed back, to be committed with it.
 */
export async function metered<Result>(
  parts: EngineParts,
  call: Metered,
  ask: () => Promise<{ readonly result: Result; readonly took: Took }>,
): Promise<{ readonly result: Result; readonly attempt: Attempt }> {
  const { clock, queues, watch, limiter, store } = parts;
  const { candidate, person, room, settings, estimate, isMessage, signal } = call;
  const { provider, model, payer } = candidate;
  const leave = await queues.enter({
    endpoint: provider.name,
    ...(provider.atOnce === undefined ? {} : { atOnce: provider.atOnce }),
    person,
    isDm: call.roomKind === 'dm',
    signal,
  });
  try {
    const timeZone = settings.get('time-zone') === '' ? parts.settings.timeZone : settings.get('time-zone');
    const reserved = await checkBudget(
      { limiter, usage: store.usage, clock },
      {
        ...{ person, room, payer, timeZone, isMessage, limits: limitsOf(settings, payer) },
        estimate: { tokens: estimate, costMicro: costOf({ in: estimate, cached: 0, out: 0 }, model.prices) ?? 0 },
      },
    );
    const passage: Passage = { provider: provider.name, model: model.id, payer, person };
    const begun = clock.now();
    watch.begun(passage);
    const finish = async (took: Took, outcome: string): Promise<Attempt> => {
      const attempt = toAttempt(call, { took, outcome, begun, id: clock.id(), now: clock.now() });
      watch.note(attempt);
      await addUsage({ limiter }, reserved, { tokens: took.usage.in + took.usage.out, costMicro: attempt.costMicro ?? 0 });
      return attempt;
    };
    try {
      const { result, took } = await ask();
      watch.ended(passage, took.error === undefined ? { outcome: 'ok' } : { outcome: took.error.code });
      return { result, attempt: await finish(took, took.error?.code ?? 'ok') };
    } catch (thrown) {
      const isWish = thrown instanceof TurnStopped || signal.aborted;
      const error = toBotError(thrown);
      watch.ended(passage, isWish ? { outcome: 'left' } : { outcome: error.code, retryAfterMs: error.retryAfterMs });
      const attempt = await finish({ usage: { in: 0, cached: 0, out: 0 }, firstMs: undefined }, isWish ? 'cancelled' : error.code);
      await store
        .commit([{ write: 'attempt', attempt }])
        .catch((failed: unknown) => parts.logger.warn('attempt-not-noted', { code: toBotError(failed).code }));
      throw thrown;
    }
  } finally {
    leave();
  }
}

function toAttempt(
  { candidate: { provider, model, payer }, turn, person, room, personality }: Metered,
  ended: { readonly took: Took; readonly outcome: string; readonly begun: number; readonly id: string; readonly now: number },
): Attempt {
  const { took, outcome, begun, id, now } = ended;
  return {
    ...{ id, turn, person, room, personality, payer, outcome },
    provider: provider.name,
    model: model.id,
    exposure: model.exposure ?? provider.exposure,
    tokensIn: took.usage.in,
    tokensCached: took.usage.cached,
    tokensOut: took.usage.out,
    costMicro: payer === 'none' ? 0 : costOf(took.usage, model.prices),
    firstMs: took.firstMs,
    totalMs: Math.max(0, now - begun),
    at: begun,
  };
}
