import { DeviceId, EncryptionSettings, OlmMachine, RoomId, UserId } from '@matrix-org/matrix-sdk-crypto-wasm';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { z } from 'zod';
import { type EncryptedStage, openEncryptedStage, room, type StageDevice } from '../../../../../test/fakes/encrypted-stage.ts';
import { publishDevice } from '../../../../../test/fakes/published-device.ts';

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

const messages = z.record(z.string(), z.record(z.string(), z.unknown()));

/** Which devices were sent to-device messages of a type, since request `from`. */
function reached(type: string, from = 0): readonly string[] {
  return stage.server.requests
    .slice(from)
    .filter(({ path }) => path.includes(`/sendToDevice/${type}/`))
    .flatMap(({ body }) => Object.entries(messages.parse(body['messages'])))
    .flatMap(([user, devices]) => Object.keys(devices).map((device) => `${user} ${device}`));
}

const curveKeyOf = ({ user, device }: StageDevice): string => {
  const upload = stage.server.requests.find((each) => each.user === user && each.path.endsWith('/keys/upload'));
  return (
    z.object({ device_keys: z.object({ keys: z.record(z.string(), z.string()) }) }).parse(upload?.body).device_keys.keys[
      `curve25519:${device}`
    ] ?? ''
  );
};

describe('strangers', () => {
  it('get no key by asking for it, nor does another device of the same account', async () => {
    const event = await mia.say('for Ada alone', [ada]);
    const eve = stage.createDevice('@eve:example.org', 'EVE');
    await eve.open();
    const twin = stage.createDevice(mia.user, 'TWIN');
    await twin.open();
    const body = { algorithm: 'm.megolm.v1.aes-sha2', room_id: room, session_id: event.content['session_id'], sender_key: curveKeyOf(mia) };
    const before = stage.server.requests.length;
    for (const asker of [eve, twin, ada])
      stage.server.inject([mia.user, mia.device], {
        type: 'm.room_key_request',
        sender: asker.user,
        content: { action: 'request', body, requesting_device_id: asker.device, request_id: `r-${asker.device}` },
      });
    await mia.sync();
    await mia.sync();
    expect(reached('m.room.encrypted', before)).toEqual([]);
    for (const each of [eve, twin]) {
      await each.sync();
      expect(await each.encryption.decrypt(room, event)).toMatchObject({ kind: 'waiting' });
    }
  });

  it('cannot slip a key in by a forged event', async () => {
    const forger = await OlmMachine.initialize(new UserId('@eve:example.org'), new DeviceId('EVE'));
    await forger.shareRoomKey(new RoomId(room), [], new EncryptionSettings());
    const content = JSON.parse(await forger.encryptRoomEvent(new RoomId(room), 'm.room.message', '{"msgtype":"m.text","body":"forged"}'));
    const [key] = z.array(z.record(z.string(), z.unknown())).parse(JSON.parse(await forger.exportRoomKeys(() => true)));
    for (const type of ['m.room_key', 'm.forwarded_room_key'])
      for (const sender of [ada.user, mia.user, '@eve:example.org'])
        stage.server.inject([mia.user, mia.device], { type, sender, content: { ...key, sender_claimed_ed25519_key: 'x' } });
    for (const broken of [
      { type: 'm.room.encrypted', sender: ada.user, content: { algorithm: 'm.olm.v1.curve25519-aes-sha2' } },
      {},
      { type: 7 },
    ])
      stage.server.inject([mia.user, mia.device], broken);
    await mia.sync();
    expect(await mia.encryption.decrypt(room, stage.toEvent(ada.user, content))).toMatchObject({ kind: 'waiting' });
    expect((await mia.encryption.health()).keys.total).toBe(0);
    // And all of it has cost nobody anything.
    const event = await ada.say('still here', [mia]);
    await mia.sync();
    expect(await mia.encryption.decrypt(room, event)).toMatchObject({ kind: 'decrypted' });
  });

  it('are told apart by what they say when they keep a key back', async () => {
    const event = await ada.say('not for you', []);
    const content = {
      algorithm: 'm.megolm.v1.aes-sha2',
      room_id: room,
      session_id: event.content['session_id'],
      sender_key: curveKeyOf(ada),
      code: 'm.unverified',
      reason: 'The sender does not send to unverified devices.',
    };
    stage.server.inject([mia.user, mia.device], { type: 'm.room_key.withheld', sender: ada.user, content });
    await mia.sync();
    expect(await mia.encryption.decrypt(room, event)).toMatchObject({ kind: 'waiting', withheld: 'm.unverified' });
  });
});

describe('many devices', () => {
  it('of one person all get the key: 500 of them', async () => {
    const user = '@many:example.org';
    const ids = Array.from({ length: 500 }, (_, place) => `DEVICE${place}`);
    for (const id of ids) stage.server.publish(user, id, publishDevice(user, id));
    const before = stage.server.requests.length;
    await mia.say('hello everywhere', [{ ...ada, user }]);
    expect(new Set(reached('m.room.encrypted', before))).toEqual(new Set(ids.map((id) => `${user} ${id}`)));
  });
});

describe('strict', () => {
  it('sends to no device that its owner has not signed, and says so', async () => {
    stage.server.publish(ada.user, 'UNSIGNED', publishDevice(ada.user, 'UNSIGNED'));
    await mia.close();
    await mia.open({ strict: true });
    const event = await mia.say('for signed devices', [ada]);
    expect(reached('m.room.encrypted').filter((each) => each.endsWith('UNSIGNED'))).toEqual([]);
    expect(reached('m.room_key.withheld')).toEqual([`${ada.user} UNSIGNED`]);
    await ada.sync();
    expect(await ada.encryption.decrypt(room, event)).toMatchObject({ kind: 'decrypted' });
  });

  it('reads the first message of a signed device that nobody has asked about', async () => {
    await mia.close();
    await mia.open({ strict: true });
    const event = await ada.say('hello', [mia]);
    await mia.sync();
    expect(await mia.encryption.decrypt(room, event)).toMatchObject({ kind: 'decrypted', sender: 'signed' });
  });

  it('sends to the others too when it is off', async () => {
    stage.server.publish(ada.user, 'UNSIGNED', publishDevice(ada.user, 'UNSIGNED'));
    await mia.say('for all', [ada]);
    expect(reached('m.room.encrypted')).toContain(`${ada.user} UNSIGNED`);
  });

  it.each([
    [true, { kind: 'never', reason: 'untrusted-device' }],
    [false, { kind: 'decrypted', sender: 'unsigned' }],
  ])('%s: an unsigned device is read or not', async (strict, expected) => {
    // Ada’s second device cannot sign itself: her identity is on the first.
    const second = stage.createDevice(ada.user, 'SECOND');
    await second.open();
    await mia.close();
    await mia.open({ strict });
    const event = await second.say('from the second', [mia]);
    await mia.sync();
    expect(await mia.encryption.decrypt(room, event)).toMatchObject(expected);
  });
});
