import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { parseXml } from './parse-xml.ts';
import { type ReadResult, readPersonality } from './read-personality.ts';
import { writePersonality } from './write-personality.ts';
import { withoutOuterSpace } from './xml-characters.ts';
import type { XmlNode } from './xml-node.ts';

const identity = { id: 'imported', revision: 1 } as const;

function read(xml: string): ReadResult & { readonly ok: true } {
  const result = readPersonality(xml, identity);
  if (!result.ok) throw new Error(JSON.stringify(result.faults));
  return result;
}

function faultsIn(xml: string): readonly string[] {
  const result = readPersonality(xml, identity);
  return result.ok ? [] : result.faults.map(({ line, column, message }) => `${line}:${column} ${message}`);
}

describe('a <persona> file', () => {
  const xml = `<?xml version="1.0" encoding="UTF-8"?>
<persona name="Odo">
  <description>Odo repairs clocks. He talks to them.</description>
  <category>Craft</category>
  <tags><tag>Time</tag></tags>
  <core_traits>
    <openness value="0.57" description="Tries odd tools"/>
    <emotional_stability value="1"/>
    <patience value="0.4" description="Waits for springs"/>
  </core_traits>
  <communication_style primary="direct" secondary="dry"><description>Few words.</description></communication_style>
  <interaction_style pace="slow" formality="casual"><description>Looks up rarely.</description></interaction_style>
  <communication_preferences>
    <challenges><challenge>Forgets people</challenge><challenge>Hums</challenge></challenges>
    <adaptation_strategies><strategy>Looks at faces</strategy></adaptation_strategies>
  </communication_preferences>
  <model name="any-model" temperature="0.70" max_tokens="2000"/>
</persona>`;

  it('becomes a character that is told all of it', () => {
    const { personality, dialect } = read(xml);
    expect(dialect).toBe('persona');
    expect(personality).toMatchObject({
      ...identity,
      name: 'Odo',
      tagline: 'Odo repairs clocks.',
      rating: 'mature',
      tags: ['Time'],
      sliders: { openness: 57, stability: 100, directness: 75, formality: 25 },
      hints: { temperature: 0.7, maxTokens: 2000 },
    });
    expect(personality.system).toBe(`Odo repairs clocks. He talks to them.

Traits:
- Openness: Tries odd tools
- Patience: Waits for springs

Way of speaking:
Few words.
Above all: direct. Also: dry.

Way of dealing with people:
Looks up rarely.
Pace: slow. Formality: casual.

Known weaknesses:
- Forgets people
- Hums

What helps against them:
- Looks at faces`);
  });

  it('keeps what has no home letter by letter, and nothing twice', () => {
    const written = writePersonality(read(xml).personality);
    for (const left of ['<category>Craft</category>', 'value="0.57"', 'value="0.4"', 'temperature="0.70"', '<model name="any-model"'])
      expect(written).toContain(left);
    expect(written).not.toContain('max_tokens');
    expect(written.split('Odo repairs clocks. He talks to them.')).toHaveLength(2);
    expect(readPersonality(written)).toMatchObject({ ok: true, dialect: 'canonical', personality: read(xml).personality });
  });

  it.each([
    ['a level beyond 1', '<core_traits>\n  <openness value="8"/></core_traits>', '2:3 <openness value="8"> must be 0 to 1'],
    ['a level below 0', '<core_traits><openness value="-0.1"/></core_traits>', '1:32 <openness value="-0.1"> must be 0 to 1'],
    ['a level in words', '<core_traits><openness value="very"/></core_traits>', '1:32 <openness value="very"> must be 0 to 1'],
    ['a level of a trait we do not know', '<core_traits><wit value="3"/></core_traits>', '1:32 <wit value="3"> must be 0 to 1'],
    ['a tag without end', `<tags><tag>${'x'.repeat(61)}</tag></tags>`, '1:25 <tag> is longer than 60 characters'],
    ['a heat that is none', '<model temperature="hot"/>', '1:19 <model temperature="hot"> must be a number'],
    ['more than a prompt holds', `<goals>${'x'.repeat(12_001)}</goals>`, '1:1 <persona> is longer than 12,000 characters'],
  ])('with %s is refused at its element', (_, part, fault) => {
    expect(faultsIn(`<persona name="x">${part}</persona>`)).toEqual([fault]);
  });

  it('must have a name', () => {
    expect(faultsIn('<persona>\n<core_traits><openness value="9"/></core_traits></persona>')).toEqual([
      '1:1 <persona> must have a name',
      '2:14 <openness value="9"> must be 0 to 1',
    ]);
  });

  it('that could not be read again once it is written in the canonical form is refused', () => {
    const nested = (levels: number): string => `<persona name="x">${'<a>'.repeat(levels)}<b/>${'</a>'.repeat(levels)}</persona>`;
    expect(faultsIn(nested(29))).toEqual([]);
    expect(faultsIn(nested(30))).toEqual(['1:1 elements are nested deeper than 32 levels, once it is written back']);
    expect(faultsIn(nested(31))).toEqual(['1:112 elements are nested deeper than 32 levels']);
    const many = `<persona name="x"><category>${'x'.repeat(256 * 1024 - 60)}</category></persona>`;
    expect(faultsIn(many)).toEqual(['1:1 the file is larger than 256 KiB, once it is written back']);
  });

  it('takes figures and other things that are no traits for what they are', () => {
    expect(faultsIn('<persona name="x"><habits><sleep value="8"/></habits><style><sentences>12</sentences></style></persona>')).toEqual([]);
  });
});

