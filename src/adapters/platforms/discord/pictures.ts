import type { APIAttachment } from 'discord-api-types/v10';
import type { PromptImage } from '../../../core/ports/provider.ts';
import type { FetchFile } from './attachments.ts';

/** So many of one message are shown to a model, none of them larger than this. */
export const mostPictures = 4;
const largestPicture = 8 * 1024 * 1024;

/** What models take; everything else that is a picture is named and refused. */
const kinds: Readonly<Record<string, string>> = {
  png: 'image/png',
  jpg: 'image/jpeg',
  jpeg: 'image/jpeg',
  webp: 'image/webp',
  gif: 'image/gif',
};

type File = Pick<APIAttachment, 'filename' | 'content_type' | 'size'>;

/** The kind a model would be shown it as; undefined: none takes it. */
export function pictureKind({ filename, content_type }: Pick<File, 'filename' | 'content_type'>): string | undefined {
  const given = content_type?.split(';')[0]?.trim().toLowerCase() ?? '';
  if (given !== '') return Object.values(kinds).find((kind) => kind === given);
  return kinds[filename.slice(filename.lastIndexOf('.') + 1).toLowerCase()];
}

export const isTooLarge = ({ size }: Pick<File, 'size'>): boolean => size > largestPicture;

/** Those of a message's files that a model could be shown. */
export function picturesAmong<Given extends File>(files: readonly Given[]): readonly Given[] {
  return files.filter((file) => pictureKind(file) !== undefined && !isTooLarge(file)).slice(0, mostPictures);
}

/** What cannot be had is left out. */
export async function fetchPictures(files: readonly APIAttachment[], fetchFile: FetchFile): Promise<readonly PromptImage[]> {
  const fetched = await Promise.all(
    picturesAmong(files).map(async (file) => ({ mime: pictureKind(file) ?? '', bytes: await fetchFile(file.url, largestPicture) })),
  );
  return fetched.flatMap(({ mime, bytes }) => (bytes === undefined ? [] : [{ mime, bytes }]));
}
