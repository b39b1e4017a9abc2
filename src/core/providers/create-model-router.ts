import { BotError } from '../errors.ts';
import type { Clock } from '../ports/clock.ts';
import type { Logger } from '../ports/logger.ts';
import type { ChatProvider, Health, ModelInfo } from '../ports/provider.ts';
import { isWithin } from '../privacy/exposure.ts';
import type { Candidate, ModelRouter, ModelWish, ProviderStatus } from './model-router.ts';

/** How often a provider that is away is looked for, and one that is there is looked at. */
const lookMs = { away: 3_000, there: 30_000 };
/** The first look holds up the start no longer than this. */
const firstLookMs = 1_000;
const laterLookMs = 5_000;

/** A provider at hand; `isConfigured`: somebody named it, it was not only looked for. */
export interface GivenProvider {
  readonly provider: ChatProvider;
  readonly isConfigured: boolean;
}

export interface RouterPlan {
  readonly clock: Clock;
  readonly logger: Logger;
  readonly providers: readonly GivenProvider[];
  /** The operator's first choice and its model. */
  readonly chosen: string | undefined;
  readonly model: string | undefined;
}

/** What a provider that has come up is told with. */
export type OnUp = (candidate: Candidate, health: Health & { readonly state: 'up' }) => void;

export interface WatchingRouter extends ModelRouter {
  /** Looks at every provider once, all at the same time; at most a second. */
  look(): Promise<void>;
  /** Keeps looking until `stop`; tells when one that was away can answer. */
  watch(onUp: OnUp): void;
  /** Other settings, other providers: they are looked at before this resolves. */
  replace(providers: readonly GivenProvider[]): Promise<void>;
  stop(): void;
}

interface Known {
  readonly provider: ChatProvider;
  readonly isConfigured: boolean;
  health: Health | undefined;
  /** It was configured or has been up: it is what people expect to answer, so no rehearsal stands in for it. */
  isExpected: boolean;
}

/** Providers come and go; who may answer is decided anew each time from what is known now. */
export function createModelRouter({ clock, logger, providers, chosen, model }: RouterPlan): WatchingRouter {
  const toKnown = ({ provider, isConfigured }: GivenProvider): Known => ({
    provider,
    isConfigured,
    health: undefined,
    isExpected: isConfigured && provider.rehearsal === undefined,
  });
  const known: Known[] = providers.map(toKnown);
  const listeners: OnUp[] = [];
  const closing = new AbortController();

  async function lookAt(one: Known, ms: number): Promise<void> {
    const over = new AbortController();
    const late = new AbortController();
    clock.sleep(ms, over.signal).then(
      () => late.abort(new Error('too slow')),
      () => undefined,
    );
    try {
      one.health = await one.provider.health?.(AbortSignal.any([closing.signal, late.signal]));
    } catch {
      // Too slow to tell: what was known of it stands.
      logger.debug('provider-look-failed', { provider: one.provider.name });
    } finally {
      over.abort();
    }
    if (canAnswer(one) && one.provider.rehearsal === undefined) one.isExpected = true;
  }

  function canAnswer({ provider, health }: Known): boolean {
    return provider.health === undefined || (health?.state === 'up' && health.chosen !== undefined);
  }

  async function keepLooking(one: Known): Promise<void> {
    while (!closing.signal.aborted) {
      const wasThere = canAnswer(one);
      await clock.sleep(wasThere ? lookMs.there : lookMs.away, closing.signal);
      if (!known.includes(one)) return;
      await lookAt(one, laterLookMs);
      if (!known.includes(one)) return;
      if (wasThere || !canAnswer(one) || one.health?.state !== 'up') continue;
      logger.info('provider-up', { provider: one.provider.name });
      const candidate = toCandidate(one, { ceiling: 'cloud' });
      if (candidate !== undefined) for (const onUp of listeners) onUp(candidate, one.health);
    }
  }

  const comeAndGo = (): readonly Known[] => known.filter(({ provider }) => provider.health !== undefined);

  async function lookAtAll(ms: number): Promise<void> {
    await Promise.all(comeAndGo().map((one) => lookAt(one, ms)));
  }

  function keepLookingAtAll(): void {
    for (const one of comeAndGo()) keepLooking(one).catch(() => undefined);
  }

  function toCandidate(one: Known, wish: ModelWish): Candidate | undefined {
    const named = nameOf(one, wish);
    const found = one.health?.state === 'up' ? one.health.models.find(({ id }) => id === named) : undefined;
    const fallback: ModelInfo =
      one.health?.state === 'up' && one.health.chosen !== undefined ? one.health.chosen.model : { id: one.provider.name };
    const info = named === undefined ? fallback : (found ?? { id: named });
    return isWithin(info.exposure ?? one.provider.exposure, wish.ceiling) ? { provider: one.provider, model: info } : undefined;
  }

  /** A model belongs to one provider; another one picks its own. */
  function nameOf({ provider }: Known, wish: ModelWish): string | undefined {
    const first = wish.provider ?? chosen;
    const isFirst = first === undefined || first === provider.name;
    if (wish.model !== undefined && isFirst) return wish.model;
    if (provider.health !== undefined) return undefined;
    return (isFirst ? model : undefined) ?? provider.rehearsal ?? provider.name;
  }

  function order(one: Known, wish: ModelWish): number {
    if (one.provider.name === wish.provider) return 0;
    if (one.provider.name === chosen) return 1;
    return one.isConfigured ? 2 : 3;
  }

  return {
    choose(wish) {
      const wanted = wish.provider ?? chosen;
      const isRehearsalMeant = known.some(({ provider }) => provider.name === wanted && provider.rehearsal !== undefined);
      const isAnyExpected = known.some(({ isExpected }) => isExpected);
      const may = known.filter(({ provider }) => provider.rehearsal === undefined || isRehearsalMeant || !isAnyExpected);
      const ready = may.filter(canAnswer).toSorted((a, b) => order(a, wish) - order(b, wish) || rehearses(a) - rehearses(b));
      for (const one of ready) {
        const candidate = toCandidate(one, wish);
        if (candidate !== undefined) return candidate;
      }
      const away = may.filter((one) => !canAnswer(one) && one.isExpected).toSorted((a, b) => order(a, wish) - order(b, wish))[0];
      const health = away?.health;
      if (health?.state === 'down') throw new BotError('provider-unreachable', 'no provider answers', { advice: health.problem });
      if (health?.state === 'up') throw new BotError('no-model', 'the provider has no model', { advice: health.summary });
      throw new BotError('no-model', 'no provider within the ceiling');
    },
    providers: (): readonly ProviderStatus[] => known.map(({ provider, health, isConfigured }) => ({ provider, health, isConfigured })),
    models: (name) =>
      known
        .filter(({ provider }) => name === undefined || provider.name === name)
        .flatMap(({ health }) => (health?.state === 'up' ? health.models : [])),
    look: () => lookAtAll(firstLookMs),
    watch(onUp) {
      listeners.push(onUp);
      keepLookingAtAll();
    },
    async replace(given) {
      known.splice(0, known.length, ...given.map(toKnown));
      await lookAtAll(laterLookMs);
      keepLookingAtAll();
      for (const one of known) {
        const candidate = one.health?.state === 'up' && canAnswer(one) ? toCandidate(one, { ceiling: 'cloud' }) : undefined;
        if (candidate !== undefined && one.health?.state === 'up') for (const onUp of listeners) onUp(candidate, one.health);
      }
    },
    stop: () => closing.abort(new Error('closing')),
  };
}

function rehearses({ provider }: Known): number {
  return provider.rehearsal === undefined ? 0 : 1;
}
