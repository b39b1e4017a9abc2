import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { expandMacros, type MacroScope } from './expand-macros.ts';

const scope: MacroScope = {
  char: 'Mia',
  user: 'Ada',
  group: 'Ada, Bob',
  date: '24 November 2026',
  time: '09:05',
  weekday: 'Tuesday',
  seed: 'mia/1',
  draw: 'mia/1',
};
const expand = (text: string): string => expandMacros(text, scope);

describe('macros in an author’s text', () => {
  it.each([
    ['{{char}} greets {{user}}.', 'Mia greets Ada.'],
    ['{{CHAR}} and {{User}}', 'Mia and Ada'],
    ['<BOT> <char> <User>', 'Mia Mia Ada'],
    ['{{bot}}', 'Mia'],
    ['{{group}} on {{weekday}}, {{date}}, {{time}}', 'Ada, Bob on Tuesday, 24 November 2026, 09:05'],
    ['a{{// never seen}}b', 'ab'],
    ['a{{//}}b', 'ab'],
    ['a{{comment: nor this {{char}}}}b', 'ab'],
    ['a{{hidden_key:x}}b', 'ab'],
    ['one{{newline}}two', 'one\ntwo'],
    ['one\n\n{{trim}}\ntwo', 'onetwo'],
    ['{{reverse:abc}}', 'cba'],
    ['{{random:only}}', 'only'],
    ['{{random::{{char}}}}', 'Mia'],
    ['{{pick:a\\,b}}', 'a,b'],
    ['{{roll:1}} {{roll::d1}} {{roll 1}}', '1 1 1'],
    ['{{{char}}}', '{Mia}'],
    ['{{ char }}', 'Mia'],
  ])('%j becomes %j', (text, expected) => {
    expect(expand(text)).toBe(expected);
  });

  it.each([
    '{{unknown}}',
    '{{unknown:{{nor this}}}}',
    '{{',
    '}}',
    '{{char',
    'char}}',
    '{{}}',
    '{{roll:0}}',
    '{{roll:six}}',
    '{char}',
    '<chars>',
  ])('leaves %j as it is', (text) => {
    expect(expand(text)).toBe(text);
  });

  it('fills in what stands inside an unknown one', () => {
    expect(expand('{{getvar::{{char}}}}')).toBe('{{getvar::Mia}}');
  });

  it('chooses among what the author separated, never by a comma inside a name', () => {
    const many = Array.from({ length: 40 }, (_, index) => `${' '.repeat(index)}{{random:{{user}},{{user}}}}`);
    for (const text of many) expect(expandMacros(text, { ...scope, user: 'Ada, Countess' }).trim()).toBe('Ada, Countess');
  });

  it('draws the same lot at the same place, and others elsewhere', () => {
    const text = Array.from({ length: 60 }, () => '{{random:a,b,c}}').join('');
    expect(expand(text)).toBe(expand(text));
    expect(new Set(expand(text)).size).toBe(3);
    expect(expandMacros(text, { ...scope, draw: 'mia/2' })).not.toBe(expand(text));
    expect(expandMacros('{{pick:a,b,c,d,e,f,g,h}}', { ...scope, draw: 'other' })).toBe(expand('{{pick:a,b,c,d,e,f,g,h}}'));
  });

  it('rolls from 1 to the number of sides', () => {
    const rolls = expand(Array.from({ length: 200 }, () => '{{roll:d6}}').join(' '))
      .split(' ')
      .map(Number);
    expect(new Set(rolls)).toEqual(new Set([1, 2, 3, 4, 5, 6]));
  });

  it('never expands a value again', () => {
    expect(expandMacros('{{user}}', { ...scope, user: '{{char}} <BOT>' })).toBe('{{char}} <BOT>');
  });

  it('is done in time whatever the braces do', () => {
    const begun = performance.now();
    for (const text of ['{{'.repeat(6000), '{{a}}'.repeat(2400), '}}{{'.repeat(3000), `${'{{random:'.repeat(1300)}${'}}'.repeat(1300)}`])
      expand(text);
    expect(performance.now() - begun).toBeLessThan(500);
  });

  it('leaves any text without macros alone', () => {
    fc.assert(
      fc.property(fc.string(), (text) => {
        fc.pre(!/\{\{|<(?:bot|char|user)>/i.test(text));
        expect(expand(text)).toBe(text);
      }),
    );
  });
});
