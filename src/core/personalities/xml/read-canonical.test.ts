import { describe, expect, it } from 'vitest';
import type { Personality } from '../personality.ts';
import { readPersonality } from './read-personality.ts';
import { writePersonality } from './write-personality.ts';

const identity = { id: 'imported', revision: 3 } as const;

function read(xml: string): Personality {
  const result = readPersonality(xml, identity);
  if (!result.ok) throw new Error(JSON.stringify(result.faults));
  return result.personality;
}

function faultsIn(xml: string): readonly string[] {
  const result = readPersonality(xml, identity);
  return result.ok ? [] : result.faults.map(({ line, column, message }) => `${line}:${column} ${message}`);
}

/** A personality with a name and these lines, which begin in line 2. */
const withName = (...lines: readonly string[]): string => `<personality><name>Vesper</name>\n${lines.join('\n')}\n</personality>`;

describe('a personality file', () => {
  it('may say everything', () => {
    expect(
      read(`<?xml version="1.0" encoding="UTF-8"?>
<personality id="vesper" revision="7" rating="everyone" adult="true">
  <name>Vesper</name> <tagline>Keeps the lamp.</tagline> <pronouns>she/her</pronouns> <creator>me</creator> <licence>CC0</licence> <version>1.3</version>
  <tags><tag>sea</tag><tag>night</tag></tags>
  <system>She keeps a lighthouse.</system> <backstory>Born at sea.</backstory>
  <knowledge><item>Tides</item></knowledge>
  <traits><trait name="warmth" value="62.5"/><trait name="stability" value="0"/></traits>
  <boundaries><boundary lang="de">Keine Seekarten.</boundary></boundaries>
  <greetings><greeting kind="return" lang="pt-BR">Olá.</greeting></greetings>
  <examples><example about="goodbye" lang="en"><person>Bye</person><character>Mind the step.</character></example></examples>
  <lore><entry id="lamp" pinned="true" priority="-2"><key>lamp</key><key>/li+ght/</key><also>oil</also><text>It burns oil.</text></entry></lore>
  <reminder>Short.</reminder>
  <script lang="en"><line when="greet-open">Ahoy.</line><line when="bye-open">Bye.</line><line when="greet-open">Evening.</line></script>
  <checks><check id="c1"><ask>Who are you?</ask><expect>Vesper</expect></check></checks>
  <hints temperature="0.7" max-tokens="400"/>
</personality>`),
    ).toEqual({
      ...identity,
      name: 'Vesper',
      tagline: 'Keeps the lamp.',
      rating: 'everyone',
      adult: true,
      pronouns: 'she/her',
      creator: 'me',
      licence: 'CC0',
      version: '1.3',
      tags: ['sea', 'night'],
      system: 'She keeps a lighthouse.',
      backstory: 'Born at sea.',
      knowledge: ['Tides'],
      sliders: { warmth: 62.5, stability: 0 },
      boundaries: [{ language: 'de', text: 'Keine Seekarten.' }],
      greetings: [{ kind: 'return', language: 'pt-BR', text: 'Olá.' }],
      examples: [
        {
          about: 'goodbye',
          language: 'en',
          lines: [
            { by: 'person', text: 'Bye' },
            { by: 'character', text: 'Mind the step.' },
          ],
        },
      ],
      lore: [{ id: 'lamp', keys: ['lamp', '/li+ght/'], also: ['oil'], text: 'It burns oil.', pinned: true, priority: -2 }],
      reminder: 'Short.',
      scripts: [{ language: 'en', lines: { 'greet-open': ['Ahoy.', 'Evening.'], 'bye-open': ['Bye.'] } }],
      checks: [{ id: 'c1', ask: 'Who are you?', expect: 'Vesper' }],
      hints: { temperature: 0.7, maxTokens: 400 },
      kept: [],
    });
  });

  it('needs a name only; without a rating it counts as mature', () => {
    expect(read('<personality><name>Vesper</name></personality>')).toMatchObject({
      name: 'Vesper',
      rating: 'mature',
      adult: false,
      sliders: {},
    });
  });

  it('loses its indentation, unless it says that white space is meant', () => {
    const text = '\n      One.\n        Two, indented.\n\n      Three.\n    ';
    expect(read(withName(`<system>${text}</system>`)).system).toBe('One.\n  Two, indented.\n\nThree.');
    expect(read(withName(`<system xml:space="preserve">${text}</system>`)).system).toBe(text);
  });

  it('says which id it claims, whoever gives the identity', () => {
    const xml = '<personality id="vesper" revision="7"><name>Vesper</name></personality>';
    expect(readPersonality(xml, identity)).toMatchObject({ ok: true, declaredId: 'vesper', personality: identity, dialect: 'canonical' });
    expect(readPersonality(xml)).toMatchObject({ ok: true, declaredId: 'vesper', personality: { id: 'vesper', revision: 7 } });
    expect(readPersonality(withName(), identity)).not.toHaveProperty('declaredId');
  });

  it('must have an identity of its own when nobody gives one', () => {
    expect(readPersonality(withName())).toEqual({
      ok: false,
      faults: [
        { line: 1, column: 1, message: '<personality> must have an id' },
        { line: 1, column: 1, message: '<personality> must have a revision' },
      ],
    });
  });

  it('may leave out the ids of lore and checks: each gets a free one', () => {
    const { lore } = read(withName('<lore><entry/><entry id="entry-1"/><entry/></lore>'));
    expect(lore.map(({ id }) => id)).toEqual(['entry-2', 'entry-1', 'entry-3']);
  });
});

