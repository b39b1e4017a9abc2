import { z } from 'zod';
import { BotError } from '../../../core/errors.ts';

const answer = z.object({ data: z.object({ limit_remaining: z.number().nullish() }) });

/** What OpenRouter says of a key. Throws where nothing can be asked with it any more. */
export function readKey(told: unknown): void {
  const read = answer.safeParse(told);
  if (!read.success) throw new BotError('provider-protocol', 'this is not about a key');
  const left = read.data.data.limit_remaining;
  if (typeof left === 'number' && left <= 0) throw new BotError('provider-quota', 'the limit of the key is used up');
}
