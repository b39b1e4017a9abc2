import { setTimeout as pass } from 'node:timers/promises';
import { describe, expect, it } from 'vitest';
import { png } from '../../fakes/picture-samples.ts';
import { echo } from '../../journeys/behaviours.ts';
import { gate } from '../../journeys/with-model.ts';
import { onMatrix } from '../matrix-bot.ts';
import { until } from '../until.ts';

describe('talking on Matrix', () => {
  it('with a password alone: invited, she comes, says what she is and answers without a prefix', async () => {
    const { bot, person, start } = await onMatrix(echo);
    await start({ MATRIX_ACCESS_TOKEN: '', MATRIX_DEVICE_ID: '', MATRIX_PASSWORD: bot.password });
    const ada = await person('ada');
    const dm = await ada.invites(bot.userId);
    await dm.says('hello there');
    const answer = await dm.sees('You said: hello there', { by: bot.userId });
    expect(answer.isNotice).toBe(false);
    expect(dm.transcript()).toContain("I'm an AI");
  });

  it('with a token: what was said before she came in is answered as well', async () => {
    const { bot, person, start } = await onMatrix(echo);
    const ada = await person('ada');
    const dm = await ada.asks(bot.userId);
    await dm.says('are you there?');
    await start();
    await dm.sees('You said: are you there?', { by: bot.userId });
  });

  it('in a room by mention and by reply, never else; no answer pings anybody', async () => {
    const { bot, model, person, start } = await onMatrix(echo);
    await start();
    const [ada, ben] = [await person('ada'), await person('ben')];
    const den = await ada.opens('den', { invited: [bot.userId, ben.userId] });
    const his = await ben.enters(den.room);
    await den.membership(bot.userId, 'join');
    await den.says('nobody is meant');
    await his.notices(`${bot.userId}: I am a bot as well`);
    await den.mentions(bot.userId, 'and now?');
    const answer = await his.sees('You said: and now?', { by: bot.userId });
    await his.replies(answer, 'go on');
    await den.sees('You said: go on', { by: bot.userId });
    const own = den.lines().filter(({ by }) => by === bot.userId);
    expect(own.map(({ text }) => text).join()).not.toMatch(/nobody is meant|a bot as well/);
    expect(model.requests).toHaveLength(2);
    for (const { content } of own) {
      expect(content['m.mentions']).toBeDefined();
      expect(content['m.mentions']).not.toHaveProperty('room', true);
    }
  });

  it('in a thread where one exists, and otherwise in the room', async () => {
    const { bot, person, start } = await onMatrix(echo);
    await start();
    const [ada, ben] = [await person('ada'), await person('ben')];
    const den = await ada.opens('den', { invited: [bot.userId, ben.userId] });
    await ben.enters(den.room);
    await den.membership(bot.userId, 'join');
    await den.mentions(bot.userId, 'in the room');
    expect((await den.sees(/You said: .*in the room/, { by: bot.userId })).thread).toBeUndefined();
    const root = await den.says('a thread begins');
    await den.saysUnder(root, 'in the thread', [bot.userId]);
    expect((await den.sees(/You said: .*in the thread/, { by: bot.userId })).thread).toBe(root);
  });

  it.each(['relaxed', 'default'] as const)('under %s limits an answer grows by edits and stands whole at the end', async (limits) => {
    const held = gate();
    const { bot, person, start } = await onMatrix(
      async ({ text, finish }) => {
        text('Once upon a time ');
        await held.opened;
        for (let count = 0; count < 40; count += 1) {
          text(`word${count} `);
          await pass(50);
        }
        text('the end.');
        finish();
      },
      { limits },
    );
    await start();
    const ada = await person('ada');
    const dm = await ada.invites(bot.userId);
    await dm.says('tell me');
    const begun = await dm.sees('Once upon a time', { by: bot.userId });
    expect(begun.text).not.toContain('the end.');
    held.open();
    const whole = await dm.sees('the end.', { by: bot.userId, ms: 60_000 });
    expect(whole.id).toBe(begun.id);
    expect(whole.edits).toBeGreaterThan(0);
    expect(whole.text).toContain(Array.from({ length: 40 }, (_, count) => `word${count} `).join(''));
    expect(dm.lines().filter(({ text }) => text.includes('Once upon'))).toHaveLength(1);
  });

  it('an edited question is answered anew in the same message; a redacted one takes its answer along and is forgotten', async () => {
    const { bot, model, person, start } = await onMatrix(echo);
    await start();
    const ada = await person('ada');
    const dm = await ada.invites(bot.userId);
    const question = await dm.says('a soup?');
    const first = await dm.sees('You said: a soup?', { by: bot.userId });
    await dm.edits(question, 'a salad?');
    expect((await dm.sees('You said: a salad?', { by: bot.userId })).id).toBe(first.id);
    await dm.redacts(question);
    await dm.misses(first.id);
    await dm.says('what did I ask?');
    await dm.sees('You said: what did I ask?', { by: bot.userId });
    expect(JSON.stringify(model.requests.at(-1))).not.toMatch(/soup|salad/);
  });

  it('an edit by somebody else changes nothing', async () => {
    const { bot, model, person, start } = await onMatrix(echo);
    await start();
    const [ada, ben] = [await person('ada'), await person('ben')];
    const den = await ada.opens('den', { invited: [bot.userId, ben.userId] });
    const his = await ben.enters(den.room);
    await den.membership(bot.userId, 'join');
    const question = await den.mentions(bot.userId, 'mine');
    await den.sees(/You said: .*mine/, { by: bot.userId });
    await his.edits(question, 'not mine');
    await den.mentions(bot.userId, 'after it');
    await den.sees(/You said: .*after it/, { by: bot.userId });
    expect(JSON.stringify(model.requests)).not.toContain('not mine');
  });

  it('which personality speaks: a profile per message, with its name in the text for apps that show none', async () => {
    const { bot, person, start } = await onMatrix(echo);
    await start();
    const ada = await person('ada');
    const den = await ada.opens('den', { invited: [bot.userId] });
    await den.membership(bot.userId, 'join');
    await den.says('!mia personality use Juno');
    await den.sees(/From now on Juno answers here/, { by: bot.userId });
    await den.mentions(bot.userId, 'who is it?');
    const { content, text } = await den.sees(/You said: .*who is it\?/, { by: bot.userId });
    expect(content['com.beeper.per_message_profile']).toMatchObject({ displayname: 'Juno', has_fallback: true });
    expect(text).toMatch(/^Juno: You said/);
    expect(content['formatted_body']).toContain('data-mx-profile-fallback');
  });

  it('where one personality owns a conversation of two, the bot bears its name there from its first reply on', async () => {
    const { bot, person, start } = await onMatrix(echo);
    await start();
    const ada = await person('ada');
    const dm = await ada.invites(bot.userId);
    await dm.says('/personality use Juno');
    await dm.sees(/From now on Juno answers here/, { by: bot.userId });
    expect(dm.nameOf(bot.userId)).not.toContain('Juno');
    await dm.says('hello');
    await dm.sees('You said: hello', { by: bot.userId });
    await until(() => (dm.nameOf(bot.userId)?.includes('Juno') === true ? true : undefined), {
      otherwise: () => `there she is still called ${dm.nameOf(bot.userId)}`,
    });
  });

  it('and its portrait, until that is taken out of the personality', async () => {
    const { bot, person, start } = await onMatrix(echo);
    await start();
    const dm = await (await person('ada')).invites(bot.userId);
    const portrait = `<portrait type="image/png">${Buffer.from(png).toString('base64')}</portrait>`;
    const xml = `<personality><name>Vesper</name><description>Vesper watches stars.</description>${portrait}</personality>`;
    await dm.sendsFile('vesper.xml', xml);
    await dm.sees(/Vesper/, { by: bot.userId });
    await dm.says('/personality use Vesper');
    await dm.sees(/From now on Vesper answers here/, { by: bot.userId });
    await dm.says('hello');
    const otherwise = (): string => `there she looks like ${dm.pictureOf(bot.userId)}`;
    await until(() => (dm.pictureOf(bot.userId)?.startsWith('mxc://') === true ? true : undefined), { otherwise });
    await dm.says('/personality set Vesper portrait unset');
    await dm.sees(/revision 2/, { by: bot.userId });
    await dm.says('and now?');
    await until(() => (dm.pictureOf(bot.userId) === undefined ? true : undefined), { otherwise });
  });

  it('a third member ends the conversation of two, and she says so', async () => {
    const { bot, model, person, start } = await onMatrix(echo);
    await start();
    const [ada, ben] = [await person('ada'), await person('ben')];
    const dm = await ada.invites(bot.userId);
    await dm.says('only for you');
    const last = await dm.sees('You said: only for you', { by: bot.userId });
    await dm.invites(ben.userId);
    const his = await ben.enters(dm.room);
    await until(() => his.lines().find(({ by, id }) => by === bot.userId && id !== last.id), {
      otherwise: () => `she said nothing:\n${his.transcript()}`,
    });
    await his.says('nobody is meant');
    await his.mentions(bot.userId, 'and now?');
    await his.sees(/You said: .*and now\?/, { by: bot.userId });
    expect(model.requests).toHaveLength(2);
    expect(JSON.stringify(model.requests.at(-1))).not.toContain('only for you');
  });
});
