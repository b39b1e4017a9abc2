import { z } from 'zod';
import { type Content, textIn } from './events.ts';
import type { Say } from './say.ts';
import { texts } from './texts.ts';

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
  const refuse = (why: (typeof texts)[Refusal]): ReadFile => ({ name, text: `[${say(undefined, why, { name })}]` });
  if (content['msgtype'] === 'm.image') return refuse(texts['no-pictures']);
  if (content['msgtype'] === 'm.audio') return refuse(texts['no-sounds']);
  if (content['msgtype'] === 'm.video') return refuse(texts['no-films']);
  if (!isText(name, mimetype)) return refuse(texts['no-files']);
  if (size > mostBytes) return refuse(texts['too-long-file']);
  const bytes = await fetchFile(textIn(content, 'url') ?? '', mostBytes);
  const read = bytes === undefined ? undefined : decode(bytes);
  return read === undefined ? refuse(texts['lost-file']) : { name, text: `[${name}]\n${quoted(read)}`, content: read };
}

type Refusal = 'no-pictures' | 'no-sounds' | 'no-films' | 'no-files' | 'too-long-file' | 'lost-file';

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
