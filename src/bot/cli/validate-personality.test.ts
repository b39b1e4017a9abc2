import { mkdtemp, rm, truncate, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { validatePersonality } from './validate-personality.ts';

let folder = '';
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'miachat-'));
});
afterEach(() => rm(folder, { recursive: true }));

async function faultsOf(content: string | Uint8Array): Promise<readonly string[]> {
  const file = join(folder, 'vesper.xml');
  await writeFile(file, content);
  return (await validatePersonality(file)).faults.map(({ line, column, message }) => `${line}:${column} ${message}`);
}

describe('validating a personality file', () => {
  it('finds nothing in what can be imported, with or without an identity', async () => {
    expect(await faultsOf('<personality><name>Vesper</name></personality>')).toEqual([]);
    expect(await faultsOf('<personality id="vesper" revision="2"><name>Vesper</name></personality>')).toEqual([]);
    expect(await faultsOf('<persona name="Vesper"><description>Keeps a lamp.</description></persona>')).toEqual([]);
  });

  it('lists every fault with its place', async () => {
    expect(await faultsOf('<personality>\n <traits><trait name="warmth" value="very"/></traits>\n</personality>')).toEqual([
      '1:1 <name> is missing',
      '2:10 <trait value="very"> must be 0 to 100',
    ]);
  });

  it('says where the XML breaks off', async () => {
    expect(await faultsOf('<personality>\n <name>Vesper')).toEqual(['2:2 <name> is never closed']);
  });

  it('says so when it is handed a folder, a picture, nothing, or 50 MB', async () => {
    expect(await validatePersonality(folder)).toEqual({ faults: [{ line: 1, column: 1, message: 'this is a folder, not a file' }] });
    expect(await validatePersonality(join(folder, 'none.xml'))).toEqual({
      faults: [{ line: 1, column: 1, message: 'there is no such file' }],
    });
    expect(await faultsOf(Uint8Array.from([0x89, 0x50, 0x4e, 0x47]))).toEqual(['1:1 the file is not UTF-8 text: save it as UTF-8']);
    const big = join(folder, 'big.xml');
    await writeFile(big, '');
    await truncate(big, 50_000_000);
    expect(await validatePersonality(big)).toEqual({ faults: [{ line: 1, column: 1, message: 'the file is larger than 256 KiB' }] });
  });
});
