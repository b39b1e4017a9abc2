import type { KeptNode } from '../personality.ts';
import type { Branch } from './canonical-tree.ts';
import { afterRoot, beforePlace, rootPlace } from './kept-places.ts';

/**
 * What is kept, by places that are written. What stood before an element that is gone since moves to the end of the parent;
 * what was inside it is gone with it. What has no place stands at the end of the root.
 */
export function placeKept(kept: readonly KeptNode[], tree: Branch): ReadonlyMap<string, KeptNode> {
  const places = new Set([rootPlace, ...placesIn(tree)]);
  const found = new Map<string, KeptNode>();
  const add = (place: string, children: readonly KeptNode[], attributes: KeptNode['attributes'] = {}): void => {
    const there = found.get(place);
    found.set(place, {
      name: place,
      attributes: { ...there?.attributes, ...attributes },
      text: '',
      children: [...(there?.children ?? []), ...children],
    });
  };
  for (const node of kept) {
    const before = beforePlace('');
    if (places.has(node.name)) add(node.name, node.children, node.attributes);
    else if (node.name === afterRoot) add(afterRoot, node.children);
    else if (node.name.startsWith(before)) {
      const place = node.name.slice(before.length);
      if (places.has(place)) add(node.name, node.children);
      else add(nearest(place, places), node.children);
    } else if (!node.name.startsWith('/')) add(rootPlace, [node]);
  }
  return found;
}

function placesIn({ place, branches = [] }: Branch): readonly string[] {
  return [place, ...branches.flatMap(placesIn)];
}

/** The innermost element around a place that is written. */
function nearest(place: string, places: ReadonlySet<string>): string {
  for (let end = place.lastIndexOf('/'); end > 0; end = place.lastIndexOf('/', end - 1)) {
    const around = place.slice(0, end);
    if (places.has(around)) return around;
  }
  return rootPlace;
}
