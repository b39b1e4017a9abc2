import type { Reading } from './reading.ts';
import { attributeOf, type XmlElement } from './xml-node.ts';

/** A personality in the making: what the file says, not yet measured by the schema. */
export type Draft = Record<string, unknown>;

/** A part of the canonical form while it is read. */
export interface Section {
  readonly reading: Reading;
  readonly element: XmlElement;
  readonly place: string;
}

/** The list of a section, one value per element of that tag; `read` is told which it is, counted from 0, and gives its place and value. */
export function readItems<Value>(
  { reading, element, place }: Section,
  tag: string,
  read: (item: XmlElement, index: number) => { readonly place: string; readonly value: Value },
): readonly Value[] {
  const values: Value[] = [];
  reading.walk({
    element,
    place,
    child: (item) => {
      if (item.name !== tag) return undefined;
      const found = read(item, values.length);
      values.push(found.value);
      return found.place;
    },
  });
  return values;
}

/** `true` or `false`; anything else is a fault. */
export function readFlag(reading: Reading, element: XmlElement, attribute: string): boolean {
  const value = attributeOf(element, attribute);
  if (value !== undefined && value !== 'true' && value !== 'false') reading.blameAttribute(element, attribute, 'must be true or false');
  return value === 'true';
}

/** The ids of elements; those without get one that is free, those with one that stood before are blamed. */
export function readIds(reading: Reading, elements: readonly XmlElement[], prefix: string): readonly string[] {
  const given = elements.map((element) => attributeOf(element, 'id'));
  const taken = new Set<string>(given.filter((id) => id !== undefined));
  const seen = new Set<string>();
  let next = 1;
  return given.map((id, index) => {
    const element = elements[index];
    if (id === undefined) {
      while (taken.has(`${prefix}-${next}`)) next += 1;
      taken.add(`${prefix}-${next}`);
      return `${prefix}-${next}`;
    }
    if (seen.has(id) && element !== undefined) reading.blameAttribute(element, 'id', 'must have an id of its own');
    seen.add(id);
    return id;
  });
}
