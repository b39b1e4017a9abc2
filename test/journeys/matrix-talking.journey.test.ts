import { describe, expect, it } from 'vitest';
import { questionOf } from '../twins/model/model-server.ts';
import { echo, promptText, talkIn } from './behaviours.ts';
import { filesWith } from './files-with.ts';
import { onMatrix } from './matrix-bot.ts';
import { gate } from './with-model.ts';

describe('talking on Matrix', () => {
  it('invited she comes, says what she is and answers without a prefix; in a room by mention and reply, never else', async () => {
    const { twin, model, start } = await onMatrix(echo);
    const [ada, bob] = [twin.user('ada'), twin.user('bob')];
    await start();
    ada.dm.says('hello there');
    const answer = await ada.dm.sees('You said: hello there');
    expect([answer.kind, answer.repliesTo]).toEqual(['m.text', undefined]);
    expect(ada.dm.transcript()).toContain("I'm an AI");
    const den = ada.opens('den', { invited: [twin.bot, bob] });
    await den.until('she has come', () => den.membership(twin.bot) === 'join');
    ada.in(den).says('nobody is meant');
    bob.in(den).says('beep', { kind: 'm.notice', more: { 'm.mentions': { user_ids: [twin.bot.id] } } });
    const question = ada.in(den).mentions(twin.bot, 'and now?');
    const first = await den.sees('You said: and now?');
    expect(first.repliesTo).toBe(question.id);
    bob.in(den).repliesTo(first, 'go on');
    await den.sees('You said: go on');
    await den.settles();
    expect(model.requests.map(questionOf)).toEqual(['hello there', 'and now?', 'go on']);
    expect(JSON.stringify(model.requests.slice(1))).not.toMatch(/hello there|beep/);
    expect(den.readBy(twin.bot)).toBeDefined();
    twin.noRefusals();
    twin.noPings();
  });

  it('three people at once: each is answered under their question, and prompts say who said what', async () => {
    const held = gate();
    const { twin, model, start } = await onMatrix(async (answering) => {
      if (answering.question === 'who keeps the vault?') await held.opened;
      echo(answering);
    });
    const den = twin.room('den');
    const [ada, bob, cyd] = [twin.user('ada'), twin.user('bob'), twin.user('cyd')];
    await start();
    ada.dm.says('my vault code is 7741');
    await ada.dm.sees('You said: my vault code is 7741');
    const asked = [ada.in(den).mentions(twin.bot, 'who keeps the vault?')];
    await model.asked('who keeps');
    asked.push(bob.in(den).mentions(twin.bot, 'and the vault code?'), cyd.in(den).mentions(twin.bot, 'I know the vault too'));
    await den.sees(/before yours/);
    held.open();
    const answers = [await den.sees('You said: who keeps'), await den.sees('You said: and the'), await den.sees('You said: I know')];
    await den.settles();
    expect(answers.map(({ repliesTo }) => repliesTo)).toEqual(asked.map(({ id }) => id));
    expect(den.transcript()).not.toContain('before yours');
    const [, ...inDen] = model.requests;
    expect(inDen.map((request) => talkIn(request).at(-1))).toEqual([
      '[ada] who keeps the vault?',
      '[bob] and the vault code?',
      '[cyd] I know the vault too',
    ]);
    expect(talkIn(inDen[2])).toHaveLength(5);
    expect(JSON.stringify(inDen)).not.toContain('7741');
    twin.noRefusals();
    twin.noPings();
  });

  it('in a thread where one exists, and each thread is a talk of its own', async () => {
    const { twin, model, start } = await onMatrix(echo);
    const den = twin.room('den');
    const ada = twin.user('ada').in(den);
    await start();
    ada.mentions(twin.bot, 'in the room');
    expect((await den.sees('You said: in the room')).thread).toBeUndefined();
    const root = ada.says('a thread begins');
    ada.mentions(twin.bot, 'in the thread', { thread: root });
    const inside = await den.sees('You said: in the thread');
    expect([inside.thread, inside.repliesTo]).toEqual([root.id, undefined]);
    ada.repliesTo(inside, 'go on there');
    expect((await den.sees('You said: go on there')).thread).toBe(root.id);
    ada.mentions(twin.bot, 'back in the room');
    expect((await den.sees('You said: back in the room')).thread).toBeUndefined();
    expect(talkIn(model.requests[2])).toEqual(['[ada] in the thread', 'You said: in the thread', '[ada] go on there']);
    expect(talkIn(model.requests[3]).join()).not.toMatch(/in the thread|go on there/);
    twin.noRefusals();
  });

  it('an answer grows by edits of one message and stands whole at the end, with what can be done with it', async () => {
    const [half, whole] = [gate(), gate()];
    const { twin, start } = await onMatrix(async ({ text, finish }) => {
      text('Once upon a time');
      await half.opened;
      text(' there was a **fox**');
      await whole.opened;
      text(', the end.');
      finish();
    });
    const { dm } = twin.user('ada');
    await start();
    dm.says('tell me');
    const begun = await dm.sees(/Once upon a time$/);
    half.open();
    const grown = await dm.sees(/there was a \*\*fox\*\*$/);
    whole.open();
    const end = await dm.sees('the end.');
    expect([grown.id, end.id]).toEqual([begun.id, begun.id]);
    expect(end.versions).toEqual([
      'Once upon a time',
      'Once upon a time there was a **fox**',
      'Once upon a time there was a **fox**, the end.',
    ]);
    expect(end.html).toBe('<p>Once upon a time there was a <strong>fox</strong>, the end.</p>');
    await dm.room.until('it can be retried', () => end.reactions.some(({ key }) => key.startsWith('🔁')));
    expect(dm.transcript().split('Once upon')).toHaveLength(2);
    twin.noRefusals();
    twin.noPings();
  });
});

