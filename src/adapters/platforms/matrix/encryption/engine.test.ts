import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { type EncryptedStage, openEncryptedStage, room, type StageDevice, until } from '../../../../../test/fakes/encrypted-stage.ts';

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

const read = async (device: StageDevice, event: Parameters<StageDevice['encryption']['decrypt']>[1]) =>
  device.encryption.decrypt(room, event);

describe('an encrypted talk', () => {
  it('is read by the other side, and by nobody else', async () => {
    const eve = stage.createDevice('@eve:example.org', 'EVE');
    await eve.open();
    const event = await ada.say('hello Mia', [mia]);
    expect(JSON.stringify(event)).not.toContain('hello');
    await mia.sync();
    expect(await read(mia, event)).toMatchObject({
      kind: 'decrypted',
      type: 'm.room.message',
      content: { body: 'hello Mia' },
      sender: 'signed',
    });
    await eve.sync();
    expect(await read(eve, event)).toMatchObject({ kind: 'waiting' });
  });

  it('goes on after both have restarted from their disks', async () => {
    const first = await ada.say('one', [mia]);
    await mia.sync();
    expect(await read(mia, first)).toMatchObject({ kind: 'decrypted' });
    await mia.close();
    await ada.close();
    await ada.open();
    await mia.open();
    const second = await ada.say('two', [mia]);
    await mia.sync();
    expect(await read(mia, second)).toMatchObject({ kind: 'decrypted', content: { body: 'two' } });
    const answer = await mia.say('three', [ada]);
    await ada.sync();
    expect(await read(ada, answer)).toMatchObject({ kind: 'decrypted', content: { body: 'three' } });
  });

  it('keeps the relation of a message outside of the ciphertext, and gives it back', async () => {
    const relates = { rel_type: 'm.thread', event_id: '$root' };
    const audience = {
      room,
      members: [
        { user: ada.user, membership: 'join' as const },
        { user: mia.user, membership: 'join' as const },
      ],
      visibility: undefined,
    };
    const content = { msgtype: 'm.text', body: 'x', 'm.relates_to': relates };
    const event = stage.toEvent(ada.user, await ada.encryption.encrypt(audience, { type: 'm.room.message', content }));
    expect(event.content['m.relates_to']).toEqual(relates);
    await mia.sync();
    expect(await read(mia, event)).toMatchObject({ content });
  });

  it('waits for a key that comes late, over a restart too', async () => {
    const event = await ada.say('late', [mia]);
    await mia.sync(({ type }) => type !== 'm.room.encrypted');
    expect(await read(mia, event)).toMatchObject({ kind: 'waiting', withheld: undefined });
    await mia.close();
    await mia.open();
    expect(mia.late).toEqual([]);
    await mia.sync();
    await until(() =>
      expect(mia.late).toMatchObject([{ room, event: { event_id: event.event_id }, decryption: { content: { body: 'late' } } }]),
    );
    expect((await mia.encryption.health()).waiting).toBe(0);
  });

  it('delivers late what could not be delivered, or was cut off, after a restart', async () => {
    const event = await ada.say('late', [mia]);
    await mia.close();
    await mia.open({
      deliver: async () => {
        throw new Error('not now');
      },
    });
    await read(mia, event);
    await mia.sync();
    await until(() => expect(stage.logger.entries.map((entry) => entry.event)).toContain('matrix-late-event-failed'));
    await mia.close();
    await mia.open();
    expect(mia.late).toEqual([]);
    await mia.sync();
    await until(() => expect(mia.late).toHaveLength(1));
  });

  it('gives up what has waited for an hour', async () => {
    const event = await ada.say('much too late', [mia]);
    await read(mia, event);
    expect((await mia.encryption.health()).waiting).toBe(1);
    await stage.clock.advance(61 * 60_000);
    expect((await mia.encryption.health()).waiting).toBe(0);
  });

  it('does not read an old message again as a new one', async () => {
    const event = await ada.say('yes', [mia]);
    await mia.sync();
    expect(await read(mia, event)).toMatchObject({ kind: 'decrypted' });
    expect(await read(mia, event)).toMatchObject({ kind: 'decrypted' });
    expect(await read(mia, { ...event, event_id: '$again' })).toEqual({ kind: 'never', reason: 'replayed' });
    await mia.close();
    await mia.open();
    expect(await read(mia, { ...event, event_id: '$again' })).toEqual({ kind: 'never', reason: 'replayed' });
  });

  it('does not believe another sender, or another room', async () => {
    const event = await ada.say('it was me', [mia]);
    await mia.sync();
    expect(await read(mia, { ...event, sender: '@eve:example.org' })).toEqual({ kind: 'never', reason: 'other-sender' });
    expect(await mia.encryption.decrypt('!elsewhere:example.org', event)).toMatchObject({ kind: 'waiting' });
    expect(await read(mia, { ...event, content: { ...event.content, ciphertext: 'AwgA' } })).toMatchObject({ kind: 'never' });
  });

  it('passes over what is no message', async () => {
    const contents = [
      {},
      { algorithm: 7 },
      { algorithm: 'm.olm.v1.curve25519-aes-sha2', ciphertext: {} },
      { algorithm: 'm.megolm.v1.aes-sha2' },
      { algorithm: 'm.megolm.v1.aes-sha2', session_id: 'x', ciphertext: 'not base64 \u0000', sender_key: 'y', device_id: 'z' },
      { algorithm: 'm.other.v1', ciphertext: 'x' },
    ];
    for (const content of contents) expect(await read(mia, stage.toEvent(ada.user, content))).toEqual({ kind: 'never', reason: 'broken' });
  });

  it('gives whoever leaves no further key', async () => {
    const bob = stage.createDevice('@bob:example.org', 'BOB');
    await bob.open();
    const first = await mia.say('for both', [ada, bob]);
    const second = await mia.say('for Ada', [ada]);
    await bob.sync();
    await ada.sync();
    expect(await read(bob, first)).toMatchObject({ kind: 'decrypted' });
    expect(await read(bob, second)).toMatchObject({ kind: 'waiting' });
    expect(await read(ada, second)).toMatchObject({ kind: 'decrypted' });
    expect(first.content['session_id']).not.toBe(second.content['session_id']);
  });
});
