import type { FairQueues } from '../../core/providers/create-fair-queues.ts';
import type { ProviderWatch } from '../../core/providers/create-provider-watch.ts';
import type { ProviderFigures } from './create-metrics.ts';

/** Every provider that was asked, with its breaker and its queue. */
export function providerFigures(watch: Pick<ProviderWatch, 'endpoints'>, queues: Pick<FairQueues, 'depths'>): readonly ProviderFigures[] {
  const phases = new Map(watch.endpoints().map(({ provider, phase }) => [provider, phase]));
  const depths = new Map(queues.depths().map((depth) => [depth.endpoint, depth]));
  return [...new Set([...phases.keys(), ...depths.keys()])].map((provider) => ({
    provider,
    breaker: phases.get(provider) ?? 'closed',
    running: depths.get(provider)?.running ?? 0,
    waiting: depths.get(provider)?.waiting ?? 0,
  }));
}
