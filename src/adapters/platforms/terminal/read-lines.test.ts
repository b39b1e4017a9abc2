import { Readable } from 'node:stream';
import { describe, expect, it } from 'vitest';
import { type InputLine, longestLine, readLines } from './read-lines.ts';

async function linesOf(...chunks: readonly Buffer[]): Promise<readonly InputLine[]> {
  const lines: InputLine[] = [];
  for await (const line of readLines(Readable.from(chunks))) lines.push(line);
  return lines;
}

describe('reading lines', () => {
  it('joins characters that were cut between chunks', async () => {
    const bytes = Buffer.from('für 小明\nja');
    const cut = [...bytes].map((byte) => Buffer.of(byte));
    expect(await linesOf(...cut)).toEqual([{ text: 'für 小明' }, { text: 'ja' }]);
  });

  it('takes a line of exactly the longest length, and drops one that is longer', async () => {
    const fits = Buffer.alloc(longestLine, 'x');
    expect((await linesOf(fits, Buffer.from('\n')))[0]?.text).toHaveLength(longestLine);
    expect(await linesOf(fits, Buffer.from('x\nnext\n'))).toEqual([{ text: '', fault: 'too-large' }, { text: 'next' }]);
    expect(await linesOf(fits, fits, fits)).toEqual([{ text: '', fault: 'too-large' }]);
  });

  it('keeps NUL bytes and says when something was not UTF-8', async () => {
    expect(await linesOf(Buffer.from('a\u0000b\n'), Buffer.of(0xff, 10))).toEqual([{ text: 'a\u0000b' }, { text: '�', fault: 'not-utf8' }]);
  });
});
