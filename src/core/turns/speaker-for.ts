import type { Personality } from '../personalities/personality.ts';
import type { Speaker } from '../ports/platform.ts';

/** How a personality is shown beside its words. */
export function speakerFor({ id, name, portrait }: Pick<Personality, 'id' | 'name' | 'portrait'>): Speaker {
  return { id, name, ...(portrait === undefined ? {} : { portrait: portrait.hash }) };
}
