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

/** One request under way. Exactly one of the two is called, whatever comes of it. */
export interface Meter {
  /** It brought something: what it took, to be committed with that. */
  done(took: Took): Promise<Attempt>;
  /** It brought nothing: that is written here. Never throws. */
  failed(thrown: unknown): Promise<void>;
}

/** Waits for its place at the provider and takes what it needs of every budget; throws `limit-reached` where there is none left. */
export async function openMeter(parts: EngineParts, call: Metered): Promise<Meter> {
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
  const timeZone = settings.get('time-zone') === '' ? parts.settings.timeZone : settings.get('time-zone');
  const reserved = await checkBudget(
    { limiter, usage: store.usage, clock },
    {
      ...{ person, room, payer, timeZone, isMessage, limits: limitsOf(settings, payer) },
      estimate: { tokens: estimate, costMicro: costOf({ in: estimate, cached: 0, out: 0 }, model.prices) ?? 0 },
    },
  ).catch((thrown: unknown) => {
    leave();
    throw thrown;
  });
  const passage: Passage = { provider: provider.name, model: model.id, payer, person };
  const begun = clock.now();
  watch.begun(passage);

  async function end(took: Took, outcome: string): Promise<Attempt> {
    leave();
    const attempt = toAttempt(call, { took, outcome, begun, id: clock.id(), now: clock.now() });
    watch.note(attempt);
    await addUsage({ limiter }, reserved, { tokens: took.usage.in + took.usage.out, costMicro: attempt.costMicro ?? 0 });
    return attempt;
  }

  return {
    done(took) {
      watch.ended(passage, { outcome: took.error?.code ?? 'ok' });
      return end(took, took.error?.code ?? 'ok');
    },
    async failed(thrown) {
      const isWish = thrown instanceof TurnStopped || signal.aborted;
      const { code, retryAfterMs } = toBotError(thrown);
      watch.ended(passage, isWish ? { outcome: 'left' } : { outcome: code, retryAfterMs });
      try {
        const attempt = await end({ usage: { in: 0, cached: 0, out: 0 }, firstMs: undefined }, isWish ? 'cancelled' : code);
        await store.commit([{ write: 'attempt', attempt }]);
      } catch (failed) {
        parts.logger.warn('attempt-not-noted', { code: toBotError(failed).code });
      }
    },
  };
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
