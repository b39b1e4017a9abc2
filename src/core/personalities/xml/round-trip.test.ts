import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Personality } from '../personality.ts';
import { readPersonality } from './read-personality.ts';
import { writePersonality } from './write-personality.ts';

const identity = { id: 'any', revision: 1 } as const;

function read(xml: string): Personality {
  const result = readPersonality(xml, identity);
  if (!result.ok) throw new Error(`${JSON.stringify(result.faults)}\n${xml.slice(0, 3000)}`);
  return result.personality;
}

/** Every piece of content of a file carries one of these, so that none can hide. */
const word = fc.nat(1e9).map((number) => `w${number}w`);
const marks = /w\d+w/g;
const space = fc.constantFrom('', ' ', '\n', '\r\n\t', '\n\n    ');
const content = fc
  .tuple(space, word, fc.constantFrom('', ' &amp; ', ' &#13;', '&#x1F600;', '<![CDATA[<i>]]>', '\n  more'), space)
  .map((parts) => parts.join(''));
const attributes = fc
  .uniqueArray(fc.tuple(fc.constantFrom('x', 'constructor', '__proto__', 'größe', 'description'), word), {
    selector: ([name]) => name,
    maxLength: 2,
  })
  .map((pairs) => pairs.map(([name, value]) => ` ${name}='${value}'`).join(''));
const unknown: fc.Arbitrary<string> = fc.letrec<{ node: string }>((tie) => ({
  node: fc.oneof(
    { depthSize: 'small', withCrossShrink: true },
    content,
    word.map((said) => `<!-- ${said} -->`),
    word.map((said) => `<?later ${said}?>`),
    fc
      .tuple(fc.constantFrom('mood', '__proto__', 'a:b', 'größe', 'original'), attributes, fc.array(tie('node'), { maxLength: 3 }))
      .map(([name, found, inner]) => (inner.length === 0 ? `<${name}${found} />` : `<${name}${found}>${inner.join('')}</${name} >`)),
  ),
})).node;
const among = (known: fc.Arbitrary<string>): fc.Arbitrary<string> =>
  fc
    .array(fc.oneof({ weight: 2, arbitrary: known }, { weight: 1, arbitrary: unknown }, { weight: 1, arbitrary: space }), { maxLength: 5 })
    .map((parts) => parts.join(''));
const element = (name: string, own: string, inner: fc.Arbitrary<string>): fc.Arbitrary<string> =>
  fc.tuple(attributes, inner).map(([found, inside]) => `<${name}${own}${found}>${inside}</${name}>`);
/** Text with what does not belong there. */
const texts = fc.tuple(content, fc.oneof(fc.constant(''), unknown)).map((parts) => parts.join(''));

const sections = [
  element('tagline', '', texts),
  element('system', '', texts),
  element('system2', '', texts),
  element('tags', '', among(element('tag', '', texts))),
  element('knowledge', '', among(element('item', '', texts))),
  element('traits', '', among(fc.constantFrom(''))).map((xml) =>
    xml.replace('</traits>', '<trait name="humor" value="7" why="w1w"/></traits>'),
  ),
  element('greetings', '', among(element('greeting', ' kind="room" lang="de"', texts))),
  element(
    'examples',
    '',
    among(
      element(
        'example',
        ' lang="de"',
        texts.map((said) => `<person>${said}</person>`),
      ),
    ),
  ),
  element('lore', '', among(element('entry', '', among(element('key', '', texts))))),
  element('script', ' lang="en"', among(element('line', ' when="a"', texts))),
  element('checks', '', among(element('check', '', element('ask', '', texts)))),
] as const;

const canonical = fc
  .tuple(
    fc.shuffledSubarray([...sections]).chain((chosen) => fc.tuple(...chosen)),
    fc.array(unknown, { maxLength: 3 }),
    attributes,
    space,
  )
  .map(([known, strange, found, gap]) => {
    const parts = known.flatMap((part, index) => [part, strange[index] ?? '', gap]);
    return `<!-- w7w --><personality mood="w8w"${found}>${gap}${parts.join('')}<name>Any</name></personality>`;
  });

const persona = fc
  .tuple(
    fc.constantFrom('persona', 'personality'),
    attributes,
    among(
      fc.oneof(
        element('description', '', texts),
        element('category', '', texts),
        element('tags', '', among(element('tag', '', texts))),
        element('core_traits', '', among(element('openness', ' value="0.57"', texts))),
        element('style', '', among(element('tone', '', texts))),
        element('interaction_style', ' pace="w9w" formality="casual"', among(texts)),
        element('knowledge', '', among(element('domains', '', among(element('domain', '', texts))))),
        element('backstory', '', among(element('background', '', texts))),
        element('goals', '', among(element('goal', '', texts))),
      ),
    ),
  )
  .map(([root, found, inner]) => `<${root} name="w10w"${found}>${inner}<model name="w11w" temperature="0.50" max_tokens="20"/></${root}>`);

describe.each([
  ['the canonical form', canonical],
  ['the older dialects', persona],
])('a file of %s with parts that nobody knows', (_, files) => {
  it('is the same after it was written and read again', () => {
    fc.assert(
      fc.property(files, (xml) => {
        const once = read(xml);
        expect(read(writePersonality(once))).toEqual(once);
      }),
      { numRuns: 400 },
    );
  });

  it('loses not one word', () => {
    fc.assert(
      fc.property(files, (xml) => {
        const written = writePersonality(read(xml));
        expect((xml.match(marks) ?? []).filter((mark) => !written.includes(mark))).toEqual([]);
      }),
      { numRuns: 400 },
    );
  });
});
