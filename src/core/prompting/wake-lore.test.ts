import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type LoreEntry, personalitySchema } from '../personalities/personality.ts';
import { lintLore } from './lint-lore.ts';
import { wakeLore } from './wake-lore.ts';

type LoreInput = Partial<LoreEntry> & { readonly keys: string[] };

function lore(...entries: readonly LoreInput[]): readonly LoreEntry[] {
  return personalitySchema.parse({
    id: 'mia',
    revision: 1,
    name: 'Mia',
    rating: 'everyone',
    lore: entries.map((entry, index) => ({ id: `e${index}`, text: `about ${entry.keys.join()}`, ...entry })),
  }).lore;
}
const woken = (entries: readonly LoreEntry[], ...lines: readonly string[]): readonly string[] =>
  wakeLore(entries, lines).map(({ entry, key }) => `${entry.id} by ${key}`);
const wakes = (key: string, line: string): boolean => woken(lore({ keys: [key] }), line).length === 1;

describe('lore', () => {
  it.each([
    ['harbour', 'Meet me at the HARBOUR!'],
    ['Straße', 'in der STRASSE'],
    ['C++', 'I like C++.'],
    ['(cat)', 'a (cat) sat'],
    ['old  mill', 'by the Old\nMill'],
    ['маяк', 'Где маяк?'],
    ['café', 'the cafe\u0301 is shut'],
    ['東京', 'きのう東京で'],
    ['かわ', 'そのかわは'],
    ['แม่น้ำ', 'ไปที่แม่น้ำกัน'],
    ['ΟΔΟΣ', 'η οδός'.normalize('NFD').replaceAll('\u0301', '')],
    ['/harbou?r/', 'the HARBOR'],
    ['/^ferry$/m', 'a\nferry\nb'],
    ['/(a+)+$/', 'baaa'],
  ])('the key %s wakes in %j', (key, line) => {
    expect(wakes(key, line)).toBe(true);
  });

  it.each([
    ['harbour', 'harbours everywhere'],
    ['cat', 'concatenate'],
    ['C++', 'C+'],
    ['C++', 'BASIC++ '.replace('BASIC', 'xC')],
    ['маяк', 'маяковский'],
    ['old mill', 'the old miller'],
    ['/Harbour/s', 'harbour'],
    ['', 'anything'],
    ['   ', 'any thing'],
  ])('the key %j does not wake in %j', (key, line) => {
    expect(wakes(key, line)).toBe(false);
  });

  it('is woken by the question and the four lines before it, no further back', () => {
    const entries = lore({ keys: ['ferry'] });
    expect(woken(entries, 'the ferry', '1', '2', '3', 'question')).toEqual(['e0 by ferry']);
    expect(woken(entries, 'the ferry', '1', '2', '3', '4', 'question')).toEqual([]);
  });

  it('needs one of its further words where it has some', () => {
    const entries = lore({ keys: ['ferry'], also: ['night', 'fog'] });
    expect(woken(entries, 'the ferry')).toEqual([]);
    expect(woken(entries, 'the ferry in the fog')).toEqual(['e0 by ferry']);
  });

  it('comes in the order of its priority, then of the file', () => {
    const entries = lore({ keys: ['a'] }, { keys: ['b'], priority: 5 }, { keys: ['c'], priority: 5 });
    expect(woken(entries, 'a b c')).toEqual(['e1 by b', 'e2 by c', 'e0 by a']);
  });

  it('does not wake what is pinned, and no entry wakes another', () => {
    expect(woken(lore({ keys: ['a'], pinned: true }, { keys: ['b'], text: 'c' }, { keys: ['c'] }), 'a b')).toEqual(['e1 by b']);
  });

  it('finds a plain key between any blanks and signs', () => {
    fc.assert(
      fc.property(
        fc.constantFrom(' ', '\n', '.', ',', '"', '(', '-', '…'),
        fc.constantFrom(' ', '\n', '!', '?', '’', ')'),
        (before, after) => {
          expect(wakes('lantern', `x${before}Lantern${after}y`)).toBe(true);
        },
      ),
    );
  });
});

describe('patterns by strangers', () => {
  it('cannot stop the bot', () => {
    const entries = lore(...Array.from({ length: 60 }, (_, index) => ({ keys: [`/(a+)+${'b'.repeat(index % 3)}$/`, '/(x|xx|xxx)*y$/'] })));
    const begun = performance.now();
    wakeLore(entries, [`${'a'.repeat(50_000)}!`]);
    wakeLore(entries, [`${'ax'.repeat(25_000)}!`]);
    expect(performance.now() - begun).toBeLessThan(2000);
  });

  it.each([
    ['/(?=a)b/', /look-around/],
    ['/(a)\\1/', /back-references/],
    ['/[a/', /not a pattern/],
    ['/a{1000}/', /more than 50/],
    ['/(a{30}){30}/', /repeats too much/],
    [`/${'a'.repeat(198)}/`, undefined],
    ['/a/x', /flag x/],
    ['', /empty/],
  ])('%s is a fault that its author is told of', (key, message) => {
    const faults = lintLore({ lore: [...lore({ keys: [key, 'fine'] })] });
    expect(faults.map((fault) => fault.message)).toEqual(message === undefined ? [] : [expect.stringMatching(message)]);
    if (message !== undefined) expect(wakes(key, 'aaa ab aa [a')).toBe(false);
  });

  it('says which entry can never wake', () => {
    expect(lintLore({ lore: [...lore({ keys: ['/(/'] }, { keys: [] }, { keys: [], pinned: true })] })).toEqual([
      { entry: 'e0', key: '/(/', message: expect.stringContaining('not a pattern') },
      { entry: 'e0', key: '', message: expect.stringContaining('never wakes') },
      { entry: 'e1', key: '', message: expect.stringContaining('never wakes') },
    ]);
  });

  it('reads so many patterns and no more', () => {
    const faults = lintLore({ lore: [...lore(...Array.from({ length: 70 }, (_, index) => ({ keys: [`/a${index}/`, `b${index}`] })))] });
    expect(faults).toHaveLength(6);
  });
});
