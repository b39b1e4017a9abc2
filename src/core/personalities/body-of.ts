import type { Json } from '../answers/json.ts';
import { type Personality, personalitySchema } from './personality.ts';
import type { PersonalityBody } from './studio.ts';

/** What an author decides: a personality without its identity. */
export function bodyOf(personality: Personality): PersonalityBody {
  const { id: _id, revision: _revision, ...body } = personality;
  return body;
}

/** A body as the store keeps it. */
export function toStored(body: PersonalityBody): Json {
  const stored: Json = JSON.parse(JSON.stringify(body));
  return stored;
}

/** Issues of text that is too long or missing: unsaved work may have them, and a form shows them. */
const mendable: readonly string[] = ['too_big', 'too_small', 'invalid_format', 'invalid_value', 'custom'];

/** Unsaved work from the store. It may break limits, never the shape; undefined when it cannot be used at all. */
export function fromDraft(stored: Json): PersonalityBody | undefined {
  const read = personalitySchema.omit({ id: true, revision: true }).safeParse(stored);
  if (read.success) return read.data;
  return isShaped(stored, read.error.issues) ? stored : undefined;
}

function isShaped(stored: unknown, issues: readonly { readonly code: string }[]): stored is PersonalityBody {
  return typeof stored === 'object' && stored !== null && issues.every(({ code }) => mendable.includes(code));
}
