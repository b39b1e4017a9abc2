import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { closeMarks } from './close-marks.ts';

describe('an answer that is still growing', () => {
  it.each([
    ['plain words stay', 'plain words stay'],
    ['**half bold', '**half bold**'],
    ['**bold**', '**bold**'],
    ['**bold*', '**bold**'],
    ['a ||secret', 'a ||secret||'],
    ['||**both', '||**both**||'],
    ['~~gone', '~~gone~~'],
    ['see `code', 'see `code`'],
    ['see `a ** b', 'see `a ** b`'],
    ['see ``a ` b', 'see ``a ` b``'],
    ['an escaped \\*\\*star', 'an escaped \\*\\*star'],
    ['2 ** 3 and done**', '2 ** 3 and done**'],
    ['snake_case and * lists', 'snake_case and * lists'],
    ['```js\nlet a = `x', '```js\nlet a = `x\n```'],
    ['```js\nlet a;\n', '```js\nlet a;\n```'],
    ['```js\nlet a;\n``', '```js\nlet a;\n```'],
    ['```js\nlet a;\n```', '```js\nlet a;\n```'],
    ['```js\nlet a;\n```\nand **then', '```js\nlet a;\n```\nand **then**'],
    ['````md\n```\ninner', '````md\n```\ninner\n````'],
  ])('%j is shown as %j', (text, shown) => {
    expect(closeMarks(text)).toBe(shown);
  });

  it('is closed: closing it again changes nothing', () => {
    const pieces = fc.constantFrom('word ', '**', '||', '~~', '`', '\n', '\n```\n', '\n```js\n', '\\', 'ä🙂');
    fc.assert(
      fc.property(fc.array(pieces, { maxLength: 12 }), (parts) => {
        const once = closeMarks(parts.join(''));
        expect(closeMarks(once)).toBe(once);
      }),
    );
  });
});
