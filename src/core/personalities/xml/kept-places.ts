/** Where something stands in the canonical form, as a path: `/lore/entry["harbour"]`. Places are built and compared, never taken apart for meaning. */
export const rootPlace = '/';

/** The place of an element that stands once in its parent. */
export function placeIn(parent: string, tag: string): string {
  return parent === rootPlace ? `/${tag}` : `${parent}/${tag}`;
}

/** The place of the nth of its kind, counted from 1. */
export function nthIn(parent: string, tag: string, nth: number): string {
  return `${placeIn(parent, tag)}[${nth}]`;
}

/** The place of the one with this key: it is found again when others come and go. */
export function keyedIn(parent: string, tag: string, key: string): string {
  return `${placeIn(parent, tag)}[${JSON.stringify(key)}]`;
}

/** What stood right before the element of that place, within the same parent. */
export function beforePlace(place: string): string {
  return `before ${place}`;
}

/** What stood behind the outermost element. */
export const afterRoot = `after ${rootPlace}`;
