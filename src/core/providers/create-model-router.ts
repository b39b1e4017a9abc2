import { BotError } from '../errors.ts';
import type { Clock } from '../ports/clock.ts';
import type { Logger } from '../ports/logger.ts';
import type { ChatProvider, Health } from '../ports/provider.ts';
import type { ProviderWatch } from './create-provider-watch.ts';
import { canAnswer, type KnownProvider } from './known-provider.ts';
import type { Candidate, ModelRouter, ModelWish, ProviderStatus } from './model-router.ts';
import { pickCandidates } from './pick-candidates.ts';
import { withDeadline } from './with-deadline.ts';

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
  /** Who failed too often just now is left out. */
  readonly watch?: Pick<ProviderWatch, 'isResting'>;
}

/** What a provider that has come up is told with. */
export type OnUp = (provider: ChatProvider, health: Health & { readonly state: 'up' }) => void;

export interface WatchingRouter extends ModelRouter {
  /** Looks at every provider once, all at the same time; at most a second. */
  look(): Promise<void>;
  /** Keeps looking until `stop`; tells when one that was away can answer. */
  watch(onUp: OnUp): void;
  /** Other settings, other providers: they are looked at before this resolves. */
  replace(providers: readonly GivenProvider[]): Promise<void>;
  stop(): void;
}

type Mutable = { -readonly [Key in keyof KnownProvider]: KnownProvider[Key] };

/** Providers come and go; who may answer is decided anew each time from what is known now. */
export function createModelRouter({ clock, logger, providers, chosen, model, watch }: RouterPlan): WatchingRouter {
  const toKnown = ({ provider, isConfigured }: GivenProvider): Mutable => ({
    provider,
    isConfigured,
    health: undefined,
    isExpected: isConfigured && provider.rehearsal === undefined,
  });
  const known: Mutable[] = providers.map(toKnown);
  const listeners: OnUp[] = [];
  const closing = new AbortController();

  async function lookAt(one: Mutable, ms: number): Promise<void> {
    try {
      one.health = await withDeadline(clock, ms, async (late) => one.provider.health?.(AbortSignal.any([closing.signal, late])));
    } catch {
      // Too slow to tell: what was known of it stands.
      logger.debug('provider-look-failed', { provider: one.provider.name });
    }
    if (canAnswer(one) && one.provider.rehearsal === undefined) one.isExpected = true;
  }

  async function keepLooking(one: Mutable): Promise<void> {
    while (!closing.signal.aborted) {
      const wasThere = canAnswer(one);
      await clock.sleep(wasThere ? lookMs.there : lookMs.away, closing.signal);
      if (!known.includes(one)) return;
      await lookAt(one, laterLookMs);
      if (!known.includes(one)) return;
      if (wasThere || !canAnswer(one) || one.health?.state !== 'up') continue;
      logger.info('provider-up', { provider: one.provider.name });
      tell(one);
    }
  }

  function tell({ provider, health }: Mutable): void {
    if (health?.state === 'up') for (const onUp of listeners) onUp(provider, health);
  }

  const isResting = ({ provider: { name }, model: { id }, payer }: Candidate, { person = '' }: ModelWish): boolean =>
    watch?.isResting({ provider: name, model: id, payer, person }) ?? false;

  const candidates = (wish: ModelWish): readonly Candidate[] =>
    pickCandidates({ known, operator: { provider: chosen, model }, isResting }, wish);

  const comeAndGo = (): readonly Mutable[] =>
    known.filter(({ provider }) => provider.health !== undefined && provider.keys?.hasOperators !== false);

  async function lookAtAll(ms: number): Promise<void> {
    await Promise.all(comeAndGo().map((one) => lookAt(one, ms)));
  }

  function keepLookingAtAll(): void {
    for (const one of comeAndGo()) keepLooking(one).catch(() => undefined);
  }

  return {
    choose: (wish) => first(candidates(wish)),
    candidates,
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
      for (const one of known) if (canAnswer(one)) tell(one);
    },
    stop: () => closing.abort(new Error('closing')),
  };
}

/** There is always one. */
function first(candidates: readonly Candidate[]): Candidate {
  const [best] = candidates;
  if (best === undefined) throw new BotError('no-model', 'nobody can answer');
  return best;
}
