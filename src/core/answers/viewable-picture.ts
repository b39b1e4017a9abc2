/** So many pictures of one message are shown to a model, none of them larger than this. */
export const mostPictures = 4;
export const largestPicture = 8 * 1024 * 1024;

/** What models take; everything else that is a picture is named and refused. */
const kinds: readonly string[] = ['image/png', 'image/jpeg', 'image/webp', 'image/gif'];

export interface PictureFile {
  /** Its media type, parameters and all. */
  readonly type: string;
  /** In bytes. */
  readonly size: number;
}

/** The kind a model would be shown it as; undefined: none takes it. */
export function viewableKind(type: string): string | undefined {
  const given = type.split(';')[0]?.trim().toLowerCase();
  return kinds.find((kind) => kind === given);
}

/** Whether a model that sees could be shown it. */
export function isViewable({ type, size }: PictureFile): boolean {
  return viewableKind(type) !== undefined && size <= largestPicture;
}
