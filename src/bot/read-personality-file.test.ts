import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { readPersonalityFile } from './read-personality-file.ts';

function fileOf(content: string | Uint8Array): string {
  const file = join(mkdtempSync(join(tmpdir(), 'miachat-')), 'vesper.xml');
  writeFileSync(file, content);
  return file;
}

describe('a personality file', () => {
  it('comes with the name people know it by', async () => {
    expect(await readPersonalityFile(fileOf('<personality/>'))).toEqual({ name: 'vesper.xml', xml: '<personality/>' });
  });

  it.each([
    ['that is not there', () => join(tmpdir(), 'nowhere', 'vesper.xml'), 'vesper.xml is not there. Nothing was imported.'],
    [
      'that is a folder',
      () => mkdtempSync(join(tmpdir(), 'vesper-')),
      /^vesper-\S+ is a folder; name one file in it\. Nothing was imported\.$/,
    ],
    ['of fifty megabytes', () => fileOf(new Uint8Array(50 * 1024 * 1024)), /^vesper\.xml has 50 MB; a personality has at most 256 KB\./],
    [
      'that is a PNG',
      () => fileOf(Uint8Array.of(0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a, 255)),
      /^This picture carries no character data;/,
    ],
    ['that is a JPEG', () => fileOf(Uint8Array.of(0xff, 0xd8, 0xff, 0xe0, 0)), /^This picture carries no character data;/],
    [
      'in another encoding',
      () => fileOf(Uint8Array.of(0x3c, 0xe4, 0x3e)),
      /^vesper\.xml line 1, column 1: the file is not UTF-8 text: .*Nothing was imported\.$/,
    ],
  ])('%s says so', async (_what, path, reason) => {
    await expect(readPersonalityFile(path())).rejects.toMatchObject({ advice: { en: expect.stringMatching(reason) } });
  });
});
