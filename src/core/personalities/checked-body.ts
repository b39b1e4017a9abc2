import { BotError } from '../errors.ts';
import { finished } from '../texts/finished.ts';
import { type Personality, personalitySchema } from './personality.ts';
import type { PersonalityBody } from './studio.ts';
import { studioTexts } from './studio-texts.ts';

/** A body that may be kept. Throws `invalid-personality` naming the first part at fault. */
export function checkedBody(body: PersonalityBody, id: string, revision: number): Personality {
  const read = personalitySchema.safeParse({ ...body, id, revision });
  if (read.success) return read.data;
  const [issue] = read.error.issues;
  const part = issue?.path.join('.') ?? '';
  throw new BotError('invalid-personality', 'a part breaks its limits', {
    field: String(issue?.path[0] ?? ''),
    advice: finished(studioTexts.invalid, { part, reason: issue?.message ?? '' }),
  });
}
