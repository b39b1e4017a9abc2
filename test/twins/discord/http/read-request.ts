import type { IncomingMessage } from 'node:http';
import type { Upload } from '../message/store-file.ts';
import { Codes, Refusal } from '../refusal.ts';

export interface Request {
  readonly body: unknown;
  readonly files: readonly Upload[];
}

const maxRequestBytes = 25 * 1024 * 1024;

/** Reads what a request carries: JSON, or a form of files with its JSON beside. */
export async function readRequest(request: IncomingMessage): Promise<Request> {
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of request) {
    size += chunk.length;
    chunks.push(chunk);
  }
  if (size > maxRequestBytes) throw new Refusal(Codes.RequestEntityTooLarge);
  const raw = Buffer.concat(chunks);
  if (raw.length === 0) return { body: undefined, files: [] };
  const type = request.headers['content-type'] ?? '';
  if (!type.startsWith('multipart/form-data')) return { body: parse(raw.toString()), files: [] };
  const form = await new Response(raw, { headers: { 'content-type': type } }).formData();
  const payload = form.get('payload_json');
  const files: Upload[] = [];
  for (const [field, value] of form) {
    const place = /^files\[(\d+)\]$/.exec(field)?.[1];
    if (place !== undefined && typeof value !== 'string')
      files[Number(place)] = {
        name: value.name,
        bytes: new Uint8Array(await value.arrayBuffer()),
        contentType: value.type || 'application/octet-stream',
      };
  }
  return { body: typeof payload === 'string' ? parse(payload) : {}, files };
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    throw new Refusal(Codes.RequestBodyContainsInvalidJSON);
  }
}
