import { describe, expect, it } from 'vitest';
import { png } from '../fakes/picture-samples.ts';
import { questionOf } from '../twins/model/model-server.ts';
import { echo, promptText, talkIn } from './behaviours.ts';
import { onMatrix } from './matrix-bot.ts';
import { until } from './until.ts';
import { gate } from './with-model.ts';

describe('rooms on Matrix', () => {
  it('a third member ends private mode: she says so, wants to be called from then on, and repeats nothing of before', async () => {
    const { twin, model, start } = await onMatrix(echo);
    const [ada, bob] = [twin.user('ada'), twin.user('bob')];
    await start();
    ada.dm.says('only for you: 7741');
    const last = await ada.dm.sees('You said: only for you');
    const { room } = ada.dm;
    ada.invites(room, bob);
    const his = bob.in(room);
    his.mentions(twin.bot, 'and now?');
    await room.sees('You said: and now?');
    his.says('nobody is meant');
    his.mentions(twin.bot, 'still there?');
    const answer = await room.sees('You said: still there?');
    await room.settles();
    expect((await room.sees(/for this channel only|not private/, { after: last })).kind).toBe('m.notice');
    expect(answer.repliesTo).toBeDefined();
    expect(model.requests.map(questionOf)).toEqual(['only for you: 7741', 'and now?', 'still there?']);
    expect(JSON.stringify(model.requests.slice(1))).not.toContain('7741');
    twin.noRefusals();
    twin.noPings();
  });

  it('which personality speaks stands in a profile per message, with its name in the text where apps show none', async () => {
    const { twin, start } = await onMatrix(echo);
    const den = twin.room('den');
    const ada = twin.user('ada').in(den);
    twin.founder.in(den);
    den.gives(twin.user('ada'), 50);
    await start();
    ada.says('!mia personality use Juno');
    await den.sees(/From now on Juno answers here/);
    ada.mentions(twin.bot, 'who is it?');
    const said = await den.sees('You said: who is it?');
    expect(said.persona).toBe('Juno');
    expect(said.text).toBe('Juno: You said: who is it?');
    expect(said.html).toContain('<strong data-mx-profile-fallback>Juno: </strong>');
    expect(said.author).toBe('Mia');
    await den.settles();
    twin.noRefusals();
    twin.noPings();
  });

  it('a room that is upgraded in mid-talk goes on in the new one, with what was said before', async () => {
    const { twin, model, start } = await onMatrix(echo);
    const den = twin.room('den', { version: '10' });
    const ada = twin.user('ada');
    await start();
    ada.in(den).mentions(twin.bot, 'I keep bees');
    await den.sees('You said: I keep bees');
    await den.settles();
    const next = den.upgrades('12', [twin.bot, ada]);
    ada.in(next).mentions(twin.bot, 'still you?');
    await next.sees('You said: still you?');
    expect(talkIn(model.requests.at(-1))).toEqual(['[ada] I keep bees', 'You said: I keep bees', '[ada] still you?']);
    expect(next.transcript()).not.toContain('is an AI run by');
    twin.noRefusals();
    twin.noPings();
  });

  it('an encrypted room is left with a reason, also one that becomes it; no message goes into any, and stderr says why', async () => {
    const { twin, model, start } = await onMatrix(echo);
    const ada = twin.user('ada');
    const bot = await start();
    const den = ada.opens('den');
    await den.until('she has come', () => den.membership(twin.bot) === 'join');
    ada.in(den).mentions(twin.bot, 'hello');
    await den.sees('You said: hello');
    await den.settles();
    const before = twin.sent.length;
    den.encrypts();
    await den.until('she has left', () => den.membership(twin.bot) === 'leave');
    expect(den.transcript()).toContain('Mia left (I can’t read encrypted rooms yet. Invite me to one without encryption.)');
    const secret = twin.room('secret', { isEncrypted: true, bot: 'invite' });
    await secret.until('she declines', () => secret.membership(twin.bot) === 'leave');
    expect(secret.transcript()).toContain('encrypted rooms yet');
    ada.dm.says('and here?');
    await ada.dm.sees('You said: and here?');
    expect(twin.sent.slice(before).filter(({ room }) => room === den.id || room === secret.id)).toEqual([]);
    expect(bot.stderr().match(/matrix: leaving \S+, it is encrypted/g)).toHaveLength(2);
    expect(promptText(model.requests.at(-1))).toContain('and here?');
    twin.noRefusals();
  });

  it('only those who may invite her are followed', async () => {
    const { twin, start } = await onMatrix(echo);
    const [ada, bob] = [twin.user('ada'), twin.user('bob')];
    await start({ MATRIX_INVITES: ada.id });
    const [his, hers] = [bob.opens('his'), ada.opens('hers')];
    await hers.until('she has come', () => hers.membership(twin.bot) === 'join');
    await his.until('she declines', () => his.membership(twin.bot) === 'leave');
    expect(his.transcript()).toContain('I only come when somebody from my list invites me.');
    ada.in(hers).mentions(twin.bot, 'hello');
    await hers.sees('You said: hello');
    twin.noRefusals();
  });

  it('in a thread edits, buttons and redactions are followed as in a room', async () => {
    const { twin, model, start } = await onMatrix(echo);
    const den = twin.room('den');
    const ada = twin.user('ada');
    await start();
    const root = ada.in(den).says('a thread begins');
    const question = ada.in(den).mentions(twin.bot, 'a soup?', { thread: root });
    const answer = await den.sees('You said: a soup?');
    ada.edits(question, 'a salad?');
    expect((await den.sees('You said: a salad?')).id).toBe(answer.id);
    await den.settles();
    ada.reacts(answer, '🔁');
    // The same words again: nothing changes in the room that could be waited for.
    await until(() => model.requests.length === 3);
    await den.settles();
    expect(model.requests.map(talkIn)).toEqual([['[ada] a soup?'], ['[ada] a salad?'], ['[ada] a salad?']]);
    expect(den.messages().filter(({ text }) => text.startsWith('You said'))).toEqual([answer]);
    ada.redacts(question);
    await den.until('the answer is gone', () => answer.isRedacted);
    twin.noRefusals();
    twin.noPings();
  });

  it('where nobody is left she leaves, and a new private chat begins with nothing of the old talk', async () => {
    // Some servers tell her own coming beside the timeline.
    const { twin, model, start } = await onMatrix(echo, { manners: { joinsInState: true } });
    const ada = twin.user('ada');
    await start();
    ada.dm.says('hello');
    await ada.dm.sees('You said: hello');
    await ada.dm.settles();
    const { room } = ada.dm;
    ada.leaves(room);
    await room.until('she leaves', () => room.membership(twin.bot) === 'leave');
    expect(room.transcript()).toContain('Mia left (Nobody is left here.)');
    ada.dm.says('again');
    await ada.dm.sees('You said: again');
    expect(talkIn(model.requests.at(-1))).toEqual(['again']);
    twin.noRefusals();
  });

  it('where one personality owns a conversation of two, the bot bears its name from its first reply on', async () => {
    const { twin, start } = await onMatrix(echo);
    const { dm } = twin.user('ada');
    await start();
    dm.says('/personality use Juno');
    await dm.sees(/From now on Juno answers here/);
    dm.says('hello');
    const answer = await dm.sees('You said: hello');
    await dm.room.until('she is called Juno', () => answer.author === 'Juno');
  });

  it('and its portrait, until that is taken out of the personality', async () => {
    const { twin, start } = await onMatrix(echo);
    const { dm } = twin.user('ada');
    await start();
    const portrait = `<portrait type="image/png">${Buffer.from(png).toString('base64')}</portrait>`;
    const xml = `<personality><name>Vesper</name><description>Vesper watches stars.</description>${portrait}</personality>`;
    dm.sendsFile({ name: 'vesper.xml', contentType: 'application/xml', bytes: Buffer.from(xml) });
    await dm.sees(/Vesper/);
    dm.says('/personality use Vesper');
    await dm.sees(/From now on Vesper answers here/);
    dm.says('hello');
    const shown = (): unknown => dm.room.state('m.room.member', twin.bot.id)?.['avatar_url'];
    await dm.room.until('she looks like Vesper', () => /^mxc:/.test(String(shown())));
    await dm.settles();
    dm.says('/personality set Vesper portrait unset');
    await dm.sees(/revision 2/);
    dm.says('and now?');
    await dm.room.until('she looks like herself', () => shown() === undefined);
    expect((await dm.sees('You said: and now?')).author).toBe('Vesper');
    twin.noRefusals();
  });

  it('an invitation that is there at the start is dealt with once', async () => {
    const { twin, start } = await onMatrix(echo);
    const [ada, bob] = [twin.user('ada'), twin.user('bob')];
    const [his, hers] = [bob.opens('his'), ada.opens('hers')];
    await start({ MATRIX_INVITES: ada.id });
    await hers.until('she has come', () => hers.membership(twin.bot) === 'join');
    await his.until('she declines', () => his.membership(twin.bot) === 'leave');
    await hers.settles();
    expect(twin.asked.filter(({ route }) => /leave|join/.test(route)).map(({ route, path }) => `${route} ${path}`)).toHaveLength(2);
    twin.noRefusals();
  });

  it('an answer that is being written when its room is upgraded stands whole at the end', async () => {
    const held = gate();
    const { twin, start } = await onMatrix(async ({ text, finish }) => {
      text('It began');
      await held.opened;
      text(' and ended.');
      finish();
    });
    const den = twin.room('den', { version: '10' });
    const ada = twin.user('ada');
    await start();
    ada.in(den).mentions(twin.bot, 'a story');
    await den.sees('It began');
    const next = den.upgrades('12', [twin.bot, ada]);
    await next.until('she has moved', () => next.membership(twin.bot) === 'join');
    await next.settles();
    held.open();
    await next.settles();
    const whole = [...den.messages(), ...next.messages()].filter(({ text }) => text.includes('It began and ended.'));
    expect(whole, `${den.transcript()}\n----\n${next.transcript()}`).toHaveLength(1);
  });

  it('answers go into threads where whoever decides in the room says so', async () => {
    const { twin, start } = await onMatrix(echo);
    const den = twin.room('den');
    const ada = twin.user('ada');
    den.gives(ada, 100);
    await start();
    ada.in(den).says('!mia room replies thread');
    await den.settles();
    const question = ada.in(den).mentions(twin.bot, 'a soup?');
    expect((await den.sees('You said: a soup?')).thread).toBe(question.id);
    twin.noRefusals();
  });
});
