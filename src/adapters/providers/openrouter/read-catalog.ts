import { z } from 'zod';
import type { ModelInfo, Prices, Wish } from '../../../core/ports/provider.ts';
import { type ListedModel, readModels } from '../../wires/openai-chat/read-models.ts';
import { tokenPrice } from '../../wires/openai-chat/token-price.ts';

const names = z.array(z.string()).optional().catch(undefined);
const tokens = z.number().int().positive().optional().catch(undefined);

const details = z.object({
  context_length: tokens,
  top_provider: z.object({ context_length: tokens }).optional().catch(undefined),
  architecture: z.object({ input_modalities: names, output_modalities: names }).optional().catch(undefined),
  pricing: z.record(z.string(), z.unknown()).optional().catch(undefined),
  supported_parameters: names,
});
type Details = z.infer<typeof details>;

/** Wish → what it is called among the parameters a model supports; one of them is enough. */
const parameters: Readonly<Partial<Record<Wish, readonly string[]>>> = {
  temperature: ['temperature'],
  seed: ['seed'],
  maxTokens: ['max_tokens', 'max_completion_tokens'],
  schema: ['structured_outputs'],
};

/** The chat models of OpenRouter's list, with prices, and with what they refuse. */
export function readCatalog(told: unknown): readonly ModelInfo[] {
  return readModels(told).flatMap((model) => {
    const read = details.parse(model);
    const makes = read.architecture?.output_modalities;
    return makes === undefined || makes.includes('text') ? [toInfo(model, read)] : [];
  });
}

function toInfo({ id }: ListedModel, told: Details): ModelInfo {
  const prices = toPrices(told.pricing);
  // What whoever runs it offers counts, not what the model could do.
  const window = Math.min(told.context_length ?? Number.POSITIVE_INFINITY, told.top_provider?.context_length ?? Number.POSITIVE_INFINITY);
  const isFree = id.endsWith(':free') || (prices !== undefined && prices.in === 0 && prices.out === 0);
  const refuses = refusedBy(told);
  return {
    id,
    ...(Number.isFinite(window) ? { window } : {}),
    sees: told.architecture?.input_modalities?.includes('image') === true,
    ...(prices === undefined ? {} : { prices }),
    ...(isFree ? { isFree } : {}),
    ...(refuses.length === 0 ? {} : { refuses }),
  };
}

/** Undefined where one of them is no price: -1 stands for "it depends". */
function toPrices(pricing: Details['pricing'] = {}): Prices | undefined {
  const read = tokenPrice(pricing['prompt']);
  const out = tokenPrice(pricing['completion']);
  const cached = tokenPrice(pricing['input_cache_read']);
  if (read === undefined || out === undefined) return undefined;
  return { in: read, out, ...(cached === undefined ? {} : { cached }) };
}

function refusedBy({ supported_parameters: supported, architecture }: Details): readonly Wish[] {
  const blind: readonly Wish[] = architecture?.input_modalities?.includes('image') === false ? ['images'] : [];
  if (supported === undefined) return blind;
  const wishes = (Object.keys(parameters) as Wish[]).filter((wish) => parameters[wish]?.some((name) => supported.includes(name)) === false);
  return [...wishes, ...blind];
}
