/** Real pictures, each a few bytes: they decode in any viewer. */
const decode = (base64: string): Uint8Array => new Uint8Array(Buffer.from(base64, 'base64'));

/** 1 × 1, black and transparent. */
export const png = decode('iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNkYPhfDwAChwGA60e6kgAAAABJRU5ErkJggg==');
/** 1 × 1. */
export const gif = decode('R0lGODlhAQABAIAAAAAAAP///yH5BAEAAAAALAAAAAABAAEAAAIBRAA7');
/** 1 × 1, lossy. */
export const webp = decode('UklGRiIAAABXRUJQVlA4IBYAAAAwAQCdASoBAAEADsD+JaQAA3AAAAAA');
/** 1 × 1, lossless. */
export const losslessWebp = decode('UklGRhoAAABXRUJQVlA4TA0AAAAvAAAAEAcQERGIiP4HAA==');
/** 1 × 1, grey. */
export const jpeg = decode(
  '/9j/4AAQSkZJRgABAQEASABIAAD/2wBDAP//////////////////////////////////////////////////////////////////////////////////////wgALCAABAAEBAREA/8QAFBABAAAAAAAAAAAAAAAAAAAAAP/aAAgBAQABPxD/2Q==',
);

/** The same picture with that many bytes of its own in it, so that it is another one. */
export function pngOf(size: number, fill = 0x41): Uint8Array {
  const body = Buffer.alloc(Math.max(0, size - png.length - 12), fill);
  const chunk = Buffer.alloc(12 + body.length);
  chunk.writeUInt32BE(body.length, 0);
  chunk.write('prVt', 4, 'latin1');
  body.copy(chunk, 8);
  const header = 33;
  return new Uint8Array(Buffer.concat([png.subarray(0, header), chunk, png.subarray(header)]));
}

/** A header that promises so many pixels. */
export function pngSized(width: number, height: number): Uint8Array {
  const bytes = Buffer.from(png);
  bytes.writeUInt32BE(width, 16);
  bytes.writeUInt32BE(height, 20);
  return new Uint8Array(bytes);
}
