import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { type EncryptedStage, openEncryptedStage, room, type StageDevice, until } from '../../../../../test/fakes/encrypted-stage.ts';
import { readRecoveryKey, writeRecoveryKey } from './recovery-key.ts';

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

describe('the recovery key', () => {
  it('is written as every Matrix app writes it', () => {
    const key = Uint8Array.from({ length: 32 }, (_, place) => place);
    const text = writeRecoveryKey(key);
    expect(text).toMatch(/^Es[A-Za-z0-9]{2}( [A-Za-z0-9]{4}){11}$/);
    expect(readRecoveryKey(text)).toEqual(key);
    expect(readRecoveryKey(text.replaceAll(' ', ''))).toEqual(key);
    expect(readRecoveryKey(text.replace(/.$/, (last) => (last === 'x' ? 'y' : 'x')))).toBeUndefined();
    expect(readRecoveryKey(`${text}1`)).toBeUndefined();
    expect(readRecoveryKey('not a key')).toBeUndefined();
  });

  it('brings identity and old rooms back after the disk is lost', async () => {
    const recoveryKey = await mia.encryption.createRecovery();
    const old = await ada.say('before the fire', [mia]);
    await mia.sync();
    expect(await mia.encryption.decrypt(room, old)).toMatchObject({ kind: 'decrypted' });
    await until(() => expect(stage.server.backupOf(mia.user).get(room)?.size).toBe(1));
    await mia.close();

    const next = stage.createDevice(mia.user, 'NEXT');
    expect((await next.open({ recoveryKey })).restored).toEqual({ isSigned: true, keys: 1 });
    expect(next.encryption.identity).toBe('ready');
    expect(await next.encryption.health()).toMatchObject({ isSigned: true, isBackedUp: true, keys: { total: 1, backedUp: 1 } });
    expect(await next.encryption.decrypt(room, old)).toMatchObject({ kind: 'decrypted', content: { body: 'before the fire' } });
    await ada.sync();
    const fresh = await ada.say('after the fire', [next]);
    await next.sync();
    expect(await next.encryption.decrypt(room, fresh)).toMatchObject({ kind: 'decrypted', content: { body: 'after the fire' } });
  });

  it('is refused when it is another, or mistyped; nothing changes', async () => {
    await mia.encryption.createRecovery();
    await mia.close();
    const next = stage.createDevice(mia.user, 'NEXT');
    const other = writeRecoveryKey(new Uint8Array(32));
    const wrong = { fault: 'wrong-recovery-key', code: 'settings-invalid', field: 'MATRIX_RECOVERY_KEY' };
    await expect(next.open({ recoveryKey: other })).rejects.toMatchObject(wrong);
    await expect(next.open({ recoveryKey: 'EsTc oops' })).rejects.toMatchObject(wrong);
    expect((await next.open()).identity).toBe('elsewhere');
    expect((await next.encryption.health()).isSigned).toBe(false);
  });

  it('never lets go of an identity that is there on its own', async () => {
    const identities = (): number => stage.server.requests.filter(({ path }) => path.endsWith('/device_signing/upload')).length;
    const before = identities();
    const next = stage.createDevice(mia.user, 'NEXT');
    expect((await next.open()).identity).toBe('elsewhere');
    expect(identities()).toBe(before);
  });

  it('finds a single key in the backup when a message comes without it', async () => {
    const recoveryKey = await mia.encryption.createRecovery();
    const event = await ada.say('to the first device alone', [mia]);
    const next = stage.createDevice(mia.user, 'NEXT');
    await next.open({ recoveryKey });
    expect(await next.encryption.decrypt(room, event)).toMatchObject({ kind: 'waiting' });
    await mia.sync();
    await until(() => expect(stage.server.backupOf(mia.user).get(room)?.size).toBe(1));
    await next.close();
    await next.open();
    await next.encryption.decrypt(room, event);
    await until(() => expect(next.late).toMatchObject([{ decryption: { content: { body: 'to the first device alone' } } }]));
  });

  it('makes an identity with the password where the server wants one', async () => {
    stage.server.password = 'open sesame';
    const bob = stage.createDevice('@bob:example.org', 'BOB');
    await expect(bob.open()).rejects.toMatchObject({ fault: 'identity-refused', field: 'MATRIX_PASSWORD' });
    expect((await bob.open({ password: 'open sesame' })).identity).toBe('created');
    expect((await bob.encryption.health()).isSigned).toBe(true);
  });
});
