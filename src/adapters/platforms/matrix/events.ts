import { z } from 'zod';

/** An event as a homeserver tells it; everything inside `content` is the sender's own and may be anything. */
const event = z.object({
  type: z.string(),
  event_id: z.string().startsWith('$'),
  sender: z.string().startsWith('@'),
  origin_server_ts: z.number(),
  state_key: z.string().optional(),
  content: z.record(z.string(), z.unknown()).catch({}),
  /** Up to room version 10. */
  redacts: z.string().optional().catch(undefined),
  unsigned: z.record(z.string(), z.unknown()).optional().catch(undefined),
});

/** What an invitation tells of the room: no ids, no times. */
const stripped = z.object({
  type: z.string(),
  sender: z.string(),
  state_key: z.string(),
  content: z.record(z.string(), z.unknown()).catch({}),
});

const relation = z.object({
  rel_type: z.string().optional().catch(undefined),
  event_id: z.string().optional().catch(undefined),
  key: z.string().optional().catch(undefined),
  is_falling_back: z.boolean().optional().catch(undefined),
  'm.in_reply_to': z.object({ event_id: z.string() }).optional().catch(undefined),
});

export type MatrixEvent = z.infer<typeof event>;
export type StrippedEvent = z.infer<typeof stripped>;
export type Content = Readonly<Record<string, unknown>>;
export type Relation = z.infer<typeof relation>;

/** Undefined for what is no event at all; one broken event must not cost its neighbours. */
export const readEvent = (raw: unknown): MatrixEvent | undefined => event.safeParse(raw).data;
export const readStripped = (raw: unknown): StrippedEvent | undefined => stripped.safeParse(raw).data;

/** How a message belongs to others; empty where it does not, or where that cannot be read. */
export const relationOf = (content: Content): Relation => relation.safeParse(content['m.relates_to']).data ?? {};

/** One text of a content; undefined where there is none or something else stands there. */
export function textIn(content: Content, key: string): string | undefined {
  const value = content[key];
  return typeof value === 'string' ? value : undefined;
}

/** What an edit puts in the place of what stood there. */
export function newContentOf(content: Content): Content | undefined {
  return z.record(z.string(), z.unknown()).safeParse(content['m.new_content']).data;
}

/** Which event a redaction takes away: up to room version 10 beside the content, later in it. */
export const redactedBy = (redaction: MatrixEvent): string | undefined => textIn(redaction.content, 'redacts') ?? redaction.redacts;

/** True for what is left of an event that was taken away. */
export const isRedacted = ({ unsigned }: MatrixEvent): boolean => unsigned?.['redacted_because'] !== undefined;

/** Whose membership a state event tells, and how it was before. */
export function membershipOf({ content, unsigned }: MatrixEvent): {
  readonly now: string | undefined;
  readonly before: string | undefined;
} {
  const before = z.object({ membership: z.string() }).safeParse(unsigned?.['prev_content']).data?.membership;
  return { now: textIn(content, 'membership'), before };
}
