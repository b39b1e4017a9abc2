import { randomBytes } from 'node:crypto';
import { chmodSync, existsSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { beforeEach, describe, expect, it, onTestFinished } from 'vitest';
import { createSay } from '../../core/texts/create-say.ts';
import { createVault } from './create-vault.ts';
import { Secret } from './secret.ts';

const place = { owner: 'connected', name: 'DISCORD_TOKEN' };
const token = new Secret('canary-token');
const freshKey = () => randomBytes(32).toString('base64');
const isPosix = process.platform !== 'win32';

describe('the vault', () => {
  let file = '';

  beforeEach(() => {
    const folder = mkdtempSync(join(tmpdir(), 'miachat-vault-'));
    onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
    file = join(folder, 'data.key');
  });

  /** What a person is told, and that it tells nothing else. */
  async function failureOf(work: Promise<unknown>): Promise<{ readonly code: string; readonly en: string; readonly de: string }> {
    const thrown = await work.then(
      () => undefined,
      (failed: unknown) => failed,
    );
    const { code, advice, stack } = thrown as { code: string; advice: { en: string; de: string }; stack: string };
    const [en, de] = (['en', 'de'] as const).map((language) => createSay()(language, advice, {}));
    expect(`${en}${de}${stack}`).not.toContain('canary');
    return { code, en: en ?? '', de: de ?? '' };
  }

  it('makes a key file for its owner alone at the first secret, and says so once', async () => {
    const told: string[] = [];
    const vault = createVault({ file, made: (path) => told.push(path) });
    expect(existsSync(file)).toBe(false);
    const { sealed, keyId } = await vault.seal(token, place);
    await vault.seal(token, place);
    if (isPosix) expect(statSync(file).mode & 0o777).toBe(0o600);
    expect(readFileSync(file, 'utf8')).toContain(`${keyId}:`);
    expect(told).toEqual([file]);
    // As after a restart.
    expect((await createVault({ file }).open(sealed, place)).reveal()).toBe('canary-token');
  });

  it('two bots that need a key at the same moment end with one', async () => {
    const seals = await Promise.all([1, 2, 3, 4].map(() => createVault({ file }).seal(token, place)));
    for (const { sealed } of seals) expect((await createVault({ file }).open(sealed, place)).reveal()).toBe('canary-token');
  });

  it('takes the keys of the environment instead of the file, the first one active, the others still opening', async () => {
    const [old, fresh] = [`k1:${freshKey()}`, `k2:${freshKey()}`];
    const before = await createVault({ file, keys: old }).seal(token, place);
    const vault = createVault({ file, keys: `${fresh}, ${old}` });
    expect((await vault.seal(token, place)).keyId).toBe('k2');
    expect((await vault.open(before.sealed, place)).reveal()).toBe('canary-token');
    expect(existsSync(file)).toBe(false);
  });

  it('says which key is missing when the file is gone, and makes none by looking', async () => {
    const { sealed, keyId } = await createVault({ file }).seal(token, place);
    rmSync(file);
    const { code, en, de } = await failureOf(createVault({ file }).open(sealed, place));
    expect(code).toBe('key-missing');
    for (const text of [en, de]) for (const part of ['DISCORD_TOKEN', keyId, file]) expect(text).toContain(part);
    expect(existsSync(file)).toBe(false);
  });

  it('a key of the same name that is another one is refused, and so is a row that was moved', async () => {
    const { sealed } = await createVault({ file, keys: `k1:${freshKey()}` }).seal(token, place);
    const other = createVault({ file, keys: `k1:${freshKey()}` });
    expect((await failureOf(other.open(sealed, place))).code).toBe('key-wrong');
    const moved = await createVault({ file }).seal(token, place);
    expect((await failureOf(createVault({ file }).open(moved.sealed, { ...place, owner: 'discord:9' }))).code).toBe('key-wrong');
    expect((await failureOf(createVault({ file }).open('no sealed text', place))).code).toBe('key-wrong');
  });

  it.each([
    ['too short', randomBytes(31).toString('base64')],
    ['too long', randomBytes(33).toString('base64')],
    ['all zeros', Buffer.alloc(32).toString('base64')],
    ['one byte over and over', Buffer.alloc(32, 7).toString('base64')],
    ['damaged', `${freshKey().slice(0, 10)}*${freshKey().slice(11)}`],
    ['nothing', ''],
  ])('refuses a key that is %s, from the file and from the environment', async (_what, key) => {
    const { code } = await failureOf(createVault({ file, keys: `k1:${key}` }).seal(token, place));
    expect(code).toBe('key-wrong');
    writeFileSync(file, `k1:${key}\n`, { mode: 0o600 });
    const { code: fromFile, en } = await failureOf(createVault({ file }).seal(token, place));
    expect(fromFile).toBe('key-wrong');
    if (key !== '') expect(en).not.toContain(key);
    expect(readFileSync(file, 'utf8')).toBe(`k1:${key}\n`);
  });

  it('refuses two keys of one name', async () => {
    const vault = createVault({ file, keys: `k1:${freshKey()},k1:${freshKey()}` });
    expect(await failureOf(vault.seal(token, place))).toMatchObject({ code: 'key-wrong', en: expect.stringContaining('alike') });
  });

  it.runIf(isPosix)('refuses a key file that others may read, and says how to mend it', async () => {
    const { sealed } = await createVault({ file }).seal(token, place);
    for (const mode of [0o640, 0o604, 0o620]) {
      chmodSync(file, mode);
      const { code, en } = await failureOf(createVault({ file }).open(sealed, place));
      expect(code).toBe('key-wrong');
      expect(en).toContain(`chmod 600 ${file}`);
    }
    chmodSync(file, 0o400);
    expect((await createVault({ file }).open(sealed, place)).reveal()).toBe('canary-token');
  });

  it('a place where no file can be made, or that is a folder, is said', async () => {
    writeFileSync(file, '', { mode: 0o600 });
    expect((await failureOf(createVault({ file: join(file, 'sub.key') }).seal(token, place))).code).toBe('key-wrong');
    expect((await failureOf(createVault({ file: tmpdir() }).seal(token, place))).code).toBe('key-wrong');
  });
});
