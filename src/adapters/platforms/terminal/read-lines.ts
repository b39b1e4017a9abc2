import type { Readable } from 'node:stream';

/** Longest line that is read, in bytes. */
export const longestLine = 1024 * 1024;

export interface InputLine {
  readonly text: string;
  /** `too-large`: dropped while it came, `text` is empty. `not-utf8`: what could not be read is a replacement character. */
  readonly fault?: 'too-large' | 'not-utf8';
}

const newline = 10;

/** Lines of a byte stream, the last one also without its newline. A line that is too long is never held in memory. */
export async function* readLines(input: Readable): AsyncGenerator<InputLine, void, void> {
  let pieces: Buffer[] = [];
  let size = 0;
  const finish = (): InputLine => {
    const bytes = Buffer.concat(pieces);
    const isLarge = size > longestLine;
    pieces = [];
    size = 0;
    return isLarge ? { text: '', fault: 'too-large' } : decode(bytes);
  };
  for await (const chunk of input) {
    let rest = Buffer.from(chunk as Uint8Array);
    for (let at = rest.indexOf(newline); at >= 0; at = rest.indexOf(newline)) {
      size += at;
      pieces.push(rest.subarray(0, at));
      rest = rest.subarray(at + 1);
      yield finish();
    }
    size += rest.length;
    if (size > longestLine) pieces = [];
    else if (rest.length > 0) pieces.push(rest);
  }
  if (size > 0) yield finish();
}

const strict = new TextDecoder('utf-8', { fatal: true });
const lenient = new TextDecoder('utf-8');

function decode(bytes: Buffer): InputLine {
  const line = bytes.at(-1) === 13 ? bytes.subarray(0, -1) : bytes;
  try {
    return { text: strict.decode(line) };
  } catch {
    return { text: lenient.decode(line), fault: 'not-utf8' };
  }
}
