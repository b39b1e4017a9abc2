import type { APIAttachment } from 'discord-api-types/v10';
import { isViewable, largestPicture, mostPictures, viewableKind } from '../../../core/answers/viewable-picture.ts';
import type { PromptImage } from '../../../core/ports/provider.ts';
import type { FetchFile } from './attachments.ts';

/** For clients that tell no type. */
const byEnding: Readonly<Record<string, string>> = {
  png: 'image/png',
  jpg: 'image/jpeg',
  jpeg: 'image/jpeg',
  webp: 'image/webp',
  gif: 'image/gif',
};

type File = Pick<APIAttachment, 'filename' | 'content_type' | 'size'>;

const typeOf = ({ filename, content_type }: Pick<File, 'filename' | 'content_type'>): string =>
  content_type || (byEnding[filename.slice(filename.lastIndexOf('.') + 1).toLowerCase()] ?? '');

/** The kind a model would be shown it as; undefined: none takes it. */
export const pictureKind = (file: Pick<File, 'filename' | 'content_type'>): string | undefined => viewableKind(typeOf(file));

/** Those of a message's files that a model could be shown. */
export function picturesAmong<Given extends File>(files: readonly Given[]): readonly Given[] {
  return files.filter((file) => isViewable({ type: typeOf(file), size: file.size })).slice(0, mostPictures);
}

/** What cannot be had is left out. */
export async function fetchPictures(files: readonly APIAttachment[], fetchFile: FetchFile): Promise<readonly PromptImage[]> {
  const fetched = await Promise.all(
    picturesAmong(files).map(async (file) => ({ mime: pictureKind(file) ?? '', bytes: await fetchFile(file.url, largestPicture) })),
  );
  return fetched.flatMap(({ mime, bytes }) => (bytes === undefined ? [] : [{ mime, bytes }]));
}
