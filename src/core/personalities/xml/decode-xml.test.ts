import { describe, expect, it } from 'vitest';
import { decodeXml } from './decode-xml.ts';

describe('the bytes of a personality file', () => {
  it('are UTF-8, with or without a byte order mark', () => {
    const bytes = new TextEncoder().encode('<a>ß😀</a>');
    expect(decodeXml(bytes)).toEqual({ ok: true, xml: '<a>ß😀</a>' });
    expect(decodeXml(Uint8Array.from([0xef, 0xbb, 0xbf, ...bytes]))).toEqual({ ok: true, xml: '<a>ß😀</a>' });
  });

  it.each([
    ['UTF-16, little end first', [0xff, 0xfe, 0x3c, 0x00], 'the file is UTF-16: save it as UTF-8'],
    ['UTF-16, big end first', [0xfe, 0xff, 0x00, 0x3c], 'the file is UTF-16: save it as UTF-8'],
    ['Latin-1', [0x3c, 0xe4, 0x3e], 'the file is not UTF-8 text: save it as UTF-8'],
    ['a picture', [0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a], 'the file is not UTF-8 text: save it as UTF-8'],
    ['more than a personality', new Array<number>(256 * 1024 + 1).fill(0x20), 'the file is larger than 256 KiB'],
  ])('are refused when they are %s', (_, bytes, message) => {
    expect(decodeXml(Uint8Array.from(bytes))).toEqual({ ok: false, fault: { line: 1, column: 1, message } });
  });
});
