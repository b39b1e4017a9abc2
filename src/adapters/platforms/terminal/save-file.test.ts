import { mkdtempSync, readdirSync, readFileSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { saveFile } from './save-file.ts';

const fresh = (): string => join(mkdtempSync(join(tmpdir(), 'miachat-')), 'data', 'exports');

describe('saving a file for its owner', () => {
  it('is for their eyes only and overwrites nothing', async () => {
    const folder = fresh();
    const paths = [];
    for (const text of ['one', 'two', 'three']) paths.push(await saveFile(folder, { name: 'juno.xml', mime: 'application/xml', text }));
    expect(paths).toEqual(['juno.xml', 'juno-2.xml', 'juno-3.xml'].map((name) => join(folder, name)));
    expect(paths.map((path) => readFileSync(path, 'utf8'))).toEqual(['one', 'two', 'three']);
    for (const path of paths) expect(statSync(path).mode & 0o777).toBe(0o600);
    expect(statSync(folder).mode & 0o777).toBe(0o700);
  });

  it('writes bytes as they are', async () => {
    const bytes = Buffer.from([0, 255, 13, 10, 137]);
    const path = await saveFile(fresh(), { name: 'juno.png', mime: 'image/png', base64: bytes.toString('base64') });
    expect(readFileSync(path)).toEqual(bytes);
  });

  it('two at once get two names', async () => {
    const folder = fresh();
    await Promise.all(['one', 'two'].map((text) => saveFile(folder, { name: 'a.txt', mime: 'text/plain', text })));
    expect(readdirSync(folder).sort()).toEqual(['a-2.txt', 'a.txt']);
  });

  it.each([
    ['../../../etc/passwd', '-..-..-etc-passwd'],
    ['..', 'file'],
    ['', 'file'],
    ['.hidden', 'hidden'],
    ['a\u0000b\nc.xml', 'a-b-c.xml'],
    ['C:\\x.xml', 'C--x.xml'],
    ['小明.xml', '小明.xml'],
    [`${'x'.repeat(300)}.xml`, `${'x'.repeat(80)}.xml`],
  ])('%j never leaves the folder', async (name, saved) => {
    const folder = fresh();
    const path = await saveFile(folder, { name, mime: 'text/plain', text: '' });
    expect(path).toBe(join(folder, saved));
    expect(dirname(path)).toBe(folder);
  });
});
