import { describe, expect, it } from 'vitest';
import { gif, jpeg, losslessWebp, png, pngOf, pngSized, webp } from '../../../test/fakes/picture-samples.ts';
import { checkPicture } from './check-picture.ts';
import { measurePicture, pictureKind } from './measure-picture.ts';
import { type PictureKind, pictureLimits } from './picture.ts';

const samples: readonly (readonly [string, PictureKind, Uint8Array])[] = [
  ['PNG', 'image/png', png],
  ['JPEG', 'image/jpeg', jpeg],
  ['GIF', 'image/gif', gif],
  ['WebP', 'image/webp', webp],
  ['lossless WebP', 'image/webp', losslessWebp],
];
const faultOf = (bytes: Uint8Array): string | undefined => {
  const checked = checkPicture(bytes);
  return checked.ok ? undefined : checked.fault.en;
};

describe('a picture', () => {
  it.each(samples)('%s is known by its bytes, measured and kept to the last of them', (_, mime, bytes) => {
    expect(pictureKind(bytes)).toBe(mime);
    expect(measurePicture(mime, bytes)).toEqual({ width: 1, height: 1 });
    expect(checkPicture(bytes)).toEqual({ ok: true, picture: { mime, bytes } });
  });

  it.each(samples)('%s without its end is broken, wherever it was cut', (_, mime, bytes) => {
    for (let length = 12; length < bytes.length; length += 1) {
      const cut = bytes.subarray(0, length);
      if (pictureKind(cut) !== mime) continue;
      expect(faultOf(cut), `${length} of ${bytes.length} bytes`).toBe('The picture is broken, or its end is missing.');
    }
  });

  it.each([
    ['nothing', ''],
    ['text', 'hello there, this is no picture at all'],
    ['SVG', '<svg xmlns="http://www.w3.org/2000/svg"/>'],
    ['a name', 'portrait.png'],
    ['BMP', `BM${'\0'.repeat(60)}`],
    ['a RIFF of sound', `RIFF${'\0'.repeat(4)}WAVEfmt ${'\0'.repeat(40)}`],
  ])('is not %s', (_, text) => {
    expect(faultOf(new Uint8Array(Buffer.from(text, 'latin1')))).toBe('It must be a picture: PNG, JPEG, WebP or GIF.');
  });

  it('may weigh one megabyte and not a byte more', () => {
    expect(pngOf(pictureLimits.bytes)).toHaveLength(pictureLimits.bytes);
    expect(faultOf(pngOf(pictureLimits.bytes))).toBeUndefined();
    expect(faultOf(pngOf(pictureLimits.bytes + 1))).toBe('1,025 KB, 1,024 fit.');
  });

  it('may be 4096 pixels wide and high, and not empty', () => {
    expect(faultOf(pngSized(4096, 4096))).toBeUndefined();
    expect(faultOf(pngSized(4097, 1))).toBe('4,097 × 1 pixels, 4,096 × 4,096 fit.');
    expect(faultOf(pngSized(1, 50_000))).toBe('1 × 50,000 pixels, 4,096 × 4,096 fit.');
    expect(faultOf(pngSized(0, 1))).toBe('The picture is broken, or its end is missing.');
  });

  it('of many pixels is measured in every kind', () => {
    const large = { 'image/gif': Buffer.from(gif), 'image/jpeg': Buffer.from(jpeg), 'image/webp': Buffer.from(webp) };
    large['image/gif'].writeUInt16LE(800, 6);
    large['image/gif'].writeUInt16LE(600, 8);
    const frame = large['image/jpeg'].indexOf(Buffer.from([0xff, 0xc2]));
    large['image/jpeg'].writeUInt16BE(600, frame + 5);
    large['image/jpeg'].writeUInt16BE(800, frame + 7);
    large['image/webp'].writeUInt16LE(800, 26);
    large['image/webp'].writeUInt16LE(600, 28);
    for (const kind of ['image/gif', 'image/jpeg', 'image/webp'] as const)
      expect(measurePicture(kind, new Uint8Array(large[kind])), kind).toEqual({ width: 800, height: 600 });
    const extended = Buffer.concat([Buffer.from('RIFF'), Buffer.alloc(4), Buffer.from('WEBPVP8X'), Buffer.alloc(14)]);
    extended.writeUInt32LE(extended.length - 8, 4);
    extended.writeUIntLE(799, 24, 3);
    extended.writeUIntLE(599, 27, 3);
    expect(measurePicture('image/webp', new Uint8Array(extended))).toEqual({ width: 800, height: 600 });
  });
});
