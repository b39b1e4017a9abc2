import { describe, expect, it } from 'vitest';
import { gif, jpeg, png, pngOf, pngSized, webp } from '../../../../test/fakes/picture-samples.ts';
import { decodeXml } from './decode-xml.ts';
import { readPersonality } from './read-personality.ts';
import { writePersonality } from './write-personality.ts';

const identity = { id: 'any', revision: 1 } as const;
const base64 = (bytes: Uint8Array): string => Buffer.from(bytes).toString('base64');
const fileWith = (portrait: string, more = ''): string => `<personality>\n  <name>Any</name>\n  ${portrait}\n${more}</personality>\n`;
const portraitOf = (bytes: Uint8Array, type = 'image/png'): string => `<portrait type="${type}">${base64(bytes)}</portrait>`;

function read(xml: string) {
  const result = readPersonality(xml, identity);
  if (!result.ok) throw new Error(JSON.stringify(result.faults));
  return result;
}
function faultsOf(xml: string): readonly string[] {
  const result = readPersonality(xml, identity);
  return result.ok ? [] : result.faults.map(({ line, column, message }) => `${line}:${column} ${message}`);
}

describe('a portrait in a file', () => {
  it.each([
    ['image/png', png],
    ['image/jpeg', jpeg],
    ['image/gif', gif],
    ['image/webp', webp],
  ] as const)('of %s is the same after it was written and read again', (mime, bytes) => {
    const once = read(fileWith(portraitOf(bytes, mime)));
    expect(once.portrait).toEqual({ mime, bytes });
    const written = writePersonality(once.personality, once.portrait);
    expect(written).toContain(portraitOf(bytes, mime));
    expect(read(written)).toEqual({ ...once, declaredId: 'any' });
  });

  it('may be broken into lines and need not say its type', () => {
    const lines = base64(pngOf(5000)).replaceAll(/.{76}/g, '$&\n      ');
    expect(read(fileWith(`<portrait>\n      ${lines}\n    </portrait>`)).portrait).toEqual({ mime: 'image/png', bytes: pngOf(5000) });
  });

  it('keeps what nobody knows in it and around it', () => {
    const inner = `<portrait type="image/png" by="Ann">${base64(png)}<!-- drawn --><frame w="1"/></portrait>`;
    const once = read(fileWith(`<!-- before --><mood>calm</mood>${inner}`));
    const written = writePersonality(once.personality, once.portrait);
    for (const word of ['by="Ann"', '<!-- drawn -->', '<frame w="1"/>', '<!-- before -->', '<mood>calm</mood>'])
      expect(written).toContain(word);
    expect(read(written)).toEqual({ ...once, declaredId: 'any' });
  });

  it.each([
    ['is no base64', '<portrait>not base64!</portrait>', '<portrait> must hold whole base64: a letter is wrong, or its end is missing'],
    [
      'lost a letter',
      `<portrait>${base64(png).slice(0, -1)}</portrait>`,
      '<portrait> must hold whole base64: a letter is wrong, or its end is missing',
    ],
    ['lost its end', `<portrait>${base64(png).slice(0, -20)}</portrait>`, '<portrait> holds a picture that is broken or cut off'],
    ['is empty', '<portrait/>', '<portrait> must hold a PNG, JPEG, WebP or GIF picture'],
    [
      'is no picture',
      `<portrait>${base64(Buffer.from('hello there'))}</portrait>`,
      '<portrait> must hold a PNG, JPEG, WebP or GIF picture',
    ],
    [
      'is of another type than it says',
      portraitOf(png, 'image/jpeg'),
      '<portrait type="image/jpeg"> must be image/png, which its bytes are',
    ],
    ['is too wide', portraitOf(pngSized(5000, 1)), '<portrait> must be at most 4096 × 4096 pixels'],
    ['stands twice', portraitOf(png) + portraitOf(gif, 'image/gif'), '<portrait> stands twice'],
  ])('that %s is a fault at its place', (_, portrait, message) => {
    const column = message.endsWith('twice') ? 3 + portraitOf(png).length : 3;
    expect(faultsOf(fileWith(portrait))).toEqual([`3:${column} ${message}`]);
  });

  it('may have its megabyte, and a byte more is a fault at its place', () => {
    const most = fileWith(portraitOf(pngOf(1024 * 1024)));
    const decoded = decodeXml(new TextEncoder().encode(most));
    expect(decoded.ok && read(decoded.xml).portrait?.bytes).toEqual(pngOf(1024 * 1024));
    expect(faultsOf(fileWith(portraitOf(pngOf(1024 * 1024 + 1))))).toEqual(['3:3 <portrait> must hold at most 1024 KiB']);
  });

  it('gives a file no room for more text than it had without', () => {
    const text = `  <system>${'x'.repeat(256 * 1024)}</system>\n`;
    const refusal = ['1:1 the file is larger than 256 KiB'];
    expect(faultsOf(fileWith(portraitOf(pngOf(100_000)), text))).toEqual(refusal);
    expect(faultsOf(fileWith(`<portrait>${'*'.repeat(300_000)}</portrait>`))).toEqual(refusal);
    expect(faultsOf(fileWith(`<portrait>${'A'.repeat(4_000_000)}</portrait>`))).toEqual(refusal);
    expect(decodeXml(new Uint8Array(4_000_000).fill(0x20))).toMatchObject({
      ok: false,
      fault: { message: 'the file is larger than 256 KiB' },
    });
  });

  it('is not written without its bytes', () => {
    const { personality } = read(fileWith(''));
    expect(writePersonality({ ...personality, portrait: { hash: '0'.repeat(64), mime: 'image/png' } })).toBe(writePersonality(personality));
  });

  it('of a file cut off in the middle is no XML', () => {
    const whole = fileWith(portraitOf(pngOf(5000)));
    expect(faultsOf(whole.slice(0, 3000))).toEqual(['3:3 <portrait> is never closed']);
  });
});
