import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { readLines } from './read-lines.ts';

async function linesOf(...chunks: readonly Uint8Array[]): Promise<readonly string[]> {
  async function* body(): AsyncGenerator<Uint8Array> {
    yield* chunks;
  }
  const lines: string[] = [];
  for await (const line of readLines(body())) lines.push(line);
  return lines;
}

describe('the lines of a stream', () => {
  it('are the same wherever the bytes are cut, inside a character too', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.oneof(fc.string({ unit: 'binary' }), fc.constantFrom('日本', '👩‍🚀', '\r', '\n\n')), { maxLength: 8 }),
        fc.integer({ min: 1, max: 7 }),
        async (parts, width) => {
          const text = parts.join('\n').replaceAll('\uFEFF', '');
          const bytes = Buffer.from(text.toWellFormed());
          const chunks = Array.from({ length: Math.ceil(bytes.length / width) }, (_, index) =>
            bytes.subarray(index * width, (index + 1) * width),
          );
          const expected = text
            .toWellFormed()
            .split('\n')
            .filter((line) => line.trim() !== '');
          expect(await linesOf(...chunks)).toEqual(expected);
        },
      ),
    );
  });

  it('may be a megabyte long and no longer, whether it comes at once or never ends', async () => {
    const long = Buffer.alloc(1024 * 1024, 'a');
    expect(await linesOf(long, Buffer.from('\nb'))).toHaveLength(2);
    const tooLong = { code: 'provider-protocol' };
    await expect(linesOf(Buffer.concat([long, Buffer.from('a\nb\n')]))).rejects.toMatchObject(tooLong);
    await expect(linesOf(long, Buffer.from('a'))).rejects.toMatchObject(tooLong);
  });

  it('show a � for what is no character, at the end as well', async () => {
    expect(await linesOf(Buffer.of(0x61, 0xff, 0x0a, 0xe2, 0x82))).toEqual(['a\uFFFD', '\uFFFD']);
  });
});
