import type { Personality } from './personality.ts';
import type { PersonalityBody } from './studio.ts';

export interface CreditSource {
  /** What it is made from. */
  readonly from: Pick<Personality, 'creator' | 'licence'>;
  readonly isFork: boolean;
  /** A whole file was brought, not a form: its author may write another name or licence into their own. */
  readonly isFile: boolean;
}

/** A body with who made it and under which terms as they were: once named, they are never edited away. */
export function keepCredits({ from, isFork, isFile }: CreditSource, body: PersonalityBody): PersonalityBody {
  const choose = (before: string, after: string): string => (before === '' || (isFile && !isFork && after !== '') ? after : before);
  return { ...body, creator: choose(from.creator, body.creator), licence: choose(from.licence, body.licence) };
}
