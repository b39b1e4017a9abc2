import { describe, expect, it } from 'vitest';
import { questionOf } from '../twins/model/model-server.ts';
import { echo } from './behaviours.ts';
import { onMatrix } from './matrix-bot.ts';
import { gate } from './with-model.ts';

const sending = /^PUT .*\/send\/m\.room\.message\//;

describe('the end of a session', () => {
  it('for good: she leaves with 3 and says what to do; so she does with a token that never was good', async () => {
    const { twin, start } = await onMatrix(echo);
    await expect(start({ MATRIX_ACCESS_TOKEN: 'never-was-good' })).rejects.toThrow(/left with 3[\s\S]*connect matrix/);
    const bot = await start();
    twin.logsOut('hard');
    expect(await bot.exited).toBe(3);
    expect(bot.stderr()).toMatch(/has ended this session[\s\S]*connect matrix/);
    expect(bot.stderr()).not.toMatch(/\n\s+at /);
  });

  it('softly: with a password she logs in again as the same device and misses nothing', async () => {
    const { twin, model, start } = await onMatrix(echo);
    const { dm } = twin.user('ada');
    const bot = await start({ MATRIX_ACCESS_TOKEN: '', MATRIX_DEVICE_ID: '', MATRIX_PASSWORD: twin.bot.password });
    dm.says('before');
    await dm.sees('You said: before');
    twin.logsOut('soft');
    dm.says('still there?');
    await dm.sees('You said: still there?');
    const logins = twin.asked.filter(({ route, status }) => route === 'POST /login' && status === 200).map(({ body }) => body);
    expect(logins).toHaveLength(2);
    expect(logins[1]).toHaveProperty('device_id', expect.stringMatching(/^\w+$/));
    expect(model.requests.map(questionOf)).toEqual(['before', 'still there?']);
    expect(bot.stderr()).not.toContain(twin.bot.password);
    twin.noRefusals();
  });
});

describe('her own end', () => {
  it('kill -9 in mid-answer: after the restart one whole answer stands, in the same message', async () => {
    const held = gate();
    const { twin, model, start } = await onMatrix(async ({ attempt, text, finish }) => {
      text('Once upon a time ');
      if (attempt === 1) await held.opened;
      text('there was an end.');
      finish();
    });
    const den = twin.room('den');
    const ada = twin.user('ada').in(den);
    const bot = await start();
    const question = ada.mentions(twin.bot, 'tell me');
    const begun = await den.sees('Once upon a time');
    await bot.kill('SIGKILL');
    held.open();
    await start();
    const whole = await den.sees('Once upon a time there was an end.');
    await den.settles();
    expect([whole.id, whole.repliesTo]).toEqual([begun.id, question.id]);
    expect(model.requests).toHaveLength(2);
    expect(den.messages().filter(({ text }) => text.includes('Once upon a time'))).toHaveLength(1);
    twin.noRefusals();
  });

  it('kill -9 between the server’s taking an answer and its saying so: it is found again, not sent twice', async () => {
    const { twin, model, start } = await onMatrix(echo);
    const { dm } = twin.user('ada');
    const bot = await start();
    dm.says('before');
    await dm.sees('You said: before');
    await dm.settles();
    twin.fault({ kind: 'hang-after-effect', on: sending });
    dm.says('and now?');
    await dm.sees('You said: and now?');
    await bot.kill('SIGKILL');
    twin.heal();
    await start();
    dm.says('after');
    await dm.sees('You said: after');
    await dm.settles();
    expect(dm.transcript().split('You said: and now?')).toHaveLength(2);
    expect(model.requests.filter((request) => questionOf(request) === 'after')).toHaveLength(1);
    twin.noRefusals();
  });
});
