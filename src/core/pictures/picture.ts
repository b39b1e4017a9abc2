/** What a picture may be, told by its first bytes and never by its name. */
export const pictureKinds = ['image/png', 'image/jpeg', 'image/webp', 'image/gif'] as const;
export type PictureKind = (typeof pictureKinds)[number];

/** How large one may be: bytes of the file, pixels of a side. */
export const pictureLimits = { bytes: 1024 * 1024, side: 4096 } as const;

/** How the names of such files end; the first is the one we give. */
export const pictureEndings: Readonly<Record<PictureKind, readonly [`.${string}`, ...`.${string}`[]]>> = {
  'image/png': ['.png'],
  'image/jpeg': ['.jpg', '.jpeg'],
  'image/webp': ['.webp'],
  'image/gif': ['.gif'],
};

/** The file as it came, byte for byte. */
export interface Picture {
  readonly mime: PictureKind;
  readonly bytes: Uint8Array;
}
