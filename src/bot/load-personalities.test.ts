import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { png } from '../../test/fakes/picture-samples.ts';
import { BotError } from '../core/errors.ts';
import { loadPersonalities } from './load-personalities.ts';

let folder = '';
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'miachat-'));
});
afterEach(() => rm(folder, { recursive: true }));

describe('the shipped personalities', () => {
  it('are read from the project as they stand, Mia among them', async () => {
    const { shipped } = await loadPersonalities(join(import.meta.dirname, '../../personalities'));
    expect(shipped.map(({ id }) => id)).toContain('mia');
  });

  it('come by file name; other files of the folder are none', async () => {
    for (const id of ['zoe', 'ann'])
      await writeFile(join(folder, `${id}.xml`), `<personality id="${id}" revision="1"><name>${id}</name></personality>`);
    await writeFile(join(folder, 'notes.txt'), 'not XML');
    expect((await loadPersonalities(folder)).shipped.map(({ id }) => id)).toEqual(['ann', 'zoe']);
  });

  it('bring their portraits along', async () => {
    const portrait = `<portrait type="image/png">${Buffer.from(png).toString('base64')}</portrait>`;
    await writeFile(join(folder, 'ann.xml'), `<personality id="ann" revision="1"><name>Ann</name>${portrait}</personality>`);
    const { shipped, portraits } = await loadPersonalities(folder);
    expect(portraits.get(shipped[0]?.portrait?.hash ?? '')).toEqual({ mime: 'image/png', bytes: png });
  });

  it('stop the start when one is faulty, with file, line and column of each fault', async () => {
    await writeFile(join(folder, 'vesper.xml'), '<personality id="vesper" rating="x">\n  <name></name>\n</personality>');
    const failure = await loadPersonalities(folder).catch((error: unknown) => error);
    expect(failure).toBeInstanceOf(BotError);
    expect(failure).toMatchObject({
      code: 'part-invalid',
      field: 'vesper.xml',
      message: [
        'vesper.xml line 1, column 1: <personality> must have a revision',
        'vesper.xml line 1, column 1: <personality rating="x"> must be everyone, mature or adult',
        'vesper.xml line 2, column 3: <name> must not be empty',
      ].join('\n'),
    });
  });

  it('stop the start when one is broken or no text at all', async () => {
    await writeFile(join(folder, 'a.xml'), '<personality id="a" revision="1">\n<name>A</nme></personality>');
    await expect(loadPersonalities(folder)).rejects.toThrow('a.xml line 2, column 8: </nme> stands where </name> must close');
    await writeFile(
      join(folder, 'a.xml'),
      (await readFile(join(import.meta.dirname, '../../personalities/mia.xml'), 'utf8')).slice(0, 300),
      'utf16le',
    );
    await expect(loadPersonalities(folder)).rejects.toThrow('a.xml line 1, column 1: the file is not UTF-8 text: save it as UTF-8');
  });
});
