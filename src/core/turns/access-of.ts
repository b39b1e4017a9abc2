import type { Clock } from '../ports/clock.ts';
import type { ChatProvider, ProviderContext } from '../ports/provider.ts';
import type { Candidate } from '../providers/model-router.ts';
import { withDeadline } from '../providers/with-deadline.ts';
import type { EngineGiven } from './engine-parts.ts';

/** How long a list of models may take that a turn waits for, milliseconds. */
const listMs = 5_000;

/** A way out that reaches no further than who is asked, and the key that pays. */
export async function accessOf(
  { network, keys }: Pick<EngineGiven, 'network' | 'keys'>,
  { provider, model, payer }: Candidate,
  person: string,
): Promise<Pick<ProviderContext, 'fetch' | 'key'>> {
  const { isDeclared = false } = provider;
  const fetch = network?.fetch(model.exposure ?? provider.exposure, { isDeclared });
  const key = payer === 'own' ? await keys.open(person, provider.name) : undefined;
  return { ...(fetch === undefined ? {} : { fetch }), ...(key === undefined ? {} : { key }) };
}

type KeyNeeds = Pick<EngineGiven, 'models' | 'keys'> & { readonly clock: Clock };

/** Providers somebody has a key of their own for. One that is reached with such keys alone learns from the first of them what models it has. */
export async function ownKeys(needs: KeyNeeds, person: string): Promise<ReadonlySet<string>> {
  const keyed = needs.models.providers().flatMap(({ provider }) => (provider.keys === undefined ? [] : [provider]));
  // Without a provider that takes keys there is nothing to look for.
  if (keyed.length === 0) return new Set();
  const own = new Set((await needs.keys.of(person)).map(({ provider }) => provider));
  const unmet = keyed.filter(
    ({ name, keys, standardModel }) => own.has(name) && keys?.hasOperators === false && standardModel === undefined,
  );
  await Promise.all(unmet.map((provider) => meet(needs, provider, person)));
  return own;
}

/** Whoever cannot be listed now is no candidate without a model's name: that is said by what answers, not here. */
async function meet({ keys, clock }: KeyNeeds, provider: ChatProvider, person: string): Promise<void> {
  try {
    const key = await keys.open(person, provider.name);
    await withDeadline(clock, listMs, async (signal) => provider.listModels?.(signal, key));
  } catch {
    // Refused, away or sealed: the talk goes on without it.
  }
}
