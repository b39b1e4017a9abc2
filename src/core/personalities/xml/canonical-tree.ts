import { toBase64 } from '../../pictures/base64.ts';
import type { Picture } from '../../pictures/picture.ts';
import { type Personality, sliderNames } from '../personality.ts';
import { keyedIn, nthIn, placeIn, rootPlace } from './kept-places.ts';

/** An element of the canonical form, to be written. It holds text or elements. */
export interface Branch {
  readonly tag: string;
  readonly place: string;
  /** Those with a value, in this order. */
  readonly attributes: readonly (readonly [name: string, value: string | number])[];
  readonly text?: string;
  readonly branches?: readonly Branch[];
}

type Attributes = Branch['attributes'];

/** A personality as the elements it is written in, in their fixed order; parts that are empty are there without content. Its portrait comes last: it is long. */
export function canonicalTree(personality: Personality, portrait?: Picture): Branch {
  const { id, revision, rating, adult, scripts, lore, checks, examples, greetings, boundaries, sliders, hints } = personality;
  const once = (tag: 'tagline' | 'pronouns' | 'creator' | 'licence' | 'version' | 'system' | 'backstory' | 'reminder' | 'name'): Branch =>
    leaf(tag, placeIn(rootPlace, tag), personality[tag]);
  return {
    tag: 'personality',
    place: rootPlace,
    attributes: [['id', id], ['revision', revision], ['rating', rating], ...flag('adult', adult)],
    branches: [
      ...(['name', 'tagline', 'pronouns', 'creator', 'licence', 'version'] as const).map(once),
      list('tags', (at) => personality.tags.map((tag, index) => leaf('tag', nthIn(at, 'tag', index + 1), tag))),
      once('system'),
      once('backstory'),
      list('knowledge', (at) => personality.knowledge.map((item, index) => leaf('item', nthIn(at, 'item', index + 1), item))),
      list('traits', (at) =>
        sliderNames.flatMap((name): readonly Branch[] => {
          const value = sliders[name];
          if (value === undefined) return [];
          return [
            {
              tag: 'trait',
              place: keyedIn(at, 'trait', name),
              attributes: [
                ['name', name],
                ['value', value],
              ],
              branches: [],
            },
          ];
        }),
      ),
      list('boundaries', (at) =>
        boundaries.map(({ language, text }, index) =>
          withAttributes(leaf('boundary', nthIn(at, 'boundary', index + 1), text), [['lang', language]]),
        ),
      ),
      list('greetings', (at) =>
        greetings.map(({ kind, language, text }, index) =>
          withAttributes(leaf('greeting', nthIn(at, 'greeting', index + 1), text), [
            ['kind', kind],
            ['lang', language],
          ]),
        ),
      ),
      list('examples', (at) => examples.map((example, index) => exampleTree(example, nthIn(at, 'example', index + 1)))),
      list('lore', (at) => lore.map((entry) => loreTree(entry, keyedIn(at, 'entry', entry.id)))),
      once('reminder'),
      ...scripts.map((script, index) => scriptTree(script, nthIn(rootPlace, 'script', index + 1))),
      list('checks', (at) => checks.map((check) => checkTree(check, keyedIn(at, 'check', check.id)))),
      {
        tag: 'hints',
        place: placeIn(rootPlace, 'hints'),
        attributes: [
          ...(hints.temperature === undefined ? [] : [['temperature', hints.temperature] as const]),
          ...(hints.maxTokens === undefined ? [] : [['max-tokens', hints.maxTokens] as const]),
        ],
        branches: [],
      },
      ...(portrait === undefined
        ? []
        : [withAttributes(leaf('portrait', placeIn(rootPlace, 'portrait'), toBase64(portrait.bytes)), [['type', portrait.mime]])]),
    ],
  };
}

function exampleTree({ about, language, lines }: Personality['examples'][number], place: string): Branch {
  return {
    tag: 'example',
    place,
    attributes: [...(about === '' ? [] : [['about', about] as const]), ['lang', language]],
    branches: lines.map(({ by, text }, index) => leaf(by, nthIn(place, 'line', index + 1), text)),
  };
}

function loreTree({ id, pinned, priority, keys, also, text }: Personality['lore'][number], place: string): Branch {
  return {
    tag: 'entry',
    place,
    attributes: [['id', id], ...flag('pinned', pinned), ...(priority === 0 ? [] : [['priority', priority] as const])],
    branches: [
      ...keys.map((key, index) => leaf('key', nthIn(place, 'key', index + 1), key)),
      ...also.map((key, index) => leaf('also', nthIn(place, 'also', index + 1), key)),
      leaf('text', placeIn(place, 'text'), text),
    ],
  };
}

function scriptTree({ language, lines }: Personality['scripts'][number], place: string): Branch {
  return {
    tag: 'script',
    place,
    attributes: [['lang', language]],
    branches: Object.entries(lines).flatMap(([when, said]) =>
      said.map((text, index) => withAttributes(leaf('line', `${keyedIn(place, 'line', when)}[${index + 1}]`, text), [['when', when]])),
    ),
  };
}

function checkTree({ id, ask, expect }: Personality['checks'][number], place: string): Branch {
  return {
    tag: 'check',
    place,
    attributes: [['id', id]],
    branches: [leaf('ask', placeIn(place, 'ask'), ask), leaf('expect', placeIn(place, 'expect'), expect)],
  };
}

function list(tag: string, branches: (place: string) => readonly Branch[]): Branch {
  const place = placeIn(rootPlace, tag);
  return { tag, place, attributes: [], branches: branches(place) };
}

function leaf(tag: string, place: string, text: string): Branch {
  return { tag, place, attributes: [], text };
}

function withAttributes(branch: Branch, attributes: Attributes): Branch {
  return { ...branch, attributes };
}

function flag(name: string, value: boolean): Attributes {
  return value ? [[name, 'true']] : [];
}
