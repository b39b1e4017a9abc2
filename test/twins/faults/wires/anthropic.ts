import { z } from 'zod';
import type { Wish } from '../../../../src/core/ports/provider.ts';
import { complaints, inside, type WireWords } from '../wire-words.ts';

const cacheControl = z.strictObject({ type: z.literal('ephemeral'), ttl: z.enum(['5m', '1h']).optional() });
const text = z.strictObject({ type: z.literal('text'), text: z.string().min(1), cache_control: cacheControl.optional() });
const image = z.strictObject({
  type: z.literal('image'),
  source: z.strictObject({
    type: z.literal('base64'),
    media_type: z.enum(['image/jpeg', 'image/png', 'image/gif', 'image/webp']),
    data: z.base64().min(1),
  }),
});
const content = z.union([z.string().min(1), z.array(z.union([text, image])).min(1)]);

/** What `/v1/messages` takes since 2026-10-21, strictly: no knobs for chance, turns that alternate, the person's first and last. */
const messages = z
  .strictObject({
    model: z.string().min(1),
    max_tokens: z.number().int().min(1).max(128_000),
    system: z.union([z.string().min(1), z.array(text).min(1)]).optional(),
    messages: z.array(z.strictObject({ role: z.enum(['user', 'assistant']), content })).min(1),
    stream: z.literal(true),
    thinking: z.strictObject({ type: z.enum(['adaptive', 'disabled']), display: z.string().optional() }).optional(),
    output_config: z
      .strictObject({
        format: z.strictObject({ type: z.literal('json_schema'), schema: z.record(z.string(), z.unknown()) }),
        effort: z.enum(['low', 'medium', 'high']),
      })
      .partial()
      .optional(),
  })
  .refine(({ messages: turns }) => turns[0]?.role === 'user' && turns.at(-1)?.role === 'user', 'messages: first and last are the user’s')
  .refine(({ messages: turns }) => turns.every(({ role }, at) => role !== turns[at - 1]?.role), 'messages: roles must alternate');

const event = (payload: unknown): string => {
  const type = inside(payload, 'type');
  return `event: ${typeof type === 'string' ? type : 'content_block_delta'}\ndata: ${typeof payload === 'string' ? payload : JSON.stringify(payload)}\n\n`;
};
const block = (index: number, type: string): string =>
  event({
    type: 'content_block_start',
    index,
    content_block: type === 'text' ? { type, text: '' } : { type, thinking: '', signature: '' },
  });
const delta = (index: number, inner: object): string => event({ type: 'content_block_delta', index, delta: inner });
const refused = (type: string, message: string): unknown => ({ type: 'error', error: { type, message }, request_id: 'req_1' });

const kinds: Readonly<Record<number, string>> = {
  401: 'authentication_error',
  402: 'billing_error',
  403: 'permission_error',
  404: 'not_found_error',
  413: 'request_too_large',
  429: 'rate_limit_error',
  500: 'api_error',
  529: 'overloaded_error',
};

const complaintsAboutWishes: Partial<Record<Wish, string>> = {
  schema: 'output_config.format: this model does not support structured outputs',
  images: 'messages.0.content.0: image blocks are not supported by this model',
  maxTokens: 'max_tokens: 99999 > 64000, which is the maximum allowed number of output tokens for this model',
};

/** The wire of Anthropic's Messages: named server-sent events, blocks inside a message. */
export const anthropicWords: WireWords = {
  type: 'text/event-stream; charset=utf-8',
  path: '/v1/messages',
  opening: (thought) =>
    [
      event({
        type: 'message_start',
        message: {
          id: 'msg_1',
          type: 'message',
          role: 'assistant',
          model: 'm',
          content: [],
          stop_reason: null,
          stop_sequence: null,
          usage: { input_tokens: 4, cache_read_input_tokens: 2, cache_creation_input_tokens: 1, output_tokens: 1 },
        },
      }),
      event({ type: 'ping' }),
      ...(thought === undefined
        ? []
        : [
            block(0, 'thinking'),
            delta(0, { type: 'thinking_delta', thinking: thought }),
            delta(0, { type: 'signature_delta', signature: 'c2ln' }),
            event({ type: 'content_block_stop', index: 0 }),
          ]),
      block(1, 'text'),
    ].join(''),
  piece: (words) => delta(1, { type: 'text_delta', text: words }),
  finish: (raw = 'end_turn') =>
    [
      event({ type: 'content_block_stop', index: 1 }),
      event({ type: 'message_delta', delta: { stop_reason: raw, stop_sequence: null }, usage: { output_tokens: 3 } }),
      event({ type: 'message_stop' }),
    ].join(''),
  ends: [
    ['end_turn', 'stop'],
    ['stop_sequence', 'stop'],
    ['max_tokens', 'length'],
    ['model_context_window_exceeded', 'length'],
    ['refusal', 'refusal'],
  ],
  cached: 2,
  event,
  failure: (said) => event(refused('api_error', typeof said === 'string' ? said : JSON.stringify(said))),
  refusal: (status, said) => refused(kinds[status] ?? 'invalid_request_error', said),
  refusedWish: (wish) => {
    const said = complaintsAboutWishes[wish];
    return said === undefined ? undefined : { status: 400, body: refused('invalid_request_error', said) };
  },
  tooLong: { status: 400, body: refused('invalid_request_error', 'prompt is too long: 250000 tokens > 200000 maximum') },
  broke: {
    status: 400,
    body: refused('invalid_request_error', 'Your credit balance is too low to access the Anthropic API. Please go to Plans & Billing.'),
  },
  violations: (body, headers) => [
    ...complaints(messages.safeParse(body)),
    ...(headers['anthropic-version'] === '2026-10-21' ? [] : ['anthropic-version: must be 2026-10-21']),
    ...(headers.authorization?.startsWith('Bearer ') === true || headers['x-api-key'] !== undefined ? [] : ['no key']),
  ],
  schemaIn: (body) => inside(body, 'output_config', 'format', 'schema'),
};
