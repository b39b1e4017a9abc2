import { z } from 'zod';
import type { Wish } from '../../../../src/core/ports/provider.ts';
import { complaints, inside, type WireWords } from '../wire-words.ts';

const text = z
  .strictObject({ type: z.literal('text'), text: z.string(), cache_control: z.unknown(), prompt_cache_breakpoint: z.unknown() })
  .partial({
    cache_control: true,
    prompt_cache_breakpoint: true,
  });
const picture = z.strictObject({
  type: z.literal('image_url'),
  image_url: z.strictObject({ url: z.string().regex(/^data:image\/[a-z]+;base64,/), detail: z.string().optional() }),
});
const message = z.strictObject({
  role: z.enum(['developer', 'system', 'user', 'assistant']),
  content: z.union([z.string(), z.array(z.union([text, picture])).min(1)]),
  name: z
    .string()
    .regex(/^[\w-]{1,64}$/)
    .optional(),
});

/** What Chat Completions takes everywhere. */
const common = {
  model: z.string().min(1),
  messages: z.array(message).min(1),
  stream: z.literal(true),
  stream_options: z.strictObject({ include_usage: z.literal(true) }),
  temperature: z.number().min(0).max(2).optional(),
  seed: z.number().int().optional(),
  response_format: z
    .strictObject({
      type: z.literal('json_schema'),
      json_schema: z.strictObject({
        name: z.string().regex(/^\w{1,64}$/),
        strict: z.literal(true),
        schema: z.record(z.string(), z.unknown()),
      }),
    })
    .optional(),
};

/** What OpenAI itself takes besides: the old name of the token limit is refused. */
const openai = z.strictObject({
  ...common,
  max_completion_tokens: z.number().int().positive().optional(),
  store: z.literal(false).optional(),
  prompt_cache_key: z.string().optional(),
});

const event = (payload: unknown): string => `data: ${typeof payload === 'string' ? payload : JSON.stringify(payload)}\n\n`;
const head = { id: 'chatcmpl-1', object: 'chat.completion.chunk', created: 1_764_000_000, model: 'm' };
const chunk = (delta: object, reason: string | null = null): string =>
  event({ ...head, choices: [{ index: 0, delta, logprobs: null, finish_reason: reason }] });
const refused = (message: string, more: object = {}): unknown => ({
  error: { message, type: 'invalid_request_error', param: null, code: null, ...more },
});

const names: Partial<Record<Wish, string>> = {
  temperature: 'temperature',
  seed: 'seed',
  maxTokens: 'max_completion_tokens',
  schema: 'response_format',
};

/** The wire of OpenAI's Chat Completions: server-sent events, the usage behind the finish, `[DONE]` at the end. */
export const openaiChatWords: WireWords = {
  type: 'text/event-stream; charset=utf-8',
  path: '/v1/chat/completions',
  opening: (thought) =>
    `: OPENROUTER PROCESSING\n\n${chunk({ role: 'assistant', content: '' })}${thought === undefined ? '' : chunk({ reasoning_content: thought })}`,
  piece: (words) => chunk({ content: words }),
  finish: (raw = 'stop') => {
    const usage = { prompt_tokens: 7, completion_tokens: 3, total_tokens: 10, prompt_tokens_details: { cached_tokens: 2 } };
    return `${chunk({}, raw)}${event({ ...head, choices: [], usage })}${event('[DONE]')}`;
  },
  ends: [
    ['stop', 'stop'],
    ['length', 'length'],
    ['content_filter', 'refusal'],
  ],
  cached: 2,
  event,
  failure: (said) => event({ error: { message: typeof said === 'string' ? said : JSON.stringify(said), type: 'server_error', code: 502 } }),
  refusal: (status, said) => refused(said, status >= 500 ? { type: 'server_error' } : {}),
  refusedWish: (wish) => {
    const param = names[wish];
    if (param === undefined) return undefined;
    return {
      status: 400,
      body: refused(`Unsupported parameter: '${param}' is not supported with this model.`, { param, code: 'unsupported_parameter' }),
    };
  },
  tooLong: {
    status: 400,
    body: refused("This model's maximum context length is 8192 tokens.", { param: 'messages', code: 'context_length_exceeded' }),
  },
  broke: {
    status: 429,
    body: refused('You exceeded your current quota, please check your plan.', { type: 'insufficient_quota', code: 'insufficient_quota' }),
  },
  violations: (body, headers) => [
    ...complaints(openai.safeParse(body)),
    ...(headers.authorization?.startsWith('Bearer ') === true ? [] : ['no key']),
  ],
  schemaIn: (body) => inside(body, 'response_format', 'json_schema', 'schema'),
};

/** The same wire as a dialect speaks it: with fields of its own, at its own path. */
export function openaiDialect(path: string, fields: Readonly<Record<string, z.ZodType>>): WireWords {
  const shape = z.strictObject({ ...common, ...fields });
  return { ...openaiChatWords, path, violations: (body) => complaints(shape.safeParse(body)) };
}
