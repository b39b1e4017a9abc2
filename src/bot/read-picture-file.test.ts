import { mkdirSync, mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { png, pngOf } from '../../test/fakes/picture-samples.ts';
import { readPictureFile } from './read-picture-file.ts';

describe('a picture of the machine', () => {
  const folder = mkdtempSync(join(tmpdir(), 'miachat-picture-'));
  const path = (name: string): string => join(folder, name);

  it('is read byte for byte', async () => {
    writeFileSync(path('a b.png'), png);
    expect(await readPictureFile(` ${path('a b.png')} `)).toEqual({ bytes: png });
  });

  it('that is far too large is not read, only weighed', async () => {
    writeFileSync(path('large.png'), pngOf(3 * 1024 * 1024));
    expect(await readPictureFile(path('large.png'))).toEqual({ size: 3 * 1024 * 1024 });
  });

  it('that is none is said by its name, not by where it lies', async () => {
    mkdirSync(path('folder.png'));
    expect(await readPictureFile(path('lost.png'))).toEqual({ fault: { en: 'lost.png is not there.', de: 'lost.png gibt es nicht.' } });
    expect(await readPictureFile(path('folder.png'))).toMatchObject({ fault: { en: 'folder.png is not a file.' } });
  });
});
