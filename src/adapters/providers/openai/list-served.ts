import { z } from 'zod';
import type { ModelInfo } from '../../../core/ports/provider.ts';
import type { Ask } from '../../wires/openai-chat/create-chat-provider.ts';
import { type ListedModel, readModels } from '../../wires/openai-chat/read-models.ts';

const tokens = z.number().int().positive().optional().catch(undefined);
const names = z.array(z.string()).optional().catch(undefined);

/** What one or the other server says of a model beyond its name. */
const details = z.object({
  owned_by: z.string().optional().catch(undefined),
  /** vLLM */
  max_model_len: tokens,
  /** LM Studio */
  loaded_context_length: tokens,
  max_context_length: tokens,
  state: z.string().optional().catch(undefined),
  type: z.string().optional().catch(undefined),
  /** Gateways */
  context_length: tokens,
  context_window: tokens,
  /** llama.cpp */
  meta: z.object({ n_ctx: tokens, n_ctx_train: tokens }).optional().catch(undefined),
  status: z.object({ value: z.string() }).optional().catch(undefined),
  architecture: z.object({ input_modalities: names }).optional().catch(undefined),
});

/** The chat models of a compatible server, with what it tells of them in its own way. */
export async function listServed(baseUrl: string, ask: Ask): Promise<readonly ModelInfo[]> {
  const listed = readModels(await ask(`${baseUrl}/models`));
  const owner = details.parse(listed[0] ?? {}).owned_by;
  // LM Studio tells more elsewhere; nobody else is asked for a page he does not have.
  const full = owner === 'organization_owner' ? await askMore(listed, `${baseUrl.replace(/\/v1$/, '')}/api/v0/models`, ask) : listed;
  return full.flatMap((model) => (isChat(model) ? [toInfo(model)] : []));
}

async function askMore(listed: readonly ListedModel[], url: string, ask: Ask): Promise<readonly ListedModel[]> {
  try {
    const more = new Map(readModels(await ask(url)).map((model) => [model.id, model]));
    return listed.map((model) => more.get(model.id) ?? model);
  } catch {
    return listed;
  }
}

function isChat(model: ListedModel): boolean {
  return !/^embeddings?$/.test(details.parse(model).type ?? '') && !/embed|rerank|whisper|\btts\b|bge-/i.test(model.id);
}

function toInfo(model: ListedModel): ModelInfo {
  const told = details.parse(model);
  const window =
    told.loaded_context_length ??
    told.max_model_len ??
    told.meta?.n_ctx ??
    told.context_length ??
    told.context_window ??
    told.max_context_length;
  const sees = told.type === 'vlm' || told.architecture?.input_modalities?.includes('image') === true;
  const state = told.state ?? told.status?.value;
  return {
    id: model.id,
    ...(window === undefined ? {} : { window }),
    ...(sees ? { sees } : {}),
    ...(state === undefined ? {} : { loaded: state === 'loaded' }),
  };
}
