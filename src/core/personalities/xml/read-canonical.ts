import { type SliderName, sliderNames } from '../personality.ts';
import { orList } from './explain-issue.ts';
import { afterRoot, beforePlace, keyedIn, nthIn, placeIn, rootPlace } from './kept-places.ts';
import { readBoundaries, readChecks, readExamples, readGreetings, readLore, readScript, readTexts } from './read-lists.ts';
import { readNumber } from './read-number.ts';
import { readPortrait } from './read-portrait.ts';
import type { Reading } from './reading.ts';
import { type Draft, readFlag, readItems, type Section } from './section.ts';
import { attributeOf, type XmlDocument, type XmlElement } from './xml-node.ts';

/** Elements that stand once in the root: the part of a personality that each fills, and how it is read. */
const sections: ReadonlyMap<string, { readonly key: string; readonly read: (section: Section) => unknown }> = new Map([
  ...['name', 'tagline', 'pronouns', 'creator', 'licence', 'version', 'system', 'backstory', 'reminder'].map(
    (name) => [name, { key: name, read: ({ reading, element, place }: Section): unknown => reading.text(element, place) }] as const,
  ),
  ['tags', { key: 'tags', read: (section) => readTexts(section, 'tag', 'tags') }],
  ['knowledge', { key: 'knowledge', read: (section) => readTexts(section, 'item', 'knowledge') }],
  ['traits', { key: 'sliders', read: readSliders }],
  ['boundaries', { key: 'boundaries', read: readBoundaries }],
  ['greetings', { key: 'greetings', read: readGreetings }],
  ['examples', { key: 'examples', read: readExamples }],
  ['lore', { key: 'lore', read: readLore }],
  ['checks', { key: 'checks', read: readChecks }],
  ['hints', { key: 'hints', read: readHints }],
]);

/** What a file in the canonical form says. Identity is the caller's business; what the root claims is noted for the schema. */
export function readCanonical({ before, root, after }: XmlDocument, reading: Reading): Draft {
  reading.keep(beforePlace(rootPlace), before);
  reading.keep(afterRoot, after);
  reading.note([], root);
  reading.note(['rating'], root, 'rating');
  const draft: Draft = { rating: attributeOf(root, 'rating') ?? 'mature', adult: readFlag(reading, root, 'adult') };
  const scripts: unknown[] = [];
  let portraits = 0;
  reading.walk({
    element: root,
    place: rootPlace,
    attributes: ['id', 'revision', 'rating', 'adult'],
    child: (element) => {
      if (element.name === 'script') {
        const place = nthIn(rootPlace, 'script', scripts.length + 1);
        scripts.push(readScript({ reading, element, place }, scripts.length));
        return place;
      }
      if (element.name === 'portrait') {
        const place = placeIn(rootPlace, 'portrait');
        if (portraits > 0) reading.blame(element, '<portrait> stands twice');
        portraits += 1;
        reading.portrait = readPortrait({ reading, element, place });
        return place;
      }
      const section = sections.get(element.name);
      if (section === undefined) return undefined;
      const place = placeIn(rootPlace, element.name);
      if (section.key in draft) reading.blame(element, `<${element.name}> stands twice`);
      reading.note([section.key], element);
      draft[section.key] = section.read({ reading, element, place });
      return place;
    },
  });
  if (!('name' in draft)) {
    reading.blame(root, '<name> is missing');
    // So that the rest is still measured.
    draft['name'] = '-';
  }
  return { ...draft, scripts };
}

function readSliders(section: Section): unknown {
  const { reading, place } = section;
  const sliders = new Map<SliderName, number>();
  readItems(section, 'trait', (element, index) => {
    const name = sliderNames.find((slider) => slider === attributeOf(element, 'name'));
    const at = name === undefined ? nthIn(place, 'trait', index + 1) : keyedIn(place, 'trait', name);
    reading.walk({ element, place: at, attributes: ['name', 'value'] });
    if (name === undefined) reading.blameAttribute(element, 'name', `must be ${orList(sliderNames)}`);
    else if (sliders.has(name)) reading.blameAttribute(element, 'name', 'stands twice');
    else {
      reading.note(['sliders', name], element, 'value');
      sliders.set(name, readNumber(attributeOf(element, 'value') ?? ''));
    }
    return { place: at, value: undefined };
  });
  return Object.fromEntries(sliders);
}

function readHints({ reading, element, place }: Section): unknown {
  reading.walk({ element, place, attributes: ['temperature', 'max-tokens'] });
  reading.note(['hints', 'temperature'], element, 'temperature');
  reading.note(['hints', 'maxTokens'], element, 'max-tokens');
  return { ...hint(element, 'temperature', 'temperature'), ...hint(element, 'max-tokens', 'maxTokens') };
}

function hint(element: XmlElement, attribute: string, key: string): Draft {
  const value = attributeOf(element, attribute);
  return value === undefined ? {} : { [key]: readNumber(value) };
}
