import { z } from 'zod';
import { attachmentTexts } from '../../../core/answers/attachment-texts.ts';
import { isViewable, largestPicture, viewableKind } from '../../../core/answers/viewable-picture.ts';
import type { PromptImage } from '../../../core/ports/provider.ts';
import { type Content, textIn } from './events.ts';
import type { Say } from './say.ts';

/** So much of a text file is read. */
const mostBytes = 64 * 1024;

/** Fetches the bytes behind an `mxc:` address, at most `most` of them; undefined when that fails or there are more. */
export type FetchFile = (mxc: string, most: number) => Promise<Uint8Array | undefined>;

const info = z.object({ size: z.number().optional().catch(undefined), mimetype: z.string().optional().catch(undefined) }).catch({});

/** What a file came to: `text` is what is said of it, `content` its own words where it could be read. */
export interface ReadFile {
  readonly name: string;
  readonly text: string;
  readonly content?: string;
}

/** What came as a file, as text: a text file whole and quoted, everything else by its name with why it stays unread. */
export async function readAttachment(
  content: Content,
  { say, fetchFile }: { readonly say: Say; readonly fetchFile: FetchFile },
): Promise<ReadFile> {
  const name = (textIn(content, 'filename') ?? textIn(content, 'body') ?? '').replaceAll(/\s+/g, ' ').slice(0, 100);
  const { size = 0, mimetype = '' } = info.parse(content['info']);
  const refuse = (why: (typeof attachmentTexts)[Refusal]): ReadFile => ({ name, text: `[${say(undefined, why, { name })}]` });
  if (content['msgtype'] === 'm.image') return refuse(pictureWord(content));
  if (content['msgtype'] === 'm.audio') return refuse(attachmentTexts['no-sounds']);
  if (content['msgtype'] === 'm.video') return refuse(attachmentTexts['no-films']);
  if (!isText(name, mimetype)) return refuse(attachmentTexts['no-files']);
  if (size > mostBytes) return refuse(attachmentTexts['too-long-file']);
  const bytes = await fetchFile(textIn(content, 'url') ?? '', mostBytes);
  const read = bytes === undefined ? undefined : decode(bytes);
  return read === undefined ? refuse(attachmentTexts['lost-file']) : { name, text: `[${name}]\n${quoted(read)}`, content: read };
}

/** What is said of a picture: its name alone where a model could be shown it. */
function pictureWord(content: Content): (typeof attachmentTexts)[Refusal] {
  const { type, size } = fileOf(content);
  if (isViewable({ type, size })) return attachmentTexts.picture;
  return attachmentTexts[viewableKind(type) === undefined ? 'no-pictures' : 'large-picture'];
}

const fileOf = (content: Content): { readonly type: string; readonly size: number } => {
  const { size = 0, mimetype = '' } = info.parse(content['info']);
  return { type: mimetype, size };
};

/** Whether it is a picture that a model could be shown. */
export const isPicture = (content: Content): boolean => content['msgtype'] === 'm.image' && isViewable(fileOf(content));

/** The picture in a message; none where there is none, or it cannot be had. */
export async function fetchPicture(content: Content, fetchFile: FetchFile): Promise<readonly PromptImage[]> {
  const mime = viewableKind(fileOf(content).type);
  if (!isPicture(content) || mime === undefined) return [];
  const bytes = await fetchFile(textIn(content, 'url') ?? '', largestPicture);
  return bytes === undefined ? [] : [{ mime, bytes }];
}

type Refusal = 'picture' | 'large-picture' | 'no-pictures' | 'no-sounds' | 'no-films' | 'no-files' | 'too-long-file' | 'lost-file';

const quoted = (text: string): string => text.trimEnd().replaceAll(/\r\n?/g, '\n').replaceAll(/^/gm, '> ');

const isText = (name: string, type: string): boolean =>
  /^text\/|^application\/(?:xml|json)\b/.test(type) || /\.(?:txt|md|json|xml|csv)$/i.test(name);

/** Undefined when it is no text after all. */
function decode(bytes: Uint8Array): string | undefined {
  if (bytes.includes(0)) return undefined;
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch {
    return new TextDecoder('windows-1252').decode(bytes);
  }
}

/** Undefined for what is no address of the homeserver's media. */
export function mediaPath(mxc: string): string | undefined {
  const { server, media } = /^mxc:\/\/(?<server>[\w.:[\]-]+)\/(?<media>[\w-]+)$/.exec(mxc)?.groups ?? {};
  return server === undefined || media === undefined
    ? undefined
    : `/_matrix/client/v1/media/download/${encodeURIComponent(server)}/${encodeURIComponent(media)}`;
}
