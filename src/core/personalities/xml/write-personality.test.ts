import fc from 'fast-check';
import { XMLParser, XMLValidator } from 'fast-xml-parser';
import { describe, expect, it } from 'vitest';
import { greetingKinds, type KeptNode, type Personality, personalitySchema, ratings, sliderNames } from '../personality.ts';
import { type Branch, canonicalTree } from './canonical-tree.ts';
import { readPersonality } from './read-personality.ts';
import { writePersonality } from './write-personality.ts';
import { legalText, withoutOuterSpace } from './xml-characters.ts';

const identity = { id: 'any', revision: 1 } as const;

/** Text as people, programs and attackers write it. */
const pieces = [
  '\n',
  '\n   ',
  '  ',
  '\t',
  '\r',
  '\r\n',
  ']]>',
  '<b>',
  '</system>',
  '&',
  '&amp;',
  '&#13;',
  '"',
  "'",
  '<!--',
  '-->',
  '<![CDATA[',
  '<?x?>',
  '<!DOCTYPE a>',
  '{{char}}',
  '😀',
  '👩‍👧',
  '\uFEFF',
  '\u00A0',
  '\uFFFD',
  'العربية',
  '007',
];
const text = (most: number): fc.Arbitrary<string> =>
  fc
    .array(
      fc.oneof(fc.constantFrom(...pieces), fc.string({ unit: 'grapheme', maxLength: 6 }), fc.string({ unit: 'binary', maxLength: 3 })),
      { maxLength: 14 },
    )
    .map((parts) => parts.join('').slice(0, most))
    .filter((joined) => legalText.test(joined));
const language = fc.constantFrom('en', 'de', 'pt-BR', 'zh-Hant-TW');
const level = fc.oneof(fc.integer({ min: 0, max: 100 }), fc.double({ min: 0, max: 100, noNaN: true })).map((number) => number + 0);
const short = { maxLength: 4 } as const;

const body = fc.record({
  ...identity_(),
  name: text(80).filter((name) => name.trim() !== ''),
  tagline: text(200),
  rating: fc.constantFrom(...ratings),
  adult: fc.boolean(),
  pronouns: text(40),
  creator: text(200),
  licence: text(200),
  version: text(40),
  tags: fc.array(text(60), short),
  system: text(12_000),
  backstory: text(12_000),
  knowledge: fc.array(text(2000), short),
  sliders: fc.dictionary(fc.constantFrom(...sliderNames), level),
  boundaries: fc.array(fc.record({ language, text: text(2000) }), short),
  greetings: fc.array(
    fc.record({ kind: fc.constantFrom(...greetingKinds), language, text: text(1500).filter((greeting) => greeting !== '') }),
    short,
  ),
  examples: fc.array(
    fc.record({
      about: text(60),
      language,
      lines: fc.array(fc.record({ by: fc.constantFrom('person', 'character'), text: text(2000) }), { minLength: 1, maxLength: 4 }),
    }),
    short,
  ),
  lore: fc.uniqueArray(
    fc.record({
      id: text(64),
      keys: fc.array(text(200), short),
      also: fc.array(text(200), short),
      text: text(4000),
      pinned: fc.boolean(),
      priority: fc.integer(),
    }),
    { ...short, selector: ({ id }) => id },
  ),
  reminder: text(2000),
  scripts: fc.array(
    fc.record({
      language,
      lines: fc.dictionary(fc.oneof(text(20), fc.constantFrom('constructor', '1')), fc.array(text(1000), { minLength: 1, maxLength: 3 }), {
        maxKeys: 3,
      }),
    }),
    { maxLength: 2 },
  ),
  checks: fc.uniqueArray(fc.record({ id: text(64), ask: text(1000), expect: text(1000) }), { ...short, selector: ({ id }) => id }),
  hints: fc.record(
    { temperature: fc.double({ min: 0, max: 2, noNaN: true }).map((number) => number + 0), maxTokens: fc.integer({ min: 1 }) },
    { requiredKeys: [] },
  ),
});

