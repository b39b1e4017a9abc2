import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { holdsKey, holdsKeyAnywhere, withoutKeys } from './find-keys.ts';

const keys = [
  'sk-abcd1234efgh5678ijkl9012',
  'sk-proj-Ab3dEfGhIjKlMnOpQrStUvWx_yZ-012345',
  'sk-ant-api03-Ab3dEfGhIjKlMnOp-QrStUvWxAA',
  `sk-or-v1-${'0af3'.repeat(16)}`,
  'sk-abcdefghijklmnopqrstuvwxyz',
  // Put together here, so that nobody's scanner takes this file for a leak.
  ['MTIzNDU2Nzg5MDEyMzQ1Njc4', 'GxYz12', 'a'.repeat(38)].join('.'),
  'syt_bWlh_AbCdEfGhIjKlMnOpQrSt_0aB1cD',
  'mat_AbCdEfGhIjKlMnOpQrStUvWxYz0123_aB1cD2',
  `AIza${'b'.repeat(35)}`,
  `ghp_${'c1'.repeat(18)}`,
];

describe('a key', () => {
  it.each(keys)('%s is found wherever it stands, and taken out whole', (key) => {
    const signs = ['', ' ', '\n', '"', '(', ')', '`', '**'];
    for (const before of [...signs, 'my key: ', '=', '/'])
      for (const after of [...signs, ', please', '.']) {
        const text = `${before}${key}${after}`;
        expect(holdsKey(text), text).toBe(true);
        expect(withoutKeys(text)).toBe(`${before}[key]${after}`);
      }
    expect(holdsKeyAnywhere({ deep: ['x', { text: `a ${key}` }] })).toBe(true);
  });

  it.each([
    'a task-oriented-but-not-too-long-name',
    'the sk-learn library',
    'sk-something-that-somebody-hyphenated',
    'risk-2024-assessment-of-a-large-company',
    'flask-sqlalchemy-12-and-something-more',
    'https://example.org/ask-2024-questions-and-more',
    'I wrote MTIz.abc.def and node_modules',
    'ein Risk-Management-Programm 2024',
    'mat_ is a prefix',
    '',
  ])('is not seen in: %s', (text) => {
    expect(holdsKey(text)).toBe(false);
    expect(withoutKeys(text)).toBe(text);
  });

  it('in a header is taken out whatever it looks like', () => {
    expect(withoutKeys('authorization: Bearer abc.def-123~x, Bot aaaaaaaa.b')).toBe('authorization: Bearer [key], Bot [key]');
  });

  it('is looked for in no time, whatever is written', () => {
    fc.assert(
      fc.property(fc.string({ unit: fc.constantFrom('s', 'k', '-', '_', 'M', '.', 'a', '1', ' '), maxLength: 4_000 }), (text) => {
        expect(withoutKeys(withoutKeys(text))).toBe(withoutKeys(text));
        expect(holdsKey(text) && withoutKeys(text) === text).toBe(false);
      }),
    );
    // Steps that multiply would take hours here.
    for (const piece of ['sk-a-', 'Mabc', 'syt_a_', 'sk-', 'M.']) expect(holdsKey(piece.repeat(20_000)), piece).toBeTypeOf('boolean');
  });
});
