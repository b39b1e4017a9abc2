import { BotError } from '../../../core/errors.ts';
import { toldFailure } from '../../wires/openai-chat/failure.ts';
import type { Question, Reply, Transport } from './transport.ts';

/** Bytes of the longest list that is read: thousands of models. */
const longest = 8 * 1024 * 1024;

/** Asks for a small document. Fails with `BotError` unless the answer is JSON with status 200. */
export async function readJson(transport: Transport, question: Question): Promise<unknown> {
  const reply = await transport.send(question);
  try {
    if (reply.status !== 200) throw toldFailure({ status: reply.status, headers: reply.headers, said: undefined });
    if (!isPlainJson(reply)) throw new BotError('provider-protocol', 'the answer is not JSON');
    return JSON.parse(await readText(reply, longest));
  } catch (thrown) {
    reply.release();
    // The parser's own message quotes what it read.
    throw thrown instanceof SyntaxError ? new BotError('provider-protocol', 'the answer is not JSON') : thrown;
  }
}

/** The text of an answer; longer ones fail. */
export async function readText(reply: Reply, most: number): Promise<string> {
  const parts: Uint8Array[] = [];
  let size = 0;
  for await (const part of reply.body) {
    size += part.length;
    if (size > most) throw new BotError('provider-protocol', `the answer is longer than ${most} bytes`);
    parts.push(part);
  }
  return new TextDecoder().decode(Buffer.concat(parts));
}

/** True for one document, or one per line. */
export function isPlainJson({ type }: Reply): boolean {
  return /^application\/(?:x-ndjson|ndjson|json|x-json-stream|jsonl)\b/i.test(type.trim());
}
