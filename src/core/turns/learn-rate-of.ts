import type { Usage } from '../ports/provider.ts';
import type { Candidate } from '../providers/model-router.ts';
import { learnRate, standardTokensPerUnit } from '../providers/token-rate.ts';
import type { EngineParts } from './engine-parts.ts';

/** Under which mark a model's tokens per character are kept. */
export function rateKey({ provider, model }: Candidate): string {
  return `rate/${provider.name}/${model.id}`;
}

/** Learns how many tokens this model makes of a text from what it reported. */
export async function learnRateOf(
  { store }: EngineParts,
  candidate: Candidate,
  seen: { readonly units: number; readonly usage: Usage | undefined },
): Promise<void> {
  const { units, usage } = seen;
  // A rehearsal makes its numbers up, and what a server did not have to read again it may not report.
  if (candidate.provider.rehearsal !== undefined || usage === undefined || usage.cached > 0) return;
  const key = rateKey(candidate);
  const known = await store.marks.get(key);
  const rate = typeof known === 'number' ? known : standardTokensPerUnit;
  const learned = learnRate(rate, { units, tokens: usage.in });
  if (learned !== rate) await store.commit([{ write: 'mark', key, value: learned }]);
}
