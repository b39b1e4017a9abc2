import type { Rating } from '../../ports/store.ts';
import type { Localized } from '../../texts/localized.ts';
import { texts } from './texts.ts';

export type { Rating };

/** For whom a personality is, in words. */
export const ratings: Readonly<Record<Rating, Localized<string>>> = {
  everyone: texts['rating-everyone'],
  mature: texts['rating-mature'],
  adult: texts['rating-adult'],
};
