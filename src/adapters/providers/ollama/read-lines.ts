import { BotError } from '../../../core/errors.ts';

/** UTF-16 units of the longest line that is read. */
const longestLine = 1024 * 1024;

/** The lines of a stream of bytes, characters whole wherever the bytes were cut. What is not UTF-8 becomes �; empty lines are left out. */
export async function* readLines(body: AsyncIterable<Uint8Array>): AsyncGenerator<string, void, void> {
  const decoder = new TextDecoder('utf-8');
  const held: string[] = [];
  let length = 0;
  for await (const bytes of body) {
    const pieces = decoder.decode(bytes, { stream: true }).split('\n');
    for (const [index, piece] of pieces.entries()) {
      length += piece.length;
      if (length > longestLine) throw new BotError('provider-protocol', 'a line of the answer is longer than 1 MiB');
      held.push(piece);
      if (index === pieces.length - 1) break;
      const line = held.splice(0).join('');
      length = 0;
      if (line.trim() !== '') yield line;
    }
  }
  const rest = held.join('') + decoder.decode();
  if (rest.trim() !== '') yield rest;
}
