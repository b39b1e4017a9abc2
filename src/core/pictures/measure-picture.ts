import type { PictureKind } from './picture.ts';

/** Pixels. */
export interface PictureSize {
  readonly width: number;
  readonly height: number;
}

/** What the first bytes say it is; undefined: no picture that we take. */
export function pictureKind(bytes: Uint8Array): PictureKind | undefined {
  const begins = latin1(bytes, 0, 12);
  if (begins.startsWith('\x89PNG\r\n\x1a\n')) return 'image/png';
  if (begins.startsWith('\xff\xd8\xff')) return 'image/jpeg';
  if (begins.startsWith('GIF87a') || begins.startsWith('GIF89a')) return 'image/gif';
  return begins.startsWith('RIFF') && begins.endsWith('WEBP') ? 'image/webp' : undefined;
}

/** Its size by its header; undefined when the header is broken or the file ends before the picture does. Nothing is decoded. */
export function measurePicture(kind: PictureKind, bytes: Uint8Array): PictureSize | undefined {
  const size = measures[kind](bytes, new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength));
  return size !== undefined && size.width > 0 && size.height > 0 ? size : undefined;
}

type Measure = (bytes: Uint8Array, view: DataView) => PictureSize | undefined;

const measures: Readonly<Record<PictureKind, Measure>> = {
  'image/png': measurePng,
  'image/jpeg': measureJpeg,
  'image/webp': measureWebp,
  'image/gif': measureGif,
};

/** Chunks of a length, a name, that many bytes and a checksum; the last one is IEND. */
function measurePng(bytes: Uint8Array, view: DataView): PictureSize | undefined {
  if (bytes.length < 33 || latin1(bytes, 12, 4) !== 'IHDR') return undefined;
  for (let at = 8; at + 12 <= bytes.length; at += 12 + view.getUint32(at))
    if (latin1(bytes, at + 4, 4) === 'IEND') return { width: view.getUint32(16), height: view.getUint32(20) };
  return undefined;
}

/** Segments of a marker and a length; the size stands in the start of frame, and FF D9 ends it all. */
function measureJpeg(bytes: Uint8Array, view: DataView): PictureSize | undefined {
  for (let at = 2; at + 9 <= bytes.length; ) {
    if (bytes[at] !== 0xff) return undefined;
    const marker = bytes[at + 1] ?? 0;
    // Any number of FF may stand before a marker; those without content have no length.
    if (marker === 0xff) at += 1;
    else if (marker === 0x01 || (marker >= 0xd0 && marker <= 0xd7)) at += 2;
    else if (isFrame(marker))
      return endsLikeJpeg(bytes, at) ? { height: view.getUint16(at + 5), width: view.getUint16(at + 7) } : undefined;
    else at += 2 + Math.max(2, view.getUint16(at + 2));
  }
  return undefined;
}

const isFrame = (marker: number): boolean => marker >= 0xc0 && marker <= 0xcf && ![0xc4, 0xc8, 0xcc].includes(marker);

/** Cameras put things behind the end; a picture that was cut off has none. */
function endsLikeJpeg(bytes: Uint8Array, from: number): boolean {
  for (let at = bytes.length - 2; at > from; at -= 1) if (bytes[at] === 0xff && bytes[at + 1] === 0xd9) return true;
  return false;
}

function measureGif(bytes: Uint8Array, view: DataView): PictureSize | undefined {
  let end = bytes.length;
  while (end > 13 && bytes[end - 1] === 0) end -= 1;
  return end > 13 && bytes[end - 1] === 0x3b ? { width: view.getUint16(6, true), height: view.getUint16(8, true) } : undefined;
}

/** One RIFF of so many bytes, with one of three kinds of picture in it. */
function measureWebp(bytes: Uint8Array, view: DataView): PictureSize | undefined {
  if (bytes.length < 30 || view.getUint32(4, true) + 8 > bytes.length) return undefined;
  const wide = (at: number): number => 1 + view.getUint16(at, true) + ((bytes[at + 2] ?? 0) << 16);
  switch (latin1(bytes, 12, 4)) {
    case 'VP8 ':
      return { width: view.getUint16(26, true) & 0x3fff, height: view.getUint16(28, true) & 0x3fff };
    case 'VP8L': {
      const bits = view.getUint32(21, true);
      return { width: 1 + (bits & 0x3fff), height: 1 + ((bits >>> 14) & 0x3fff) };
    }
    case 'VP8X':
      return { width: wide(24), height: wide(27) };
    default:
      return undefined;
  }
}

function latin1(bytes: Uint8Array, at: number, length: number): string {
  return String.fromCharCode(...bytes.subarray(at, at + length));
}
