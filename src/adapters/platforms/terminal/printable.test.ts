import { expect, it } from 'vitest';
import { printable } from './printable.ts';

it.each([
  ['a\u001b[31mred\u001b[0m', 'ared'],
  ['\u001b]0;title\u0007x', 'x'],
  ['a\r\nb\rc', 'a\nbc'],
  ['\u009b2Jx\u0000\u0008', 'x'],
  ['tab\tand\nline', 'tab\tand\nline'],
  ['小明 🙂', '小明 🙂'],
])('%j is shown as %j', (text, shown) => {
  expect(printable(text)).toBe(shown);
});