describe('a faulty personality file', () => {
  it('is told with the words that the bot shows', () => {
    const xml = `<personality>\n  <name>Vesper</name>\n${'\n'.repeat(37)}  <traits>\n        <trait name="warmth" value="very"/></traits></personality>`;
    expect(faultsIn(xml).map((fault) => fault.replace(/^(\d+):(\d+)/, 'vesper.xml line $1, column $2:'))).toEqual([
      'vesper.xml line 41, column 9: <trait value="very"> must be 0 to 100',
    ]);
  });

  it.each([
    ['no name', '<personality>\n</personality>', '1:1 <name> is missing'],
    ['an empty name', '<personality>\n<name> </name></personality>', '2:1 <name> must not be empty'],
    ['a name without end', `<personality><name>${'x'.repeat(81)}</name></personality>`, '1:14 <name> is longer than 80 characters'],
    ['too much text', withName('', `  <system>${'x'.repeat(12_001)}</system>`), '3:3 <system> is longer than 12,000 characters'],
    ['a level beyond 100', withName('<traits><trait name="warmth" value="101"/></traits>'), '2:9 <trait value="101"> must be 0 to 100'],
    ['a level below 0', withName('<traits><trait name="warmth" value="-1"/></traits>'), '2:9 <trait value="-1"> must be 0 to 100'],
    [
      'a level that only JavaScript reads',
      withName('<traits><trait name="warmth" value="0x10"/></traits>'),
      '2:9 <trait value="0x10"> must be 0 to 100',
    ],
    ['a trait without a level', withName('<traits><trait name="warmth"/></traits>'), '2:9 <trait value=""> must be 0 to 100'],
    [
      'an unknown trait',
      withName('<traits><trait name="warmht" value="1"/></traits>'),
      '2:9 <trait name="warmht"> must be directness, warmth, formality, empathy, humor, verbosity, openness, conscientiousness, extraversion, agreeableness or stability',
    ],
    [
      'a trait named constructor',
      withName('<traits><trait name="constructor" value="1"/></traits>'),
      /^2:9 <trait name="constructor"> must be directness/,
    ],
    [
      'a trait twice',
      withName('<traits><trait name="warmth" value="1"/>', '<trait name="warmth" value="2"/></traits>'),
      '3:1 <trait name="warmth"> stands twice',
    ],
    [
      'a wrong language',
      withName('<greetings><greeting kind="first" lang="English">Hi</greeting></greetings>'),
      '2:12 <greeting lang="English"> must be a language code like en or pt-BR',
    ],
    [
      'a wrong kind',
      withName('<greetings><greeting kind="hello">Hi</greeting></greetings>'),
      '2:12 <greeting kind="hello"> must be first, return or room',
    ],
    ['an empty greeting', withName('<greetings>', '<greeting lang="en">', '</greeting></greetings>'), '3:1 <greeting> must not be empty'],
    [
      'a wrong rating',
      '<personality rating="teen"><name>x</name></personality>',
      '1:1 <personality rating="teen"> must be everyone, mature or adult',
    ],
    ['a yes that is none', '<personality adult="yes"><name>x</name></personality>', '1:1 <personality adult="yes"> must be true or false'],
    [
      'a wrong id',
      '<personality id="A b"><name>x</name></personality>',
      '1:1 <personality id="A b"> must be lower-case letters, digits and hyphens',
    ],
    [
      'a wrong revision',
      '<personality revision="0.5"><name>x</name></personality>',
      '1:1 <personality revision="0.5"> must be a whole number',
    ],
    ['a part twice', withName('<system>a</system>', '<system>b</system>'), '3:1 <system> stands twice'],
    [
      'a lore id twice',
      withName('<lore><entry id="a"/>', '<entry id="b"/>', '<entry id="a"/></lore>'),
      '4:1 <entry id="a"> must have an id of its own',
    ],
    ['a check id twice', withName('<checks><check id="a"/>', '<check id="a"/></checks>'), '3:1 <check id="a"> must have an id of its own'],
    ['a lore text twice', withName('<lore><entry id="a"><text>1</text>', '<text>2</text></entry></lore>'), '3:1 <text> stands twice'],
    [
      'an importance that is no number',
      withName('<lore><entry id="a" priority="high"/></lore>'),
      '2:7 <entry priority="high"> must be a number',
    ],
    ['an example without lines', withName('<examples><example/></examples>'), '2:11 <example> must hold something'],
    [
      'an example without end',
      withName(`<examples><example>${'<person>x</person>'.repeat(21)}</example></examples>`),
      '2:11 <example> holds more than 20 parts',
    ],
    ['too many tags', withName(`<tags>${'<tag>x</tag>'.repeat(51)}</tags>`), '2:1 <tags> holds more than 50 parts'],
    ['a line for no occasion', withName('<script><line>x</line></script>'), '2:9 <line> must say when="…"'],
    ['heat beyond 2', withName('<hints temperature="2.5"/>'), '2:1 <hints temperature="2.5"> must be at most 2'],
    ['no tokens at all', withName('<hints max-tokens="0"/>'), '2:1 <hints max-tokens="0"> must be more than 0'],
    ['another root', '<character/>', '1:1 <character> is no personality: the outermost element must be <personality> or <persona>'],
    [
      'a value without end',
      withName(`<traits><trait name="warmth" value="${'9'.repeat(9999)}"/></traits>`),
      `2:9 <trait value="${'9'.repeat(59)}…"> must be 0 to 100`,
    ],
  ])('%s is refused at its element', (_, xml, fault) => {
    expect(faultsIn(xml)).toEqual([typeof fault === 'string' ? fault : expect.stringMatching(fault)]);
  });

  it('is told every fault at once, in the order of the file', () => {
    expect(
      faultsIn(`<personality rating="teen">
  <traits><trait name="warmth" value="very"/><trait name="humor" value="999"/></traits>
  <greetings>
    <greeting kind="hello" lang="e"> </greeting>
    <greeting kind="first" lang="en">Hi</greeting>
  </greetings>
  <lore><entry id="a"><text>${'x'.repeat(4001)}</text></entry><entry id="a"/></lore>
</personality>`),
    ).toEqual([
      '1:1 <name> is missing',
      '1:1 <personality rating="teen"> must be everyone, mature or adult',
      '2:11 <trait value="very"> must be 0 to 100',
      '2:46 <trait value="999"> must be 0 to 100',
      '4:5 <greeting kind="hello"> must be first, return or room',
      '4:5 <greeting lang="e"> must be a language code like en or pt-BR',
      '4:5 <greeting> must not be empty',
      '7:23 <text> is longer than 4,000 characters',
      expect.stringMatching(/^7:40\d\d <entry id="a"> must have an id of its own$/),
    ]);
  });

  it('with fifteen thousand faults still tells them all', () => {
    const faults = faultsIn(withName(`<script>${'\n<line/>'.repeat(15_000)}</script>`));
    expect(faults).toHaveLength(15_000);
    expect(faults.at(-1)).toBe('15002:1 <line> must say when="…"');
  });

  it('with a list far too long is told that, not each of its parts', () => {
    expect(faultsIn(withName(`<greetings>${'<greeting kind="x"/>'.repeat(61)}</greetings>`))).toEqual([
      '2:1 <greetings> holds more than 60 parts',
    ]);
  });
});

