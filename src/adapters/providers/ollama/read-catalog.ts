import { z } from 'zod';
import { countWeights } from './count-weights.ts';
import { isRemoteName, type OllamaModel } from './ollama-model.ts';

const text = z.string().optional().catch(undefined);
const texts = z.array(z.string()).optional().catch(undefined);

const entry = z.object({
  name: text,
  model: text,
  digest: text,
  size: z.number().optional().catch(undefined),
  remote_host: text,
  remote_model: text,
  capabilities: texts,
  details: z.object({ family: text, families: texts, parameter_size: text, quantization_level: text }).optional().catch(undefined),
});
type Entry = z.infer<typeof entry>;

const list = z.object({ models: z.array(z.unknown()).nullable() });

/** What `/api/show` adds; every field may be missing. */
const shown = z.object({
  capabilities: texts,
  remote_host: text,
  remote_model: text,
  model_info: z.record(z.string(), z.unknown()).optional().catch(undefined),
});

/** A list of models as the server told it, first come first; undefined when this is not such a list. */
export function readCatalog(json: unknown): readonly OllamaModel[] | undefined {
  const read = list.safeParse(json);
  if (!read.success) return undefined;
  const found = new Map<string, OllamaModel>();
  for (const raw of read.data.models ?? []) {
    const one = entry.safeParse(raw);
    const name = one.data?.name ?? one.data?.model;
    if (one.data !== undefined && name !== undefined && name !== '' && !found.has(name)) found.set(name, toModel(name, one.data));
  }
  return [...found.values()];
}

function toModel(name: string, { digest, size, details, capabilities, ...rest }: Entry): OllamaModel {
  const families = [details?.family, ...(details?.families ?? [])].filter((family) => family !== undefined);
  const listed: OllamaModel = {
    name,
    digest: digest ?? '',
    weights: countWeights({ told: details?.parameter_size, bytes: size, packing: details?.quantization_level }),
    isRemote: isRemoteName(name) || isTold(rest),
    isChat: !families.some((family) => /bert/i.test(family)) && !/embed(?!ded)|\bbge\b|minilm|\be5-/i.test(name),
    sees: families.some((family) => /^(?:clip|mllama)$/i.test(family)),
    thinks: false,
    trainedFor: undefined,
  };
  return withCapabilities(listed, capabilities);
}

/** The model with what `/api/show` says of it, as far as that can be read. */
export function withDetails(model: OllamaModel, json: unknown): OllamaModel {
  const read = shown.safeParse(json);
  if (!read.success) return model;
  const { capabilities, model_info: info = {}, ...rest } = read.data;
  const [, length] = Object.entries(info).find(([key]) => key.endsWith('.context_length')) ?? [];
  const trainedFor = typeof length === 'number' && length > 0 ? Math.floor(length) : model.trainedFor;
  return { ...withCapabilities(model, capabilities), trainedFor, isRemote: model.isRemote || isTold(rest) };
}

function withCapabilities(model: OllamaModel, capabilities: readonly string[] | undefined): OllamaModel {
  if (capabilities === undefined) return model;
  return {
    ...model,
    isChat: model.isChat && capabilities.includes('completion'),
    sees: capabilities.includes('vision'),
    thinks: capabilities.includes('thinking'),
  };
}

function isTold(remote: { readonly remote_host?: string | undefined; readonly remote_model?: string | undefined }): boolean {
  return (remote.remote_host ?? '') !== '' || (remote.remote_model ?? '') !== '';
}

/** The names that `/api/ps` lists, latest used first; undefined when it is not such a list. */
export function readLoaded(json: unknown): readonly string[] | undefined {
  return readCatalog(json)?.map(({ name }) => name);
}
