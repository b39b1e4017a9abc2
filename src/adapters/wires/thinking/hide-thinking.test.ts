import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createThinkingFilter } from './hide-thinking.ts';

interface Split {
  readonly text: string;
  readonly reasoning: string;
}

function split(...pieces: readonly string[]): Split {
  const filter = createThinkingFilter();
  const out = [...pieces.flatMap((piece) => filter.push(piece)), ...filter.end()];
  expect(out.every(({ text }) => text !== '')).toBe(true);
  const of = (type: 'text' | 'reasoning'): string => out.map((piece) => (piece.type === type ? piece.text : '')).join('');
  return { text: of('text'), reasoning: of('reasoning') };
}

describe('thinking aloud', () => {
  it.each([
    ['<think>Hm.</think>Yes.', 'Yes.', 'Hm.'],
    ['<think>\nHm.\n</think>\n\nYes.', 'Yes.', '\nHm.\n'],
    ['<thinking>Hm.</thinking> Yes.', 'Yes.', 'Hm.'],
    ['<THINK>Hm.</Think>Yes.', 'Yes.', 'Hm.'],
    ['Well. <think>Hm.</think> Yes.', 'Well. Yes.', 'Hm.'],
    ['<think>one</think>A <think>two</think>B', 'A B', 'onetwo'],
    ['<think></think>Yes.', 'Yes.', ''],
    ['<think>never ending', '', 'never ending'],
    ['<think>use `x`</think>Yes.', 'Yes.', 'use `x`'],
    ['lost its beginning</think>Yes.', 'lost its beginningYes.', ''],
    ['no thought at all', 'no thought at all', ''],
    [' starts with a blank', ' starts with a blank', ''],
    ['a < b, a <t and <thin', 'a < b, a <t and <thin', ''],
    ['the tag `<think>` opens it', 'the tag `<think>` opens it', ''],
    ['<th', '<th', ''],
    ['', '', ''],
  ])('%j shows %j', (whole, text, reasoning) => {
    expect(split(whole)).toEqual({ text, reasoning });
    expect(split(...whole)).toEqual({ text, reasoning });
  });

  it('does not depend on where the pieces are cut', () => {
    const word = fc.constantFrom(
      '<think>',
      '</think>',
      '<thinking>',
      '</thinking>',
      '<',
      '>',
      '`',
      'th',
      'ink',
      '/',
      ' ',
      '\n',
      'é',
      '👩‍🚀',
    );
    fc.assert(
      fc.property(fc.array(word, { maxLength: 20 }), fc.array(fc.nat({ max: 60 }), { maxLength: 6 }), (words, cuts) => {
        const whole = words.join('');
        const places = [0, ...cuts.filter((cut) => cut < whole.length), whole.length].toSorted((a, b) => a - b);
        const pieces = places.slice(1).map((end, index) => whole.slice(places[index], end));
        expect(split(...pieces)).toEqual(split(whole));
      }),
    );
  });

  it('holds back no more than a tag could need', () => {
    const filter = createThinkingFilter();
    expect(filter.push('She said <th')).toEqual([{ type: 'text', text: 'She said ' }]);
    expect(filter.push('ree')).toEqual([{ type: 'text', text: '<three' }]);
  });
});
