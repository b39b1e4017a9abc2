import type { Rating } from '../ports/store.ts';

/** From what everyone may read to what only adults may. */
const ratings: readonly Rating[] = ['everyone', 'mature', 'adult'];

/** What may be recalled in a place of this rating: everything at most as strong. */
export function ratingsUpTo(rating: Rating): readonly Rating[] {
  return ratings.slice(0, ratings.indexOf(rating) + 1);
}
