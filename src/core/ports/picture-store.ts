import type { Picture } from '../pictures/picture.ts';

export type PictureMime = Picture['mime'];

/** Pictures by their content: the same bytes are kept once, however many show them. */
export interface PictureStore {
  /** What these bytes are called: their SHA-256, 64 hexadecimal digits. Keeps nothing. */
  hashOf(bytes: Uint8Array): Promise<string>;
  get(hash: string): Promise<Picture | undefined>;
}
