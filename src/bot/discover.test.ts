import { mkdirSync, mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { describe, expect, it } from 'vitest';
import { discover } from './discover.ts';

/** A folder of parts with these index files. */
function parts(files: Readonly<Record<string, string>>): URL {
  const folder = mkdtempSync(join(tmpdir(), 'miachat-parts-'));
  for (const [name, code] of Object.entries(files)) {
    mkdirSync(join(folder, name));
    writeFileSync(join(folder, name, 'index.ts'), code);
  }
  return pathToFileURL(`${folder}/`);
}

const shape = { name: 'string', create: 'function' } as const;

describe('discovery by folder', () => {
  it('finds every part, by name', async () => {
    const code = (name: string) => `export default { name: '${name}', create() {} };`;
    const found = await discover<{ name: string }>(parts({ b: code('b'), a: code('a') }), shape);
    expect(found.map(({ name }) => name)).toEqual(['a', 'b']);
  });

  it.each([
    ['a missing member', "export default { name: 'a' };", 'needs the member create (function), found undefined'],
    ['a member of another type', 'export default { name: 7, create() {} };', 'needs the member name (string), found number'],
    ['no default export', "export const name = 'a';", 'has no default export'],
    ['code that cannot be loaded', "throw new Error('broken');", 'cannot be loaded: broken'],
  ])('%s stops the start with the path and the reason', async (_what, code, reason) => {
    await expect(discover(parts({ a: code }), shape)).rejects.toMatchObject({
      code: 'part-invalid',
      message: expect.stringMatching(new RegExp(`a.index\\.ts ${reason.replaceAll(/[()]/g, '\\$&')}`)),
    });
  });

  it('a folder without index.ts is named, not skipped', async () => {
    const folder = parts({});
    mkdirSync(new URL('empty', folder));
    await expect(discover(folder, shape)).rejects.toMatchObject({ code: 'part-invalid', message: expect.stringContaining('empty') });
  });
});
