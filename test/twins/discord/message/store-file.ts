import type { APIAttachment } from 'discord-api-types/v10';
import type { Core } from '../core.ts';
import { Codes, Refusal } from '../refusal.ts';

/** A file on its way in. */
export interface Upload {
  readonly name: string;
  readonly bytes: Uint8Array;
  readonly contentType: string;
  readonly description?: string | undefined;
}

/** What a file may weigh without any boost. */
export const maxFileBytes = 10 * 1024 * 1024;

/** Keeps a file where it can be downloaded; temporary ones belong to an interaction. */
export function storeFile(
  core: Core,
  upload: Upload,
  { channelId, isTemporary = false }: { readonly channelId: string; readonly isTemporary?: boolean },
): APIAttachment {
  if (upload.bytes.byteLength > maxFileBytes) throw new Refusal(Codes.RequestEntityTooLarge);
  const id = core.clock.snowflake();
  const filename = upload.name.replaceAll(/[^\w.-]/g, '_');
  const path = `/${isTemporary ? 'ephemeral-attachments' : 'attachments'}/${channelId}/${id}/${filename}`;
  core.world.files.set(path, { bytes: upload.bytes, contentType: upload.contentType });
  // Discord signs its addresses; a client that drops the query gets nothing.
  const url = `${core.url}${path}?ex=7fffffff&is=65000000&hm=${id}&`;
  return {
    id,
    filename,
    size: upload.bytes.byteLength,
    url,
    proxy_url: url,
    content_type: upload.contentType,
    ...(upload.description === undefined ? {} : { description: upload.description }),
    ...(isTemporary ? { ephemeral: true } : {}),
  };
}