const attributes = fc.dictionary(fc.constantFrom('x', 'constructor', 'xml:lang', 'größe', '_1'), text(20), { maxKeys: 3 });
const comment = text(30).filter((words) => !words.includes('--') && !words.endsWith('-') && !words.includes('\r'));
const leaf = fc.oneof(
  comment.map((words): KeptNode => ({ name: '#comment', attributes: {}, text: words, children: [] })),
  comment
    .filter((words) => withoutOuterSpace(words) === words && !words.includes('?>'))
    .map((words): KeptNode => ({ name: '?later', attributes: {}, text: words, children: [] })),
);
/** An element that nothing has a word for, with all that can be in it. */
const element: fc.Arbitrary<KeptNode> = fc.letrec<{ node: KeptNode }>((tie) => ({
  node: fc
    .record({
      name: fc.constantFrom('mood', 'constructor', '__proto__', 'prefix:name', 'größe', 'original-persona'),
      attributes,
      unusual: fc.option(text(5)),
      text: text(20),
      children: fc.array(fc.oneof({ depthSize: 'small' }, leaf, tie('node'), text(10).map(words)), { maxLength: 3 }),
    })
    .map(({ unusual, children, ...node }) => ({
      ...node,
      children: [...(unusual === null ? [] : [unusualAttribute(unusual)]), ...apart(children)],
    })),
})).node;
const stray = text(20).map(withoutOuterSpace).map(words);

function words(said: string): KeptNode {
  return { name: '#text', attributes: {}, text: said, children: [] };
}

function unusualAttribute(value: string): KeptNode {
  return { name: '@__proto__', attributes: {}, text: value, children: [] };
}

/** As a reader finds them: no empty text, no two texts side by side, none at the beginning (it is the element's own). */
function apart(nodes: readonly KeptNode[], canBegin = false): readonly KeptNode[] {
  const isText = (node: KeptNode | undefined): boolean => node?.name === '#text';
  return nodes.filter((node, index) => !isText(node) || (node.text !== '' && (index === 0 ? canBegin : !isText(nodes[index - 1]))));
}

/** Where something can be kept, and what. */
function placesFor(branch: Branch): readonly (readonly [string, fc.Arbitrary<Pick<KeptNode, 'attributes' | 'children'>>])[] {
  const isRoot = branch.place === '/';
  const isLeaf = branch.text !== undefined;
  const among = fc.array(fc.oneof(leaf, element, stray), short).map((nodes) => apart(nodes, true));
  const inside = isLeaf ? fc.array(fc.oneof(leaf, element), short) : among;
  const around = fc.array(leaf, short);
  return [
    [branch.place, fc.record({ attributes, children: inside })],
    [`before ${branch.place}`, fc.record({ attributes: fc.constant({}), children: isRoot ? around : among })],
    ...(isRoot ? [[`after ${branch.place}`, fc.record({ attributes: fc.constant({}), children: around })] as const] : []),
    ...(branch.branches ?? []).flatMap(placesFor),
  ];
}

const personality: fc.Arbitrary<Personality> = body.chain((said) => {
  const bare = personalitySchema.parse(said);
  const places = placesFor(canonicalTree(bare));
  return fc
    .subarray([...places], { maxLength: 6 })
    .chain((chosen) => fc.tuple(...chosen.map(([name, found]) => found.map((parts): KeptNode => ({ name, text: '', ...parts })))))
    .map((kept) => ({
      ...bare,
      kept: kept
        .filter(({ attributes: found, children }) => Object.keys(found).length > 0 || children.length > 0)
        .toSorted((a, b) => (a.name < b.name ? -1 : 1)),
    }));
});

function identity_() {
  return { id: fc.constant(identity.id), revision: fc.constant(identity.revision) };
}

