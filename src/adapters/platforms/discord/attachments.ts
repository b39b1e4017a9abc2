import type { APIAttachment } from 'discord-api-types/v10';
import { attachmentTexts } from '../../../core/answers/attachment-texts.ts';
import { largestPicture } from '../../../core/answers/viewable-picture.ts';
import { pictureKind, picturesAmong } from './pictures.ts';
import type { Say } from './say.ts';

/** So much of a text file is read. */
const mostBytes = 64 * 1024;
const patienceMs = 10_000;

/** Fetches the bytes behind an address, at most `most` of them; undefined when that fails or there are more. */
export type FetchFile = (url: string, most: number) => Promise<Uint8Array | undefined>;

/** What came with a message, as text that follows it: text files whole and quoted, pictures by name, everything else by name with why it stays unread. */
export async function readAttachments(
  { attachments, stickers }: { readonly attachments: readonly APIAttachment[]; readonly stickers: readonly string[] },
  { say, locale, fetchFile }: { readonly say: Say; readonly locale: string | undefined; readonly fetchFile: FetchFile },
): Promise<string> {
  const named = stickers.map((name) => `[${say(locale, attachmentTexts['a-sticker'], { name })}]`);
  const shown = picturesAmong(attachments);
  const read = await Promise.all(
    attachments.map(async (file) => {
      const name = file.filename.replaceAll(/\s+/g, ' ').slice(0, 100);
      if (shown.includes(file)) return `[${say(locale, attachmentTexts.picture, { name })}]`;
      if (!isText(file)) return `[${say(locale, refusalOf(file), { name })}]`;
      if (file.size > mostBytes) return `[${say(locale, attachmentTexts['too-long-file'], { name })}]`;
      const bytes = await fetchFile(file.url, mostBytes);
      if (bytes === undefined) return `[${say(locale, attachmentTexts['lost-file'], { name })}]`;
      const text = decodeFile(bytes);
      return text === undefined ? `[${say(locale, attachmentTexts['no-text'], { name })}]` : `[${name}]\n${quoted(text)}`;
    }),
  );
  return [...read, ...named].join('\n\n');
}

/** Bytes as text; undefined: they are none. */
export function decodeFile(bytes: Uint8Array): string | undefined {
  if (bytes.includes(0)) return undefined;
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch {
    return new TextDecoder('windows-1252').decode(bytes);
  }
}

const quoted = (text: string): string => text.trimEnd().replaceAll(/\r\n?/g, '\n').replaceAll(/^/gm, '> ');

export function isText({ filename, content_type }: Pick<APIAttachment, 'filename' | 'content_type'>): boolean {
  return /^text\//.test(content_type ?? '') || /\.(?:txt|md|json|xml|csv)$/i.test(filename);
}

function refusalOf(file: APIAttachment) {
  const { content_type, filename } = file;
  const type = content_type ?? '';
  if (pictureKind(file) !== undefined) return attachmentTexts[file.size > largestPicture ? 'large-picture' : 'more-pictures'];
  if (type.startsWith('image/') || /\.(?:png|jpe?g|gif|webp|avif)$/i.test(filename)) return attachmentTexts['no-pictures'];
  if (type.startsWith('audio/')) return attachmentTexts['no-sounds'];
  return type.startsWith('video/') ? attachmentTexts['no-films'] : attachmentTexts['no-files'];
}

/** Fetches from Discord's own file server, whose addresses come with the message. */
export const fetchFromDiscord: FetchFile = async (url, most) => {
  try {
    const response = await fetch(url, { signal: AbortSignal.timeout(patienceMs), redirect: 'error' });
    if (!response.ok || response.body === null) return undefined;
    const chunks: Uint8Array[] = [];
    let size = 0;
    for await (const chunk of response.body) {
      size += chunk.byteLength;
      if (size > most) return undefined;
      chunks.push(chunk);
    }
    return Buffer.concat(chunks);
  } catch {
    return undefined;
  }
};
