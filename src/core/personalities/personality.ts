import { z } from 'zod';

/** The part of a personality's definition that a turn reads. Identity is `id`, never the name. */
export const personalitySchema = z.strictObject({
  id: z.string().regex(/^[a-z0-9-]{1,64}$/),
  revision: z.number().int().positive(),
  name: z.string().trim().min(1).max(80),
  rating: z.enum(['everyone', 'mature', 'adult']),
  /** Always in the prompt. */
  system: z.string().trim().min(1),
  greetings: z.array(z.object({ kind: z.enum(['first', 'return', 'room']), language: z.string(), text: z.string().min(1) })),
  /** Lines for when no model is there. */
  scripts: z.array(z.object({ language: z.string(), lines: z.record(z.string(), z.array(z.string())) })),
});

export type Personality = z.infer<typeof personalitySchema>;
