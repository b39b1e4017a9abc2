import { z } from 'zod';
import type { ModelInfo, Prices } from '../../../core/ports/provider.ts';
import type { Ask } from '../../wires/openai-chat/create-chat-provider.ts';
import { readModels } from '../../wires/openai-chat/read-models.ts';
import { pricesOf } from './prices.ts';

/** A model and what only a question to it has to know. */
export interface BookedModel {
  readonly info: ModelInfo;
  /** The most tokens an answer may have. */
  readonly mostTokens?: number;
  /** It thinks before it answers: as told, always, or nobody knows. */
  readonly thinks: 'never' | 'unless-told' | 'always' | 'unknown';
  /** It can be told to think little. */
  readonly takesEffort: boolean;
}

/** What the list said of each model, and what is known of the others. */
export interface ModelBook {
  list(baseUrl: string, ask: Ask): Promise<readonly ModelInfo[]>;
  find(id: string): BookedModel;
}

const support = z.object({ supported: z.boolean() }).optional().catch(undefined);
const tokens = z.number().int().positive().nullish().catch(undefined);
const details = z.object({
  max_input_tokens: tokens,
  max_tokens: tokens,
  lifecycle: z.string().optional().catch(undefined),
  capabilities: z
    .object({
      image_input: support,
      structured_outputs: support,
      effort: z.object({ low: support }).optional().catch(undefined),
      thinking: z
        .object({ supported: z.boolean(), types: z.object({ disabled: support }).optional() })
        .optional()
        .catch(undefined),
    })
    .nullish()
    .catch(undefined),
});
const page = z.object({ has_more: z.boolean().optional().catch(undefined), last_id: z.string().nullish().catch(undefined) });

/** Pages of a thousand that are read before a list counts as endless. */
const mostPages = 10;
/** No model has taken chance in numbers since the 2026-10-21 version of the API. */
const refused = ['temperature', 'seed'] as const;

export function createModelBook(): ModelBook {
  const known = new Map<string, BookedModel>();
  return {
    async list(baseUrl, ask) {
      const found = new Map<string, BookedModel>();
      let after = '';
      for (let pages = 0; pages < mostPages; pages += 1) {
        const told = await ask(`${baseUrl}/v1/models?limit=1000${after}`);
        for (const { id, ...entry } of readModels(told)) {
          const read = details.parse(entry);
          if (read.lifecycle !== 'retired' && !found.has(id)) found.set(id, toBooked(id, read));
        }
        const { has_more: hasMore = false, last_id: last } = page.parse(told);
        if (!hasMore || last === undefined || last === null) break;
        after = `&after_id=${encodeURIComponent(last)}`;
      }
      for (const [id, model] of found) known.set(id, model);
      return [...found.values()].map(({ info }) => info);
    },
    find: (id) => known.get(id) ?? { info: toInfo(id, { sees: true }), thinks: 'unknown', takesEffort: false },
  };
}

function toBooked(id: string, { max_input_tokens: window, max_tokens: most, capabilities }: z.infer<typeof details>): BookedModel {
  const { thinking, effort, image_input: images, structured_outputs: shapes } = capabilities ?? {};
  const canBeTold = thinking?.types?.disabled?.supported === true;
  return {
    info: toInfo(id, { window: window ?? undefined, sees: images?.supported ?? true, refusesSchema: shapes?.supported === false }),
    ...(most === undefined || most === null ? {} : { mostTokens: most }),
    thinks: thinking === undefined ? 'unknown' : !thinking.supported ? 'never' : canBeTold ? 'unless-told' : 'always',
    takesEffort: effort?.low?.supported === true,
  };
}

function toInfo(
  id: string,
  {
    window,
    sees,
    refusesSchema = false,
  }: { readonly window?: number | undefined; readonly sees: boolean; readonly refusesSchema?: boolean },
): ModelInfo {
  const prices: Prices | undefined = pricesOf(id);
  return {
    id,
    ...(window === undefined ? {} : { window }),
    sees,
    ...(prices === undefined ? {} : { prices }),
    refuses: refusesSchema ? [...refused, 'schema'] : refused,
  };
}
