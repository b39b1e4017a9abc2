import type { Rating } from '../ports/store.ts';

/** The highest rating that may be spoken in a place: adult only where the operator talks alone with the bot. */
export function placeRating(place: { readonly roomKind: 'dm' | 'room'; readonly isOperator: boolean }): Rating {
  return place.roomKind === 'dm' && place.isOperator ? 'adult' : 'mature';
}