describe('what the bot has no word for', () => {
  const xml = `<?xml version="1.0" encoding="UTF-8"?>
<!-- by hand -->
<personality id="imported" revision="3" rating="mature" mood="stormy">
  <name nick="Vee">Vesper</name>
  <!-- who she is -->
  <system>She waits.<!-- for whom? --></system>
  <weather kind="fog"><wind>9</wind> stray &amp; kept</weather>
  <traits>
    <trait name="warmth" value="60" why="she mends nets"/>
    <!-- more later -->
  </traits>
  <greetings>
    loose words
    <greeting kind="first" lang="en" tone="low">Evening.</greeting>
  </greetings>
  <?later now?>
</personality>
<!-- end -->
`;

  it('is written back where it stood', () => {
    expect(writePersonality(read(xml))).toBe(
      xml
        .replace(/ {2}<weather.*\n/, '')
        .replace('  <traits>', '  <weather kind="fog"><wind>9</wind> stray &amp; kept</weather>\n  <traits>'),
    );
  });

  it('goes with what it belongs to when an author moves things, and never breaks the file', () => {
    const personality = read(xml);
    const emptied = read(writePersonality({ ...personality, sliders: {}, greetings: [], system: '' }));
    expect(emptied).toMatchObject({ sliders: {}, greetings: [], system: '' });
    const written = writePersonality(emptied);
    expect(written).toContain('<!-- who she is -->\n  <system><!-- for whom? --></system>');
    expect(written).toContain('loose words');
    expect(written).not.toContain('she mends nets');
  });

  it('may be called as JavaScript calls its own things, and changes nothing there', () => {
    const wild = `<personality __proto__="a" constructor="b" toString="c"><name>Vesper</name>
      <__proto__ polluted="yes"><constructor __proto__="d">e</constructor></__proto__>
      <lore><entry id="__proto__" __proto__="f"><key>__proto__</key></entry></lore>
      <script><line when="__proto__">g</line><line when="constructor">h</line></script></personality>`;
    const personality = read(wild);
    expect(Object.hasOwn(Object.prototype, 'polluted')).toBe(false);
    expect(Object.keys(personality.scripts[0]?.lines ?? {})).toEqual(['constructor']);
    const written = writePersonality(personality);
    expect(read(written)).toEqual(personality);
    for (const piece of [
      '__proto__="a"',
      'constructor="b"',
      'toString="c"',
      '<__proto__ polluted="yes">',
      '<constructor __proto__="d">e</constructor>',
    ])
      expect(written).toContain(piece);
    expect(written).toMatch(/<entry id="__proto__" __proto__="f">/);
    expect(written).toContain('<line when="__proto__">g</line>');
  });

  it('comes through a database, which stores JSON', () => {
    const personality = read(xml);
    expect(writePersonality(JSON.parse(JSON.stringify(personality)))).toBe(writePersonality(personality));
  });
});
