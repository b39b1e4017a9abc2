import { describe, expect, it } from 'vitest';
import { echo } from '../../journeys/behaviours.ts';
import { gate } from '../../journeys/with-model.ts';
import { onMatrix } from '../matrix-bot.ts';
import { until } from '../until.ts';

describe('mishaps on Matrix', () => {
  it('kill -9 in mid-answer: after the restart one whole answer stands', async () => {
    const held = gate();
    const { bot, model, person, start } = await onMatrix(async ({ attempt, text, finish }) => {
      text('Once upon a time ');
      if (attempt === 1) await held.opened;
      text('there was an end.');
      finish();
    });
    const first = await start();
    const ada = await person('ada');
    const dm = await ada.invites(bot.userId);
    await dm.says('tell me');
    await dm.sees('Once upon a time', { by: bot.userId });
    await first.kill('SIGKILL');
    held.open();
    await start();
    await dm.sees('Once upon a time there was an end.', { by: bot.userId });
    expect(model.requests).toHaveLength(2);
    expect(dm.lines().filter(({ text }) => text.includes('Once upon a time'))).toHaveLength(1);
  });

  it('forty messages while she was away: each is answered or joined, none twice', async () => {
    const { bot, model, person, start } = await onMatrix(echo);
    const first = await start();
    const ada = await person('ada');
    const dm = await ada.invites(bot.userId);
    await dm.says('before');
    await dm.sees('You said: before', { by: bot.userId });
    await first.kill('SIGKILL');
    // More than a cut timeline shows: what came first must be fetched.
    for (let count = 0; count < 40; count += 1) await dm.says(`missed <${count}>`);
    await start();
    const asked = (count: number): boolean => model.requests.some((request) => JSON.stringify(request).includes(`missed <${count}>`));
    await until(() => (Array.from({ length: 40 }, (_, count) => count).every(asked) ? true : undefined), {
      otherwise: () => `lost: ${Array.from({ length: 40 }, (_, count) => count).filter((count) => !asked(count))}`,
      ms: 60_000,
    });
    await dm.says('done');
    await dm.sees('You said: done', { by: bot.userId });
    const answers = dm.lines().filter(({ by, text }) => by === bot.userId && text.includes('You said: missed'));
    expect(new Set(answers.map(({ text }) => text)).size).toBe(answers.length);
  });

  it('only those who may invite her are followed', async () => {
    const { bot, person, start } = await onMatrix(echo);
    const [ada, ben] = [await person('ada'), await person('ben')];
    await start({ MATRIX_INVITES: ada.userId });
    const his = await ben.asks(bot.userId);
    await his.says('let me in');
    const dm = await ada.invites(bot.userId);
    await dm.says('hello');
    await dm.sees('You said: hello', { by: bot.userId });
    expect(his.lines().filter(({ by }) => by === bot.userId)).toEqual([]);
    expect(his.standing(bot.userId)).not.toBe('join');
  });

  it('into an encrypted room she never writes: she leaves and says why', async () => {
    const { bot, person, start } = await onMatrix(echo);
    const mia = await start();
    const ada = await person('ada');
    const den = await ada.opens('den', { invited: [bot.userId] });
    await den.membership(bot.userId, 'join');
    await ada.api.get(`PUT ${ada.api.room(den.room)}/state/m.room.encryption/`, { algorithm: 'm.megolm.v1.aes-sha2' });
    expect(await den.membership(bot.userId, 'leave')).toMatch(/encrypt/i);
    expect(den.lines().filter(({ by }) => by === bot.userId)).toEqual([]);
    await until(() => (/encrypt/i.test(mia.stderr()) ? true : undefined), { otherwise: () => `stderr says only: ${mia.stderr()}` });
  });

  it('a room that is upgraded goes on in the new one', async () => {
    const { bot, person, start } = await onMatrix(echo);
    await start();
    const [ada, ben] = [await person('ada'), await person('ben')];
    const den = await ada.opens('den', { invited: [bot.userId, ben.userId], options: { room_version: '10' } });
    await ben.enters(den.room);
    await den.membership(bot.userId, 'join');
    const upgrade = `POST ${ada.api.room(den.room)}/upgrade`;
    const { replacement_room: next } = await ada.api.get<{ replacement_room: string }>(upgrade, { new_version: '12' });
    const moved = await ada.enters(next);
    await ada.api.ask(`POST ${ada.api.room(next)}/invite`, { user_id: bot.userId });
    await moved.membership(bot.userId, 'join');
    await moved.mentions(bot.userId, 'still you?');
    await moved.sees(/You said: .*still you\?/, { by: bot.userId });
  });

  it('events of unknown types and forged relations harm nobody', async () => {
    const { bot, person, start } = await onMatrix(echo);
    await start();
    const ada = await person('ada');
    const dm = await ada.invites(bot.userId);
    const odd = [
      {},
      { msgtype: 'm.text' },
      { msgtype: 'org.example.odd', body: 7 },
      { msgtype: 'm.text', body: 'x', 'm.relates_to': { rel_type: 'm.replace', event_id: '$nowhere' } },
      { msgtype: 'm.text', body: 'x', 'm.relates_to': 'nonsense' },
    ];
    for (const content of odd) await ada.api.put(dm.room, content);
    await ada.api.put(dm.room, { 'm.relates_to': { rel_type: 'm.annotation', event_id: '$nowhere', key: '🔁' } }, { type: 'm.reaction' });
    await ada.api.put(dm.room, { any: [1] }, { type: 'org.example.odd' });
    await dm.says('still here?');
    await dm.sees('You said: still here?', { by: bot.userId });
  });

  it('names with HTML and bidi marks stay text', async () => {
    const { bot, person, start } = await onMatrix(({ text, finish }) => {
      text('<b>bold</b> <script>alert(1)</script> [x](javascript:alert(1))');
      finish();
    });
    await start();
    const ada = await person('ada');
    const path = `/_matrix/client/v3/profile/${encodeURIComponent(ada.userId)}/displayname`;
    await ada.api.get(`PUT ${path}`, { displayname: '<img src=x>\u202Eevil' });
    const dm = await ada.invites(bot.userId);
    await dm.says('hello');
    await dm.sees('bold', { by: bot.userId });
    const html = dm.lines().flatMap(({ by, content }) => (by === bot.userId ? [String(content['formatted_body'] ?? '')] : []));
    for (const one of html) expect(one).not.toMatch(/<script|<img|javascript:/i);
  });

  it('a token that is not valid ends her with 3 and the next step', async () => {
    const { start } = await onMatrix(echo);
    await expect(start({ MATRIX_ACCESS_TOKEN: 'syt_wrong_token' })).rejects.toThrow(/left with 3[\s\S]*connect matrix/);
  });

  it('a token that is revoked while she talks ends her the same way', async () => {
    const { bot, server, start } = await onMatrix(echo);
    const mia = await start();
    await fetch(`${server.url}/_matrix/client/v3/logout`, { method: 'POST', headers: { authorization: `Bearer ${bot.accessToken}` } });
    expect(await mia.exited).toBe(3);
    expect(mia.stderr()).toContain('connect matrix');
  });
});
