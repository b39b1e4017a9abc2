import { z } from 'zod';

const line = z.strictObject({
  role: z.enum(['system', 'user', 'assistant', 'tool']),
  content: z.string(),
  images: z.array(z.base64()).min(1).optional(),
});

/** What `/api/chat` takes, strictly: Ollama forgives much of the rest silently, a test must not. */
export const chatWire = z.strictObject({
  model: z.string().min(1),
  messages: z.array(line),
  stream: z.boolean().optional(),
  think: z.union([z.boolean(), z.enum(['low', 'medium', 'high'])]).optional(),
  keep_alive: z.union([z.string().regex(/^-?\d+(?:ms|s|m|h)$/), z.number()]).optional(),
  format: z.union([z.literal('json'), z.record(z.string(), z.unknown())]).optional(),
  options: z
    .strictObject({
      num_ctx: z.number().int().positive(),
      temperature: z.number().min(0).max(2).optional(),
      num_predict: z.number().int().optional(),
      seed: z.number().int().optional(),
    })
    .partial()
    .optional(),
});

export type ChatWire = z.infer<typeof chatWire>;

/** What is wrong with a body for `/api/chat`; empty when nothing is. */
export function chatViolations(body: unknown): readonly string[] {
  const read = chatWire.safeParse(body);
  return read.success ? [] : read.error.issues.map(({ path, message }) => `${path.join('.')}: ${message}`);
}