describe('what is changed and taken back on Matrix', () => {
  it('an edited question is answered anew in the same message; a redacted one goes with its answer, its old words and what was kept of it', async () => {
    const { twin, model, start, folder } = await onMatrix(echo);
    const ada = twin.user('ada');
    const bot = await start();
    const question = ada.dm.says('the xylophonecanary sings');
    const first = await ada.dm.sees('You said: the xylophonecanary sings');
    ada.edits(question, 'the zebracanary sings');
    expect((await ada.dm.sees('You said: the zebracanary sings')).id).toBe(first.id);
    ada.dm.repliesTo(question, '/memory remember');
    const kept = await ada.dm.sees(/Kept: “the zebracanary sings”/);
    ada.dm.says('who sings?');
    await ada.dm.sees('You said: who sings?');
    expect(promptText(model.requests.at(-1))).toMatch(/zebracanary[\s\S]*the zebracanary sings/);
    ada.redacts(question);
    await ada.dm.room.until('the answer is gone', () => first.isRedacted);
    ada.dm.says('/memory show');
    expect((await ada.dm.sees(/memory|kept|nothing|remember/i, { after: kept })).text).not.toContain('canary');
    ada.dm.says('what did I ask?');
    await ada.dm.sees('You said: what did I ask?');
    expect(promptText(model.requests.at(-1))).not.toMatch(/canary/);
    // Her own edits are events too, and keep their words until they are redacted.
    const own = ada.dm.room.events.filter(
      ({ data }) => data.sender === twin.bot.id && JSON.stringify(data.content).includes('You said: the'),
    );
    expect(own).toEqual([]);
    expect(await bot.kill('SIGTERM')).toBe(0);
    expect(filesWith(folder, 'xylophonecanary')).toEqual([]);
    twin.noRefusals();
  });

  it('an edit by somebody else changes nothing; a question taken back in mid-answer ends the answer', async () => {
    const { twin, model, start, folder } = await onMatrix(async (answering) => {
      if (!answering.question.includes('zebracanary')) return echo(answering);
      answering.text('about the zebracanary');
      await answering.gone;
    });
    const den = twin.room('den');
    const [ada, bob] = [twin.user('ada'), twin.user('bob')];
    const bot = await start();
    const mine = ada.in(den).mentions(twin.bot, 'mine');
    const answer = await den.sees('You said: mine');
    bob.in(den).sends('m.room.message', {
      msgtype: 'm.text',
      body: '* not mine',
      'm.mentions': {},
      'm.new_content': { msgtype: 'm.text', body: 'not mine', 'm.mentions': {} },
      'm.relates_to': { rel_type: 'm.replace', event_id: mine.id },
    });
    const regretted = ada.in(den).mentions(twin.bot, 'the zebracanary');
    const growing = await den.sees('about the zebracanary');
    ada.redacts(regretted);
    await den.until('the answer is gone', () => growing.isRedacted);
    ada.in(den).mentions(twin.bot, 'after it');
    await den.sees('You said: after it');
    await den.settles();
    expect(answer.text).toBe('You said: mine');
    // Beside the first contact and the word about the regretted one nobody is told anything.
    const notices = den.messages().filter(({ authorId, kind }) => authorId === twin.bot.id && kind === 'm.notice');
    expect(notices.map(({ text }) => text)).toEqual([expect.stringContaining('is an AI run by'), expect.stringContaining('I forgot it')]);
    expect(JSON.stringify(model.requests)).not.toContain('not mine');
    expect(promptText(model.requests.at(-1))).not.toContain('canary');
    expect(await bot.kill('SIGTERM')).toBe(0);
    expect(filesWith(folder, 'zebracanary')).toEqual([]);
    twin.noRefusals();
  });

  it('what was taken back and changed while she was away is forgotten and answered anew', async () => {
    const { twin, model, start, folder } = await onMatrix(echo);
    const ada = twin.user('ada');
    const bot = await start();
    const first = ada.dm.says('the zebracanary');
    const answer = await ada.dm.sees('You said: the zebracanary');
    const second = ada.dm.says('a soup?');
    const soup = await ada.dm.sees('You said: a soup?');
    await ada.dm.settles();
    expect(await bot.kill('SIGTERM')).toBe(0);
    ada.redacts(first);
    ada.edits(second, 'a salad?');
    const again = await start();
    await ada.dm.room.until('the answer is gone', () => answer.isRedacted);
    expect((await ada.dm.sees('You said: a salad?')).id).toBe(soup.id);
    ada.dm.says('what did I ask?');
    await ada.dm.sees('You said: what did I ask?');
    expect(promptText(model.requests.at(-1))).not.toContain('canary');
    expect(await again.kill('SIGTERM')).toBe(0);
    expect(filesWith(folder, 'zebracanary')).toEqual([]);
    twin.noRefusals();
  });

  it('a question that was taken back before she could hear it is never asked', async () => {
    const { twin, model, start } = await onMatrix(echo);
    const ada = twin.user('ada');
    const bot = await start();
    ada.dm.says('before');
    await ada.dm.sees('You said: before');
    await ada.dm.settles();
    await bot.kill('SIGKILL');
    const regretted = ada.dm.says('the zebracanary');
    ada.redacts(regretted);
    await start();
    ada.dm.says('after');
    await ada.dm.sees('You said: after');
    expect(JSON.stringify(model.requests)).not.toContain('canary');
    twin.noRefusals();
  });
});
