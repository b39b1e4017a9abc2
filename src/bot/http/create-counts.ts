import type { Registry } from 'prom-client';
import type { TurnState } from '../../core/ports/store.ts';
import type { Write } from '../../core/ports/writes.ts';

/** Something that was committed. */
type Committed = Write | { readonly write: 'claimed' | 'begun' };

/** A stranger's list of providers must not grow ours: more names than this are one. */
const mostProviders = 30;
const states: readonly TurnState[] = ['received', 'generating', 'answered', 'delivered', 'interrupted', 'cancelled', 'refused', 'dead'];

/** What is counted of everything that was committed. */
export async function createCounts(registry: Registry): Promise<{ count(committed: Committed): void }> {
  const { Counter, Histogram } = await import('prom-client');
  const registers = [registry];
  const turns = new Counter({ name: 'miachat_turns_total', help: 'Turns that came into a state.', labelNames: ['state'], registers });
  for (const state of states) turns.inc({ state }, 0);
  const firstText = new Histogram({
    name: 'miachat_first_text_seconds',
    help: 'Request out to first text, of answers.',
    buckets: [0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30, 90],
    registers,
  });
  const attempts = new Counter({
    name: 'miachat_provider_attempts_total',
    help: 'Attempts to get an answer, by how they ended.',
    labelNames: ['provider', 'kind'],
    registers,
  });
  const tokens = new Counter({
    name: 'miachat_provider_tokens_total',
    help: 'Tokens read (in, of which cached) and written (out).',
    labelNames: ['provider', 'direction'],
    registers,
  });
  const cost = new Counter({
    name: 'miachat_provider_cost_dollars_total',
    help: 'What attempts cost, in US dollars, where it is known.',
    labelNames: ['provider'],
    registers,
  });
  const known = new Set<string>();
  const named = (provider: string): string => {
    if (known.size < mostProviders) known.add(provider);
    return known.has(provider) ? provider : 'other';
  };

  return {
    count(committed) {
      switch (committed.write) {
        case 'claimed':
          return turns.inc({ state: 'received' });
        case 'begun':
          return turns.inc({ state: 'generating' });
        case 'turn':
          return turns.inc({ state: committed.state });
        case 'reply':
          return firstText.observe(committed.reply.receipt.timing_ms.first / 1000);
        case 'attempt': {
          const { tokensIn, tokensCached, tokensOut, costMicro = 0, outcome } = committed.attempt;
          const provider = named(committed.attempt.provider);
          attempts.inc({ provider, kind: outcome });
          tokens.inc({ provider, direction: 'in' }, tokensIn);
          tokens.inc({ provider, direction: 'cached' }, tokensCached);
          tokens.inc({ provider, direction: 'out' }, tokensOut);
          return cost.inc({ provider }, costMicro / 1e6);
        }
        default:
          return undefined;
      }
    },
  };
}
