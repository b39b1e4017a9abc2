import { fromBase64, toBase64 } from '../pictures/base64.ts';
import { type CheckedPicture, checkPicture, noPicture, tooLarge } from '../pictures/check-picture.ts';
import { pictureKind } from '../pictures/measure-picture.ts';
import { pictureEndings, pictureLimits } from '../pictures/picture.ts';

/** A picture that came with a form or a command, as the text that stands for it there; undefined: the bytes are none. */
export function toPictureText({ name, bytes }: { readonly name: string; readonly bytes: Uint8Array }): string | undefined {
  const mime = pictureKind(bytes);
  if (mime !== undefined && bytes.length > pictureLimits.bytes) return toUnreadText({ name, size: bytes.length });
  return mime === undefined ? undefined : `data:${mime};base64,${toBase64(bytes)}`;
}

/**
 * A file that was not read, because it is too large (`size`, bytes) or because nobody could make anything of it. The line break keeps it from
 * being taken for the name of a file on the machine.
 */
export function toUnreadText({ name, size }: { readonly name: string; readonly size: number }): string {
  return `${name}\n${size}`;
}

/** How the names of files end that a field with `limits.picture` takes. */
export const pictureNames: readonly `.${string}`[] = Object.values(pictureEndings).flat();

export const isPictureText = (text: string): boolean => text.startsWith('data:image/');

/** The picture that a text stands for, or what is wrong with it; undefined: it stands for no bytes, it is a name or a path. */
export function readPictureText(text: string): CheckedPicture | undefined {
  if (isPictureText(text)) {
    const bytes = fromBase64(text.slice(text.indexOf(',') + 1));
    return bytes === undefined ? noPicture : checkPicture(bytes);
  }
  const lines = text.split('\n');
  if (lines.length === 1) return undefined;
  const size = lines.length === 2 && /^\d{1,15}$/.test(lines[1] ?? '') ? Number(lines[1]) : 0;
  return size > pictureLimits.bytes ? tooLarge(size) : noPicture;
}
