import { keyedIn, nthIn, placeIn } from './kept-places.ts';
import { readNumber } from './read-number.ts';
import type { Reading } from './reading.ts';
import { readFlag, readIds, readItems, type Section } from './section.ts';
import { attributeOf, elementsIn, type XmlElement } from './xml-node.ts';

/** What a text without `lang` is taken for. */
const plainLanguage = 'en';

/** `<tags>` and `<knowledge>`: one text per element. */
export function readTexts(section: Section, tag: string, key: string): readonly string[] {
  const { reading, place } = section;
  return readItems(section, tag, (element, index) => {
    const at = nthIn(place, tag, index + 1);
    reading.note([key, index], element);
    return { place: at, value: reading.text(element, at) };
  });
}

export function readBoundaries(section: Section): unknown {
  const { reading, place } = section;
  return readItems(section, 'boundary', (element, index) => {
    const at = nthIn(place, 'boundary', index + 1);
    reading.note(['boundaries', index], element);
    return {
      place: at,
      value: { language: readLanguage(reading, element, ['boundaries', index]), text: reading.text(element, at, ['lang']) },
    };
  });
}

export function readGreetings(section: Section): unknown {
  const { reading, place } = section;
  return readItems(section, 'greeting', (element, index) => {
    const at = nthIn(place, 'greeting', index + 1);
    reading.note(['greetings', index], element);
    reading.note(['greetings', index, 'kind'], element, 'kind');
    const kind = attributeOf(element, 'kind') ?? 'first';
    const language = readLanguage(reading, element, ['greetings', index]);
    return { place: at, value: { kind, language, text: reading.text(element, at, ['kind', 'lang']) } };
  });
}

export function readExamples(section: Section): unknown {
  const { reading, place } = section;
  return readItems(section, 'example', (element, index) => {
    const at = nthIn(place, 'example', index + 1);
    const path = ['examples', index];
    reading.note(path, element);
    reading.note([...path, 'about'], element, 'about');
    const lines: { readonly by: string; readonly text: string }[] = [];
    reading.walk({
      element,
      place: at,
      attributes: ['about', 'lang'],
      child: (line) => {
        if (line.name !== 'person' && line.name !== 'character') return undefined;
        const lineAt = nthIn(at, 'line', lines.length + 1);
        reading.note([...path, 'lines', lines.length], line);
        lines.push({ by: line.name, text: reading.text(line, lineAt) });
        return lineAt;
      },
    });
    return { place: at, value: { about: attributeOf(element, 'about') ?? '', language: readLanguage(reading, element, path), lines } };
  });
}

export function readLore(section: Section): unknown {
  const { reading, place } = section;
  const ids = readIds(reading, elementsIn(section.element, 'entry'), 'entry');
  return readItems(section, 'entry', (element, index) => {
    const id = ids[index] ?? '';
    const at = keyedIn(place, 'entry', id);
    const path = ['lore', index];
    reading.note(path, element);
    reading.note([...path, 'id'], element, 'id');
    reading.note([...path, 'priority'], element, 'priority');
    const words = { key: [] as string[], also: [] as string[] };
    const texts = new Map<string, string>();
    reading.walk({
      element,
      place: at,
      attributes: ['id', 'pinned', 'priority'],
      child: (part) => {
        if (part.name === 'text') return readOnce({ reading, element: part, place: placeIn(at, 'text') }, texts, [...path, 'text']);
        if (part.name !== 'key' && part.name !== 'also') return undefined;
        const list = words[part.name];
        const partAt = nthIn(at, part.name, list.length + 1);
        reading.note([...path, part.name === 'key' ? 'keys' : 'also', list.length], part);
        list.push(reading.text(part, partAt));
        return partAt;
      },
    });
    const priority = attributeOf(element, 'priority');
    return {
      place: at,
      value: {
        id,
        keys: words.key,
        also: words.also,
        text: texts.get('text') ?? '',
        pinned: readFlag(reading, element, 'pinned'),
        priority: priority === undefined ? undefined : readNumber(priority),
      },
    };
  });
}

export function readChecks(section: Section): unknown {
  const { reading, place } = section;
  const ids = readIds(reading, elementsIn(section.element, 'check'), 'check');
  return readItems(section, 'check', (element, index) => {
    const id = ids[index] ?? '';
    const at = keyedIn(place, 'check', id);
    reading.note(['checks', index], element);
    reading.note(['checks', index, 'id'], element, 'id');
    const texts = new Map<string, string>();
    reading.walk({
      element,
      place: at,
      attributes: ['id'],
      child: (part) =>
        part.name === 'ask' || part.name === 'expect'
          ? readOnce({ reading, element: part, place: placeIn(at, part.name) }, texts, ['checks', index, part.name])
          : undefined,
    });
    return { place: at, value: { id, ask: texts.get('ask') ?? '', expect: texts.get('expect') ?? '' } };
  });
}

/** One `<script>`: its lines by occasion. */
export function readScript({ reading, element, place }: Section, index: number): unknown {
  const lines = new Map<string, string[]>();
  reading.note(['scripts', index], element);
  reading.walk({
    element,
    place,
    attributes: ['lang'],
    child: (line) => {
      const when = attributeOf(line, 'when');
      // An object cannot carry this name safely; the line is kept as something we have no word for.
      if (line.name !== 'line' || when === '__proto__') return undefined;
      if (when === undefined) reading.blame(line, '<line> must say when="…"');
      const said = lines.get(when ?? '') ?? [];
      lines.set(when ?? '', said);
      const at = `${keyedIn(place, 'line', when ?? '')}[${said.length + 1}]`;
      reading.note(['scripts', index, 'lines', when ?? '', said.length], line);
      said.push(reading.text(line, at, ['when']));
      return at;
    },
  });
  return { language: readLanguage(reading, element, ['scripts', index]), lines: Object.fromEntries(lines) };
}

/** Reads a text that may stand only once. */
function readOnce({ reading, element, place }: Section, texts: Map<string, string>, path: readonly (string | number)[]): string {
  if (texts.has(element.name)) reading.blame(element, `<${element.name}> stands twice`);
  else reading.note(path, element);
  texts.set(element.name, reading.text(element, place));
  return place;
}

function readLanguage(reading: Reading, element: XmlElement, path: readonly (string | number)[]): string {
  reading.note([...path, 'language'], element, 'lang');
  return attributeOf(element, 'lang') ?? plainLanguage;
}
