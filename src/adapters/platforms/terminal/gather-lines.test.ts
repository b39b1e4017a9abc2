import { Writable } from 'node:stream';
import { describe, expect, it } from 'vitest';
import { gatherLines } from './gather-lines.ts';

function stage() {
  const chunks: string[] = [];
  const output = new Writable({
    decodeStrings: false,
    write(chunk, _encoding, done) {
      chunks.push(String(chunk));
      done();
    },
  });
  return { chunks, lines: gatherLines(output) };
}

describe('gathered lines', () => {
  it('are one write for all that come before the loop turns', async () => {
    const { chunks, lines } = stage();
    await Promise.all([lines.soon('a\n'), lines.soon('b\n'), lines.soon('c\n')]);
    await lines.soon('d\n');
    expect(chunks).toEqual(['a\nb\nc\n', 'd\n']);
  });

  it('never stand behind a line that came later', async () => {
    const { chunks, lines } = stage();
    const soon = lines.soon('a\n');
    await lines.now('b\n');
    expect(chunks.join('')).toBe('a\nb\n');
    await soon;
    expect(chunks.join('')).toBe('a\nb\n');
  });
});
