import { z } from 'zod';

const cacheMark = z.strictObject({ mode: z.literal('explicit') });
const textPart = z.strictObject({ type: z.literal('text'), text: z.string(), prompt_cache_breakpoint: cacheMark.optional() });
const imagePart = z.strictObject({
  type: z.literal('image_url'),
  image_url: z.strictObject({ url: z.string().regex(/^data:image\/(?:png|jpeg|gif|webp);base64,[A-Za-z0-9+/]+=*$/) }),
});

/** What every server of Chat Completions takes. */
const common = {
  model: z.string().min(1),
  messages: z
    .array(
      z.strictObject({
        role: z.enum(['system', 'user', 'assistant']),
        content: z.union([z.string(), z.array(z.union([textPart, imagePart])).min(1)]),
      }),
    )
    .min(1),
  stream: z.literal(true),
  stream_options: z.strictObject({ include_usage: z.literal(true) }),
  temperature: z.number().min(0).max(2).optional(),
  seed: z.number().int().optional(),
  response_format: z
    .strictObject({
      type: z.literal('json_schema'),
      json_schema: z.strictObject({
        name: z.string().regex(/^[\w-]{1,64}$/),
        strict: z.literal(true),
        schema: z.looseObject({ type: z.literal('object'), additionalProperties: z.literal(false), required: z.array(z.string()) }),
      }),
    })
    .optional(),
};

/** The strictness of one server; a field of another one is a fault. */
export const chatWires = {
  compatible: z.strictObject({ ...common, max_tokens: z.number().int().positive().optional() }),
  openai: z.strictObject({
    ...common,
    max_completion_tokens: z.number().int().positive().optional(),
    reasoning_effort: z.enum(['minimal', 'low', 'medium', 'high']).optional(),
    store: z.literal(false),
    prompt_cache_key: z.string().regex(/^[\da-f]{1,64}$/),
  }),
  openrouter: z.strictObject({
    ...common,
    max_tokens: z.number().int().positive().optional(),
    provider: z.strictObject({ data_collection: z.literal('deny'), require_parameters: z.literal(true).optional() }),
  }),
} as const;

export type Dialect = keyof typeof chatWires;

const seen = z.looseObject({
  model: z.string(),
  messages: z.array(z.looseObject({ role: z.string(), content: z.unknown() })),
});
export type ChatBody = z.infer<typeof seen>;

/** A checked body, or what is wrong with it. */
export function readChatBody(dialect: Dialect, body: unknown): { readonly chat: ChatBody } | { readonly violations: readonly string[] } {
  const read = chatWires[dialect].safeParse(body);
  if (!read.success) return { violations: read.error.issues.map(({ path, message }) => `${path.join('.')}: ${message}`) };
  // What OpenAI's newer families refuse, and its cache marks that older ones do not know.
  const { model, temperature } = read.data;
  if (dialect === 'openai' && /^(?:gpt-[56]|o\d)/.test(model) && !model.includes('chat') && temperature !== undefined)
    return { violations: [`temperature: ${model} does not take it`] };
  return { chat: seen.parse(body) };
}

/** The words of a message, parts joined. */
export function textOf(content: unknown): string {
  if (typeof content === 'string') return content;
  const parts = z.array(z.looseObject({ text: z.string().optional() })).safeParse(content);
  return parts.success ? parts.data.map(({ text }) => text ?? '').join('') : '';
}
