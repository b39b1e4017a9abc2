import { describe, expect, it } from 'vitest';
import { echo } from '../../journeys/behaviours.ts';
import { onMatrix } from '../matrix-bot.ts';
import { until } from '../until.ts';

describe('commands on Matrix', () => {
  it('as !mia anywhere and after / in a conversation of two; her own texts are notices', async () => {
    const { bot, person, start } = await onMatrix(echo);
    await start();
    const [ada, ben] = [await person('ada'), await person('ben')];
    const dm = await ada.invites(bot.userId);
    await dm.says('/help');
    expect((await dm.sees(/Just write/, { by: bot.userId })).isNotice).toBe(true);
    const den = await ada.opens('den', { invited: [bot.userId, ben.userId] });
    await ben.enters(den.room);
    await den.membership(bot.userId, 'join');
    await den.says('!mia help');
    await den.sees(/Mention me or reply to me/, { by: bot.userId });
  });

  it('a reaction is a button, also after a restart', async () => {
    let count = 0;
    const { bot, person, start } = await onMatrix(({ text, finish }) => {
      count += 1;
      text(`answer ${count}`);
      finish();
    });
    const first = await start();
    const ada = await person('ada');
    const dm = await ada.invites(bot.userId);
    await dm.says('hello');
    const answer = await dm.sees('answer 1', { by: bot.userId });
    expect(await first.kill('SIGTERM')).toBe(0);
    await start();
    await dm.reacts(answer.id, '🔁');
    await dm.sees('answer 2', { by: bot.userId });
  });

  it('a form is a card with numbers, answered by reply; cancelled by a word', async () => {
    const { bot, person, start } = await onMatrix(echo);
    await start();
    const ada = await person('ada');
    const dm = await ada.invites(bot.userId);
    await dm.says('/personality create Ren "Ren repairs clocks."');
    await dm.sees(/Ren/, { by: bot.userId });
    await dm.says('/personality edit Ren');
    const card = await dm.sees(/^\s*\d+ {1,3}Tagline:/m, { by: bot.userId });
    const number = /^\s*(?<number>\d+) +Tagline:/m.exec(card.text)?.groups?.['number'];
    await dm.replies(card, `${number} Tick and tock`);
    await dm.sees(/Tagline: Tick and tock/, { by: bot.userId });
    await dm.replies(card, 'save');
    const diff = await dm.sees(/Tick and tock[\s\S]*Save|Save[\s\S]*Tick and tock/, { by: bot.userId });
    await dm.reacts(diff.id, '💾');
    await dm.says('/personality show Ren');
    await until(() => dm.lines().find(({ by, text }) => by === bot.userId && /revision 2/.test(text)), {
      otherwise: () => `no revision 2:\n${dm.transcript()}`,
    });
  });

  it('a personality goes out as an XML file and comes back changed', async () => {
    const { bot, model, person, start } = await onMatrix(echo);
    await start();
    const ada = await person('ada');
    const dm = await ada.invites(bot.userId);
    await dm.says('/personality create Ren "Ren repairs clocks."');
    await dm.sees(/Ren/, { by: bot.userId });
    await dm.says('/personality export Ren');
    const file = await until(() => dm.lines().find(({ by, content }) => by === bot.userId && content['msgtype'] === 'm.file'), {
      otherwise: () => `no file:\n${dm.transcript()}`,
    });
    const path = String(file.content['url']).replace('mxc://', '');
    const { text } = await ada.api.get<{ text: string }>(`GET /_matrix/client/v1/media/download/${path}`);
    await dm.says('/personality edit Ren');
    await dm.sees(/Tagline:/, { by: bot.userId });
    await dm.sendsFile('ren.xml', text.replaceAll('clocks', 'watches'));
    await dm.sees('Update: Ren is at revision 2', { by: bot.userId });
    await dm.says('/personality use Ren');
    await dm.sees(/From now on Ren answers here/, { by: bot.userId });
    await dm.says('who are you?');
    await dm.sees('You said: who are you?', { by: bot.userId });
    expect(JSON.stringify(model.requests.at(-1))).toContain('Ren repairs watches.');
  });

  it('speaks the language somebody has chosen', async () => {
    const { bot, person, start } = await onMatrix(echo);
    await start();
    const ada = await person('ada');
    const dm = await ada.invites(bot.userId);
    await dm.says('/me');
    const card = await dm.sees(/Language:/, { by: bot.userId });
    const number = /^\s*(?<number>\d+) +Language:/m.exec(card.text)?.groups?.['number'];
    await dm.says(`${number} German`);
    await dm.sees(/Language: (?!\(empty\))\S/, { by: bot.userId });
    await dm.says('save');
    await dm.sees(/Kept|Behalten/, { by: bot.userId });
    await dm.says('/help');
    await dm.sees(/Schreib einfach/, { by: bot.userId });
  });

  it('power in the room decides who may silence her', async () => {
    const { bot, person, start } = await onMatrix(echo);
    await start();
    const [ada, ben] = [await person('ada'), await person('ben')];
    const den = await ada.opens('den', { invited: [bot.userId, ben.userId] });
    const his = await ben.enters(den.room);
    await den.membership(bot.userId, 'join');
    await his.says('!mia room quiet 1h');
    await his.sees(/Only a moderator of this room may do that/, { by: bot.userId });
    await den.says('!mia room quiet 1h');
    await den.sees(/I am quiet here until/, { by: bot.userId });
  });
});
