import { finished } from '../texts/finished.ts';
import { defineTexts, type Localized } from '../texts/localized.ts';
import { measurePicture, pictureKind } from './measure-picture.ts';
import { type Picture, pictureLimits } from './picture.ts';

const texts = defineTexts({
  kind: { en: 'It must be a picture: PNG, JPEG, WebP or GIF.', de: 'Es muss ein Bild sein: PNG, JPEG, WebP oder GIF.' },
  large: { en: '{size, number} KB, {most, number} fit.', de: '{size, number} KB, {most, number} passen.' },
  wide: {
    en: '{width, number} × {height, number} pixels, {most, number} × {most, number} fit.',
    de: '{width, number} × {height, number} Pixel, {most, number} × {most, number} passen.',
  },
  broken: { en: 'The picture is broken, or its end is missing.', de: 'Das Bild ist kaputt, oder sein Ende fehlt.' },
});

export type CheckedPicture =
  | { readonly ok: true; readonly picture: Picture }
  /** `reason`: as a file's fault, to stand behind the element: `must be a PNG, JPEG, WebP or GIF picture`. */
  | { readonly ok: false; readonly fault: Localized; readonly reason: string };

/** A file as a picture that may be kept. */
export function checkPicture(bytes: Uint8Array): CheckedPicture {
  if (bytes.length > pictureLimits.bytes) return tooLarge(bytes.length);
  const mime = pictureKind(bytes);
  if (mime === undefined) return noPicture;
  const size = measurePicture(mime, bytes);
  if (size === undefined) return { ok: false, fault: texts.broken, reason: 'holds a picture that is broken or cut off' };
  const { width, height } = size;
  const most = pictureLimits.side;
  if (width > most || height > most)
    return { ok: false, fault: finished(texts.wide, { width, height, most }), reason: `must be at most ${most} × ${most} pixels` };
  return { ok: true, picture: { mime, bytes } };
}

export const noPicture: CheckedPicture & { readonly ok: false } = {
  ok: false,
  fault: texts.kind,
  reason: 'must hold a PNG, JPEG, WebP or GIF picture',
};

/** `size`: bytes. */
export function tooLarge(size: number): CheckedPicture & { readonly ok: false } {
  const most = pictureLimits.bytes / 1024;
  return {
    ok: false,
    fault: finished(texts.large, { size: Math.ceil(size / 1024), most }),
    reason: `must hold at most ${most} KiB`,
  };
}
