import { copyFileSync, readFileSync, rmSync, statSync } from 'node:fs';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { type EncryptedStage, openEncryptedStage, room, type StageDevice } from '../../../../../test/fakes/encrypted-stage.ts';
import { refusal } from '../../../../../test/fakes/matrix-key-server.ts';
import { openIndexedDb } from './indexeddb/install.ts';

let stage: EncryptedStage;
let mia: StageDevice;
let ada: StageDevice;

beforeEach(async () => {
  stage = openEncryptedStage();
  mia = stage.createDevice('@mia:example.org', 'MIA');
  ada = stage.createDevice('@ada:example.org', 'ADA');
  await mia.open();
  await ada.open();
});
afterEach(() => stage.end());

/** What a start has sent that changes anything for others. */
async function uploadsOf(start: () => Promise<unknown>): Promise<readonly string[]> {
  const before = stage.server.requests.length;
  await start().catch(() => undefined);
  return stage.server.requests
    .slice(before)
    .flatMap(({ method, path }) => (method === 'GET' || path.endsWith('/keys/query') ? [] : [path]));
}

describe('a crypto.db that is not the one it was', () => {
  it('is found out when it comes from a backup, before anything is sent', async () => {
    await mia.close();
    const backup = `${mia.file}.backup`;
    copyFileSync(mia.file, backup);
    await mia.open();
    await mia.say('after the backup', [ada]);
    await mia.close();
    copyFileSync(backup, mia.file);
    await expect(mia.open()).rejects.toMatchObject({ fault: 'store-rolled-back', code: 'settings-invalid' });
    expect(await uploadsOf(() => mia.open())).toEqual([]);
  });

  it('is found out when the whole data folder comes from a backup', async () => {
    await mia.close();
    const backup = `${mia.file}.backup`;
    copyFileSync(mia.file, backup);
    const kept = [...mia.kept];
    await mia.open();
    await mia.say('after the backup', [ada]);
    await mia.close();
    copyFileSync(backup, mia.file);
    mia.kept.clear();
    for (const [key, value] of kept) mia.kept.set(key, value);
    await expect(mia.open()).rejects.toMatchObject({ fault: 'store-rolled-back' });
    expect(await uploadsOf(() => mia.open())).toEqual([]);
  });

  it('is found out when the server has seen its one-time keys already', async () => {
    stage.server.refuse = ({ user, path }) => {
      if (user === mia.user && path.endsWith('/keys/upload')) throw refusal(400, 'M_UNKNOWN');
    };
    const changes = { ...stage.server.sync(mia.user, mia.device), oneTimeKeys: {} };
    await expect(mia.encryption.receive(changes)).rejects.toMatchObject({ fault: 'store-rolled-back' });
  });

  it.each([
    ['here alone', false],
    ['with everything else', true],
  ])('is found out when it is gone, %s', async (_, isAll) => {
    await mia.close();
    rmSync(mia.file);
    if (isAll) mia.kept.clear();
    await expect(mia.open()).rejects.toMatchObject({
      fault: 'store-lost',
      code: 'settings-invalid',
      advice: { en: expect.stringContaining('MATRIX_RECOVERY_KEY') },
    });
    expect(await uploadsOf(() => mia.open())).toEqual([]);
  });

  it('belongs to one device', async () => {
    await mia.close();
    await ada.close();
    copyFileSync(mia.file, ada.file);
    await expect(ada.open()).rejects.toMatchObject({ fault: 'store-key-wrong', code: 'key-wrong' });
    const storeKey = new Uint8Array(32).fill(7);
    const bob = stage.createDevice('@bob:example.org', 'BOB', { storeKey });
    await bob.open();
    await bob.close();
    const other = stage.createDevice('@bob:example.org', 'OTHER', { storeKey, file: bob.file });
    await expect(other.open()).rejects.toMatchObject({ fault: 'other-device', code: 'settings-invalid' });
  });

  it('does not help a device that the server has forgotten', async () => {
    await mia.close();
    stage.server.forget(mia.user, mia.device);
    await expect(mia.open()).rejects.toMatchObject({ fault: 'device-forgotten' });
  });
});

describe('crypto.db', () => {
  it('is for one process and for its owner alone', () => {
    expect(() => openIndexedDb(mia.file)).toThrow(expect.objectContaining({ code: 'data-in-use' }));
    for (const file of [mia.file, `${mia.file}-wal`]) expect(statSync(file).mode & 0o777).toBe(0o600);
  });

  it('holds nothing in clear: no key, no user, no room', async () => {
    const event = await mia.say('hello', [ada]);
    await ada.sync();
    expect(await ada.encryption.decrypt(room, event)).toMatchObject({ kind: 'decrypted' });
    await mia.close();
    const bytes = readFileSync(mia.file);
    const session = String(event.content['session_id']);
    for (const text of [room, ada.user, mia.user, session])
      for (const encoding of ['utf8', 'utf16le'] as const) expect(bytes.includes(Buffer.from(text, encoding)), text).toBe(false);
  });

  it('cannot be told from noise without its key', async () => {
    await mia.close();
    await expect(mia.open({ storeKey: new Uint8Array(32) })).rejects.toMatchObject({ code: 'key-wrong' });
    await mia.open();
  });
});
