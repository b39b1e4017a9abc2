import { z } from 'zod';
import type { ModelInfo, Wish } from '../../../core/ports/provider.ts';
import { tokenPrice } from '../../wires/openai-chat/token-price.ts';

const tokens = z.number().int().positive().nullish().catch(undefined);
const answer = z.object({ data: z.array(z.unknown()) });
const entry = z.object({
  model_name: z.string(),
  model_info: z
    .object({
      mode: z.string().nullish().catch(undefined),
      max_input_tokens: tokens,
      max_tokens: tokens,
      supports_vision: z.boolean().nullish().catch(undefined),
      supported_openai_params: z.array(z.string()).nullish().catch(undefined),
      input_cost_per_token: z.unknown().optional(),
      output_cost_per_token: z.unknown().optional(),
      cache_read_input_token_cost: z.unknown().optional(),
    })
    .nullish()
    .catch(undefined),
});
type Details = NonNullable<z.infer<typeof entry>['model_info']>;

/** Wish → what it is called among the parameters a model supports; one of them is enough. */
const parameters: Readonly<Partial<Record<Wish, readonly string[]>>> = {
  temperature: ['temperature'],
  seed: ['seed'],
  maxTokens: ['max_tokens', 'max_completion_tokens'],
  schema: ['response_format'],
};

/** What LiteLLM says of its models beyond their names; `other`: it is for something else than talking. */
export function readDetails(told: unknown): ReadonlyMap<string, ModelInfo | 'other'> {
  const read = answer.safeParse(told);
  const models = new Map<string, ModelInfo | 'other'>();
  for (const each of read.success ? read.data.data : []) {
    const { data } = entry.safeParse(each);
    // One name may stand for several: the one that is asked is not ours to choose.
    if (data !== undefined)
      models.set(data.model_name, narrower(models.get(data.model_name), toInfo(data.model_name, data.model_info ?? {})));
  }
  return models;
}

function toInfo(id: string, told: Partial<Details>): ModelInfo | 'other' {
  if (typeof told.mode === 'string' && !/^(?:chat|completion|responses)$/.test(told.mode)) return 'other';
  const window = told.max_input_tokens ?? told.max_tokens;
  const read = tokenPrice(told.input_cost_per_token);
  const out = tokenPrice(told.output_cost_per_token);
  const cached = tokenPrice(told.cache_read_input_token_cost);
  const supported = told.supported_openai_params;
  const refuses = (Object.keys(parameters) as Wish[]).filter(
    (wish) => supported !== undefined && supported !== null && parameters[wish]?.some((name) => supported.includes(name)) === false,
  );
  return {
    id,
    ...(typeof window === 'number' ? { window } : {}),
    ...(typeof told.supports_vision === 'boolean' ? { sees: told.supports_vision } : {}),
    // Nothing at all means that nobody told it a price.
    ...(read === undefined || out === undefined || read + out === 0 ? {} : { prices: { in: read, out, ...(cached ? { cached } : {}) } }),
    ...(refuses.length === 0 ? {} : { refuses }),
  };
}

function narrower(one: ModelInfo | 'other' | undefined, other: ModelInfo | 'other'): ModelInfo | 'other' {
  if (one === undefined || one === 'other' || other === 'other') return other === 'other' && one !== undefined ? one : other;
  const window = Math.min(one.window ?? Number.POSITIVE_INFINITY, other.window ?? Number.POSITIVE_INFINITY);
  const dearer = (one.prices?.out ?? 0) > (other.prices?.out ?? 0) ? one : other;
  return {
    ...dearer,
    ...(Number.isFinite(window) ? { window } : {}),
    sees: one.sees === true && other.sees === true,
    refuses: [...new Set([...(one.refuses ?? []), ...(other.refuses ?? [])])],
  };
}
