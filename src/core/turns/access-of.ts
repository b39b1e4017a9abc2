import type { ProviderContext } from '../ports/provider.ts';
import type { Candidate } from '../providers/model-router.ts';
import type { EngineGiven } from './engine-parts.ts';

/** A way out that reaches no further than who is asked, and the key that pays. */
export async function accessOf(
  { network, keys }: Pick<EngineGiven, 'network' | 'keys'>,
  { provider, model, payer }: Candidate,
  person: string,
): Promise<Pick<ProviderContext, 'fetch' | 'key'>> {
  const fetch = network?.fetch(model.exposure ?? provider.exposure);
  const key = payer === 'own' ? await keys.open(person, provider.name) : undefined;
  return { ...(fetch === undefined ? {} : { fetch }), ...(key === undefined ? {} : { key }) };
}

/** Providers somebody has a key of their own for. */
export async function ownKeys({ models, keys }: Pick<EngineGiven, 'models' | 'keys'>, person: string): Promise<ReadonlySet<string>> {
  // Without a provider that takes keys there is nothing to look for.
  if (models.providers().every(({ provider }) => provider.keys === undefined)) return new Set();
  return new Set((await keys.of(person)).map(({ provider }) => provider));
}
