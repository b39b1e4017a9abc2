import type { ModelInfo } from '../../../core/ports/provider.ts';
import type { ModelChoice } from '../../wires/openai-chat/say-health.ts';
import { texts } from './texts.ts';

/** Families of small models that talk well, whoever makes them; the number in a name is its age. */
const families = [
  /^openai\/gpt-(\d+(?:\.\d+)?)-(?:mini|luna)$/,
  /^google\/gemini-(\d+(?:\.\d+)?)-flash$/,
  /^anthropic\/claude-haiku-(\d+(?:\.\d+)?)$/,
  /^mistralai\/mistral-small-(\d+(?:\.\d+)?)[\w.-]*$/,
  /^meta-llama\/llama-(\d+(?:\.\d+)?)-[\w.-]*instruct$/,
] as const;

/** The newest of a family of small ones, else the cheapest; never one that costs nothing, for it pays in another way. */
export function choosePaid(models: readonly ModelInfo[]): ModelChoice | undefined {
  const paid = models.filter(({ isFree, prices }) => isFree !== true && prices !== undefined);
  for (const family of families) {
    const age = ({ id }: ModelInfo): number => Number(family.exec(id)?.[1] ?? 0);
    const newest = paid.filter((model) => age(model) > 0).toSorted((a, b) => age(b) - age(a))[0];
    if (newest !== undefined) return { model: newest, why: texts.small };
  }
  const cheapest = paid.toSorted((a, b) => priceOf(a) - priceOf(b))[0];
  return cheapest === undefined ? undefined : { model: cheapest, why: texts.cheapest };
}

/** A talk reads about ten times what it writes. */
function priceOf({ prices = { in: 0, out: 0 } }: ModelInfo): number {
  return 10 * prices.in + prices.out;
}
