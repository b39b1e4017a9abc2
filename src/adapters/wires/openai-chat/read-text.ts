import { BotError } from '../../../core/errors.ts';

/** The text of an answer; longer ones fail. */
export async function readText(body: ReadableStream<Uint8Array> | null, most: number): Promise<string> {
  const parts: Uint8Array[] = [];
  let size = 0;
  for await (const part of body ?? []) {
    size += part.length;
    if (size > most) throw new BotError('provider-protocol', `the answer is longer than ${most} bytes`);
    parts.push(part);
  }
  return new TextDecoder().decode(Buffer.concat(parts));
}
