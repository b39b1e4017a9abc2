import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { editLine, insertText, type LineEdit, type TypedKey } from './edit-line.ts';

const named = (name: string, more: Partial<TypedKey> = {}): TypedKey => ({ name, ...more });
const typed = (text: string): TypedKey => ({ typed: text });
/** `|` stands for the cursor. */
const line = (shown: string): LineEdit => ({ text: shown.replace('|', ''), cursor: shown.indexOf('|') });
const show = ({ text, cursor }: LineEdit): string => `${text.slice(0, cursor)}|${text.slice(cursor)}`;

describe('editing a field', () => {
  it.each([
    ['a|c', typed('b'), 'ab|c'],
    ['a小|', named('backspace'), 'a|'],
    ['a👩‍👩‍👧|b', named('backspace'), 'a|b'],
    ['a|👩‍👩‍👧b', named('delete'), 'a|b'],
    ['e\u0301|', named('left'), '|e\u0301'],
    ['|e\u0301x', named('right'), 'e\u0301|x'],
    ['one two |', named('w', { ctrl: true }), 'one |'],
    ['one two|', named('backspace', { meta: true }), 'one |'],
    ['one| two', named('d', { meta: true }), 'one|'],
    ['one two|', named('left', { ctrl: true }), 'one |two'],
    ['|one two', named('f', { meta: true }), 'one| two'],
    ['one| two', named('u', { ctrl: true }), '| two'],
    ['one| two', named('k', { ctrl: true }), 'one|'],
    ['one| two', named('home'), '|one two'],
    ['one| two', named('e', { ctrl: true }), 'one two|'],
    ['abc\nde|f', named('up'), 'ab|c\ndef'],
    ['a\nbcd|', named('up'), 'a|\nbcd'],
    ['abc|', named('up'), '|abc'],
    ['\n|a', named('up'), '|\na'],
    ['ab|c\nd', named('down'), 'abc\nd|'],
    ['|\nabc', named('down'), '\n|abc'],
    ['|', named('backspace'), '|'],
    ['|', named('delete'), '|'],
  ])('%j', (before, key, after) => {
    const edited = editLine(line(before), key);
    expect(edited && show(edited)).toBe(after);
  });

  it.each([named('escape', { typed: '\u001b' }), named('f5'), named('g', { ctrl: true, typed: '\u0007' }), typed('\u0000')])(
    'leaves %j alone',
    (key) => expect(editLine(line('a|b'), key)).toBeUndefined(),
  );

  it('whatever is pressed, no half of a character is left over and the cursor stands inside', () => {
    const keys = fc.oneof(
      fc
        .constantFrom('left', 'right', 'up', 'down', 'home', 'end', 'backspace', 'delete')
        .chain((name) => fc.record({ name: fc.constant(name), ctrl: fc.boolean(), meta: fc.boolean() })),
      fc.constantFrom('a', 'b', 'd', 'e', 'f', 'h', 'k', 'u', 'w').map((name) => named(name, { ctrl: true })),
      fc.constantFrom('x', '小', '🙂', '👩‍👩‍👧').map(typed),
    );
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme' }), fc.array(keys, { maxLength: 30 }), (text, pressed) => {
        let now: LineEdit = insertText({ text: '', cursor: 0 }, `${text}\n🙂`);
        for (const key of pressed) now = editLine(now, key) ?? now;
        expect(now.text.isWellFormed()).toBe(true);
        expect(now.cursor).toBeGreaterThanOrEqual(0);
        expect(now.cursor).toBeLessThanOrEqual(now.text.length);
        expect(now.text.slice(0, now.cursor).isWellFormed()).toBe(true);
      }),
    );
  });
});
