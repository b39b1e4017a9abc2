import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { type EncryptedStage, openEncryptedStage, room, type StageDevice } from '../../../../../test/fakes/encrypted-stage.ts';
import { refusal } from '../../../../../test/fakes/matrix-key-server.ts';
import { positionOf } from './replays.ts';

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

describe('when something fails', () => {
  it.each(['/keys/query', '/keys/claim', '/sendToDevice/'])(
    'at %s, nothing is given to be sent, and the next try goes through',
    async (path) => {
      stage.server.refuse = (request) => {
        if (request.user === mia.user && request.path.includes(path)) throw refusal(403, 'M_FORBIDDEN');
      };
      await expect(mia.say('secret', [ada])).rejects.toThrow();
      stage.server.refuse = undefined;
      const event = await mia.say('secret', [ada]);
      await ada.sync();
      expect(await ada.encryption.decrypt(room, event)).toMatchObject({ kind: 'decrypted', content: { body: 'secret' } });
      expect(JSON.stringify(stage.server.requests)).not.toContain('secret"');
    },
  );

  it('for a moment only, the same request is made again', async () => {
    let failures = 2;
    stage.server.refuse = ({ user, path }) => {
      if (user !== mia.user || !path.includes('/sendToDevice/') || failures === 0) return;
      failures -= 1;
      throw refusal(502, 'M_UNKNOWN');
    };
    const sending = mia.say('hello', [ada]);
    while (failures > 0 || stage.clock.sleeping() > 0) await stage.clock.advance(1_000);
    const event = await sending;
    const paths = stage.server.requests.flatMap(({ user, path }) => (user === mia.user && path.includes('/sendToDevice/') ? [path] : []));
    expect(new Set(paths).size).toBe(1);
    await ada.sync();
    expect(await ada.encryption.decrypt(room, event)).toMatchObject({ kind: 'decrypted' });
  });

  it('keeps a room encrypted, whatever is said later', async () => {
    expect(await mia.encryption.isEncrypted(room)).toBe(false);
    await mia.encryption.noteRoom(room, { algorithm: 'm.megolm.v1.aes-sha2', rotation_period_msgs: 2 });
    await mia.encryption.noteRoom(room, {});
    expect(await mia.encryption.isEncrypted(room)).toBe(true);
    const sessions = [];
    for (const body of ['one', 'two', 'three', 'four', 'five']) sessions.push((await mia.say(body, [ada])).content['session_id']);
    expect(new Set(sessions).size).toBe(3);
  });

  it.each([{ algorithm: 'm.other.v1' }, {}, 'nothing'])('does not send where the encryption is not known: %j', async (content) => {
    await mia.encryption.noteRoom(room, content);
    expect(await mia.encryption.isEncrypted(room)).toBe(true);
    await expect(mia.say('hello', [ada])).rejects.toMatchObject({ fault: 'unknown-algorithm' });
  });

  it('says nothing any more once it is closed', async () => {
    const { encryption } = mia;
    await mia.close();
    const audience = { room, members: [], visibility: undefined };
    await expect(encryption.encrypt(audience, { type: 'm.room.message', content: {} })).rejects.toMatchObject({ fault: 'closed' });
  });

  it('never uses a step of the ratchet twice, with many at once and a key that is soon used up', async () => {
    await mia.encryption.noteRoom(room, { algorithm: 'm.megolm.v1.aes-sha2', rotation_period_msgs: 4 });
    const events = await Promise.all(Array.from({ length: 30 }, (_, place) => mia.say(`message ${place}`, [ada])));
    const places = events.map(({ content }) => JSON.stringify(positionOf(content)));
    expect(new Set(places).size).toBe(30);
    await ada.sync();
    for (const [place, event] of events.entries())
      expect(await ada.encryption.decrypt(room, event)).toMatchObject({ content: { body: `message ${place}` } });
  });
});

describe('a panic of the wasm', () => {
  it('ends the process with exit code 1 and a clear line', async () => {
    const program = join(import.meta.dirname, '../../../../../test/fakes/wasm-panic.program.ts');
    const child = spawn(process.execPath, [program], { stdio: ['ignore', 'ignore', 'pipe'] });
    let said = '';
    child.stderr.setEncoding('utf8').on('data', (text: string) => {
      said += text;
    });
    const [code] = await once(child, 'close');
    expect(code).toBe(1);
    expect(said).toContain('panic: matrix encryption: panic');
  });
});
