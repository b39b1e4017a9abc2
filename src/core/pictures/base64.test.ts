import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { fromBase64, toBase64 } from './base64.ts';

describe('base64', () => {
  it('is what everybody writes, and comes back byte for byte', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 200 }), (bytes) => {
        expect(toBase64(bytes)).toBe(Buffer.from(bytes).toString('base64'));
        expect(fromBase64(toBase64(bytes))).toEqual(bytes);
      }),
    );
    const large = new Uint8Array(1_000_003).map((_, index) => index * 7);
    expect(fromBase64(toBase64(large))).toEqual(large);
  });

  it('may be broken into lines, and nothing else', () => {
    expect(fromBase64('aGVs\r\n  bG8=\n')).toEqual(new Uint8Array(Buffer.from('hello')));
    for (const broken of ['aGVsbG8', 'aGVs!G8=', 'a', 'aGVs=G8=', 'aGVsbG8==', 'ä===', 'aGVsbG8=aGVsbG8='])
      expect(fromBase64(broken)).toBeUndefined();
  });
});
