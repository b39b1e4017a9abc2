import { z } from 'zod';
import type { Usage } from '../../../core/ports/provider.ts';

const count = z.number().int().nonnegative().optional().catch(undefined);

const usage = z.object({
  prompt_tokens: count,
  completion_tokens: count,
  prompt_tokens_details: z.object({ cached_tokens: count }).optional().catch(undefined),
  /** DeepSeek's word for it. */
  prompt_cache_hit_tokens: count,
  /** US dollars; OpenRouter tells it. */
  cost: z.number().nonnegative().optional().catch(undefined),
});

/** What an answer took. Undefined unless both counts are told: one that is left out is not zero. */
export function readUsage(told: unknown): Usage | undefined {
  const read = usage.safeParse(told);
  if (!read.success) return undefined;
  const { prompt_tokens: total, completion_tokens: out, cost } = read.data;
  if (total === undefined || out === undefined) return undefined;
  const cached = read.data.prompt_tokens_details?.cached_tokens ?? read.data.prompt_cache_hit_tokens ?? 0;
  return { in: total, cached: Math.min(cached, total), out, ...(cost === undefined ? {} : { costMicro: Math.round(cost * 1e6) }) };
}
