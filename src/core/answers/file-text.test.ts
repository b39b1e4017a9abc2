import { describe, expect, it } from 'vitest';
import { png, pngOf } from '../../../test/fakes/picture-samples.ts';
import { checkField } from './check-field.ts';
import { describeLimits } from './describe-field.ts';
import { toFieldText } from './field-text.ts';
import { readPictureText, toPictureText, toUnreadText } from './file-text.ts';
import type { Field } from './form.ts';

const portrait: Field = { id: 'portrait', label: 'Portrait', help: '', kind: 'file', limits: { picture: true } };
const text = toPictureText({ name: 'a.png', bytes: png }) ?? '';

describe('a file as text', () => {
  it('is a picture’s bytes, or its name and size', () => {
    expect(readPictureText(text)).toEqual({ ok: true, picture: { mime: 'image/png', bytes: png } });
    expect(toPictureText({ name: 'a.png', bytes: new Uint8Array(Buffer.from('no picture')) })).toBeUndefined();
    expect(toPictureText({ name: 'a.png', bytes: pngOf(2 * 1024 * 1024) })).toBe('a.png\n2097152');
    expect(readPictureText('/home/ada/portrait.png')).toBeUndefined();
  });

  it('is looked at in a field that takes a picture, in both languages', () => {
    expect(checkField(portrait, text)).toBeUndefined();
    expect(checkField(portrait, '/home/ada/portrait.png')).toBeUndefined();
    expect(checkField(portrait, '')).toBeUndefined();
    expect(checkField(portrait, toUnreadText({ name: 'a.pdf', size: 9 }))?.en).toBe('It must be a picture: PNG, JPEG, WebP or GIF.');
    expect(checkField(portrait, toUnreadText({ name: 'a.png', size: 5_000_000 }))).toEqual({
      en: '4,883 KB, 1,024 fit.',
      de: '4.883 KB, 1.024 passen.',
    });
    expect(checkField(portrait, text.slice(0, -9))?.en).toBe('It must be a picture: PNG, JPEG, WebP or GIF.');
    expect(checkField(portrait, text.slice(0, -8))?.en).toBe('The picture is broken, or its end is missing.');
    expect(checkField(portrait, 'many\nlines\nof text')?.en).toBe('It must be a picture: PNG, JPEG, WebP or GIF.');
    expect(checkField(portrait, 7)?.en).toBe('This takes text.');
  });

  it('is shown as what it is, never as its letters', () => {
    expect(toFieldText(portrait, text)).toBe('PNG, 1 KB');
    expect(toFieldText(portrait, 'PNG 0a1b2c3d')).toBe('PNG 0a1b2c3d');
    expect(describeLimits(portrait, 'en')).toEqual(['PNG, JPEG, WebP or GIF; at most 1,024 KB and 4,096 × 4,096 pixels.']);
  });
});