function read(xml: string): Personality {
  const result = readPersonality(xml, identity);
  if (!result.ok) throw new Error(`${JSON.stringify(result.faults)}\n${xml.slice(0, 3000)}`);
  return result.personality;
}

describe('writing a personality', () => {
  it('and reading it gives the same, with all that is kept', () => {
    fc.assert(
      fc.property(personality, (one) => {
        expect(read(writePersonality(one))).toEqual(one);
      }),
      { numRuns: 400 },
    );
  });

  it('is the same every time', () => {
    fc.assert(
      fc.property(personality, (one) => {
        const written = writePersonality(one);
        expect(writePersonality(read(written))).toBe(written);
      }),
    );
  });

  it('gives XML that another reader takes as well, with the same text', () => {
    const parser = new XMLParser({
      processEntities: true,
      parseTagValue: false,
      trimValues: false,
      cdataPropName: '#cdata',
      ignoreAttributes: false,
    });
    fc.assert(
      fc.property(personality, (one) => {
        expect(XMLValidator.validate(writePersonality(one))).toBe(true);
      }),
    );
    const told = { ...identity, name: 'x', rating: 'adult', system: 'a\n  <b> & "c" ]]> 😀 &amp; 007', tags: ['0.10'] };
    expect(parser.parse(writePersonality(personalitySchema.parse(told)))).toMatchObject({
      personality: { system: { '#text': told.system }, tags: { tag: '0.10' } },
    });
  });

  it('stays within what can be read again, when indentation alone would be too much', () => {
    const dense = `<personality><name>x</name><script>${'<line when="a">0123456789</line>'.repeat(8_150)}</script></personality>`;
    const once = read(dense);
    expect(Object.values(once.scripts[0]?.lines ?? {})[0]).toHaveLength(8_150);
    expect(read(writePersonality(once))).toEqual(once);
  });

  it('is in a fixed order, indented, without what is empty', () => {
    expect(
      writePersonality(
        personalitySchema.parse({
          ...identity,
          name: 'Ada & Bo',
          rating: 'adult',
          adult: true,
          system: ' <b>bold</b> ',
          sliders: { openness: 3, warmth: 50 },
          lore: [{ id: 'a"b', keys: ['k'], text: '' }],
          hints: { maxTokens: 9 },
          kept: [{ name: 'homeless', attributes: { x: '1\n2' }, text: 'x', children: [] }],
        }),
      ),
    ).toBe(`<?xml version="1.0" encoding="UTF-8"?>
<personality id="any" revision="1" rating="adult" adult="true">
  <name>Ada &amp; Bo</name>
  <system xml:space="preserve"> &lt;b>bold&lt;/b> </system>
  <traits>
    <trait name="warmth" value="50"/>
    <trait name="openness" value="3"/>
  </traits>
  <lore>
    <entry id="a&quot;b">
      <key>k</key>
      <text/>
    </entry>
  </lore>
  <hints max-tokens="9"/>
  <homeless x="1&#10;2">x</homeless>
</personality>
`);
  });

  it('leaves text full of markup readable, whatever ends it holds', () => {
    const system = `${'<li>one & two</li>'.repeat(5)}]]>]]>`;
    const written = writePersonality(personalitySchema.parse({ ...identity, name: 'x', rating: 'adult', system }));
    expect(written).toContain('<system><![CDATA[<li>one & two</li><li>');
    expect(read(written).system).toBe(system);
  });

  it.each([
    ['a control character', '\u0001'],
    ['half a surrogate pair', '\uD800'],
    ['the character that is none', '\uFFFF'],
  ])('never meets %s: the schema refuses it', (_, character) => {
    for (const part of [
      { system: character },
      { name: `a${character}` },
      { tags: [character] },
      { kept: [words(character)] },
      { scripts: [{ language: 'en', lines: { [character]: [] } }] },
    ])
      expect(personalitySchema.safeParse({ ...identity, name: 'x', rating: 'adult', ...part }).success).toBe(false);
  });
});
