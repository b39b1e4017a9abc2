import { createSay } from './create-say.ts';
import { literal } from './literal.ts';
import type { Localized, PlacesOf } from './localized.ts';

const say = createSay();

/** A sentence with its places filled in, in each language: it takes nothing more and may travel in an error's `advice`. */
export function finished<En extends string>(text: Localized<En>, args: PlacesOf<En>): Localized {
  return { en: literal(say('en', text, args)), de: literal(say('de', text, args)) };
}