describe('an older <personality> file', () => {
  const xml = `<personality name="Ilse" version="2.1">
  <traits><trait name="empathy" value="0.9" description="Hears what is not said"/><trait name="thrift" value="0.3"/></traits>
  <style><tone>brisk</tone><formality>0.6</formality><humor_level>0.7</humor_level></style>
  <knowledge>
    <domains><domain>Bees</domain></domains><skills><skill>Grafting</skill></skills>
    <interests><interest>Weather</interest><interest>Maps</interest></interests>
  </knowledge>
  <backstory>
    <background>Ilse keeps an orchard.</background>
    <experiences><experience>Two floods</experience><experience>A prize</experience></experiences>
    <goals><goal>Feed the village</goal><goal>Plant walnuts</goal></goals>
  </backstory>
</personality>`;

  it('becomes a character with knowledge and a story', () => {
    const { personality, dialect } = read(xml);
    expect(dialect).toBe('personality');
    expect(personality).toMatchObject({
      name: 'Ilse',
      version: '2.1',
      tagline: 'Ilse keeps an orchard.',
      knowledge: ['Bees', 'Grafting'],
      sliders: { empathy: 90, formality: 60, humor: 70 },
    });
    expect(personality.backstory).toBe('Ilse keeps an orchard.\n\nExperiences:\n- Two floods\n- A prize');
    expect(personality.system).toBe(`Traits:
- Empathy: Hears what is not said
- Thrift: value 0.3

Way of speaking:
Tone: brisk.

Interests:
- Weather
- Maps

Goals:
- Feed the village
- Plant walnuts`);
  });

  it('with a level beyond 1 is refused at its element', () => {
    expect(faultsIn('<personality name="x">\n<style><formality>7</formality></style></personality>')).toEqual([
      '2:8 <formality> must be 0 to 1',
    ]);
  });

  it('is told from the canonical form by its name', () => {
    expect(read('<personality name="x"/>').dialect).toBe('personality');
    expect(read('<personality name="x"><name>y</name></personality>')).toMatchObject({ dialect: 'canonical', personality: { name: 'y' } });
    expect(faultsIn('<personality id="x"/>')).toEqual(['1:1 <name> is missing']);
  });
});

describe('the sample files beside the project', () => {
  const folder = join(import.meta.dirname, '../../../../../shared/data/personas');

  it('are read, and every text and every attribute value of them is in the export', () => {
    if (!existsSync(folder)) {
      console.warn(`SKIPPED: the sample personas are not there (${folder}); the older dialects were tested with made-up files only.`);
      return;
    }
    const files = readdirSync(folder).filter((name) => name.endsWith('.xml'));
    expect(files.length).toBeGreaterThanOrEqual(5);
    for (const file of files) {
      const xml = readFileSync(join(folder, file), 'utf8');
      const { personality } = read(xml);
      const exported = writePersonality(personality);
      const held = new Set(
        wordsIn(exported).flatMap((words) => [words, ...words.split('\n').flatMap((line) => [line, line.replace(/^- /, '')])]),
      );
      const asked = wordsIn(xml);
      expect(asked.length).toBeGreaterThan(20);
      expect(asked.filter((words) => !held.has(words) && !wordsIn(exported).some((other) => other.includes(words)))).toEqual([]);
      expect(readPersonality(exported, identity)).toMatchObject({ ok: true, dialect: 'canonical', personality });
      expect(Object.keys(personality.sliders).length).toBeGreaterThanOrEqual(3);
      expect(`${personality.system}${personality.backstory}`.length).toBeGreaterThan(400);
    }
  });
});

/** Every text and attribute value of a file. */
function wordsIn(xml: string): readonly string[] {
  const parsed = parseXml(xml);
  if (!parsed.ok) throw new Error(JSON.stringify(parsed.fault));
  const walk = (node: XmlNode): readonly string[] => {
    if (node.kind === 'element') return [...node.attributes.map(({ value }) => value), ...node.children.flatMap(walk)];
    return node.kind === 'text' ? [withoutOuterSpace(node.text)] : [];
  };
  return walk(parsed.document.root).filter((words) => words !== '');
}
