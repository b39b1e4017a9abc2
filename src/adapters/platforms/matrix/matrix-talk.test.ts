import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { type MatrixStage, type MatrixStageOptions, startMatrixStage, tokenOf } from '../../../../test/fakes/matrix-stage.ts';
import { replyOf } from '../../../../test/fakes/sample-outgoing.ts';
import { type MatrixTwin, startMatrix } from '../../../../test/twins/matrix/matrix-twin.ts';
import type { InboundEvent } from '../../../core/events/inbound-event.ts';

let twin: MatrixTwin;
const stages: MatrixStage[] = [];

async function start(options: MatrixStageOptions = {}): Promise<MatrixStage> {
  const stage = await startMatrixStage(twin, options);
  stages.push(stage);
  return stage;
}

beforeEach(async () => {
  twin = await startMatrix();
});
afterEach(async () => {
  for (const { platform } of stages.splice(0)) await platform.stop();
  await twin.close();
  twin.noPings();
});

const targetOf = (event: InboundEvent) => ({ room: event.room, ...(event.kind === 'message' ? { replyTo: event.ref } : {}) });

describe('talk in a room', () => {
  it('is heard whole, and tells when the bot is meant', async () => {
    const stage = await start();
    const ada = twin.user('ada').in(twin.room('den'));
    ada.says('just talking');
    ada.mentions(twin.bot, 'hello');
    const said = await stage.heard('message');
    expect(said).toMatchObject({ text: 'just talking', name: 'ada', participant: 'matrix:@ada:twin' });
    expect(said).not.toHaveProperty('mentioned');
    expect(await stage.heard('message', 2)).toMatchObject({ text: 'hello', mentioned: true });
    twin.noRefusals();
  });

  it('is not heard from notices, other types and what cannot be read', async () => {
    const stage = await start();
    const ada = twin.user('ada').in(twin.room('den'));
    ada.says('beep', { kind: 'm.notice' });
    ada.sends('org.example.strange', { body: 7 });
    ada.sends('m.room.message', { msgtype: 'm.text', body: 'fine', 'm.relates_to': 'nonsense', 'm.mentions': { user_ids: 'x' } });
    expect(await stage.heard('message')).toMatchObject({ text: 'fine' });
    expect(stage.events.filter(({ kind }) => kind === 'message')).toHaveLength(1);
  });

  it('is answered under its question, by the account or in the name of a personality', async () => {
    const stage = await start();
    const ada = twin.user('ada').in(twin.room('den'));
    const question = ada.mentions(twin.bot, 'hello');
    const event = await stage.heard('message');
    await stage.platform.send(targetOf(event), replyOf('Hi **you**.', { to: event.id }), 'k1');
    const answer = await ada.sees('Hi **you**.');
    expect(answer).toMatchObject({ repliesTo: question.id, persona: undefined, kind: 'm.text' });
    expect(answer.html).toBe('<p>Hi <strong>you</strong>.</p>');
    const juno = { ...replyOf('Ahoy.', { to: event.id }), personality: { id: 'juno', name: 'Juno <b>' } };
    await stage.platform.send(targetOf(event), juno, 'k2');
    const said = await ada.sees('Ahoy.');
    expect(said.persona).toBe('Juno <b>');
    expect(said.html).toContain('<strong data-mx-profile-fallback>Juno &lt;b&gt;: </strong>');
    twin.noRefusals();
  });

  it('is answered in its thread, which is a room of its own', async () => {
    const stage = await start();
    const ada = twin.user('ada').in(twin.room('den'));
    const root = ada.says('a thread begins');
    const inside = ada.mentions(twin.bot, 'inside', { thread: root });
    const event = await stage.heard('message', 2);
    expect(event.room).toBe(`matrix:${ada.room.id}/${root.id}`);
    expect(event).not.toHaveProperty('replyTo');
    expect(await stage.platform.describe(event.room)).toMatchObject({ kind: 'room', parent: `matrix:${ada.room.id}` });
    await stage.platform.send(targetOf(event), replyOf('Here.', { to: event.id }), 'k1');
    expect((await ada.sees('Here.')).thread).toBe(root.id);
    twin.user('ada').edits(inside, 'inside, again');
    expect(await stage.heard('messageEdited')).toMatchObject({ room: event.room, text: 'inside, again' });
    twin.user('ada').redacts(inside);
    expect(await stage.heard('messageDeleted')).toMatchObject({ room: event.room, ref: inside.id, isGone: true });
    twin.noRefusals();
  });

  it('is changed by its writer alone, and taken away by anybody who may', async () => {
    const stage = await start();
    const room = twin.room('den');
    const said = twin.user('ada').in(room).says('I like tea');
    const event = await stage.heard('message');
    twin
      .user('bob')
      .in(room)
      .sends('m.room.message', {
        msgtype: 'm.text',
        body: '* forged',
        'm.new_content': { msgtype: 'm.text', body: 'forged' },
        'm.relates_to': { rel_type: 'm.replace', event_id: said.id },
      });
    twin.user('ada').edits(said, 'I like coffee');
    expect(await stage.heard('messageEdited')).toMatchObject({ text: 'I like coffee', ref: said.id, participant: event.participant });
    expect(stage.events.filter(({ kind }) => kind === 'messageEdited')).toHaveLength(1);
    twin.founder.redacts(said);
    expect(await stage.heard('messageDeleted')).toMatchObject({ id: `delete:${said.id}`, ref: said.id, isGone: true });
  });

  it('forgets the whole message when an edit of it is taken away', async () => {
    const stage = await start();
    const room = twin.room('den');
    const ada = twin.user('ada');
    const said = ada.in(room).says('harmless');
    ada.edits(said, 'my secret');
    const edit = await stage.heard('messageEdited');
    ada.redacts({ id: edit.id.slice(`edit:${said.id}:`.length) });
    expect(await stage.heard('messageDeleted')).toMatchObject({ ref: said.id, participant: 'matrix:@ada:twin' });
  });

  it('brings text files along, and names the rest', async () => {
    const stage = await start();
    const ada = twin.user('ada').in(twin.room('den'));
    ada.sendsFile({ name: 'notes.json', contentType: 'application/json', bytes: Buffer.from('{"errcode":"none",\n"a":1}') });
    ada.sendsFile({ name: 'juno.xml', contentType: 'text/xml', bytes: Buffer.from('<personality/>') });
    ada.sendsFile({ name: 'cat.png', contentType: 'image/png', bytes: Buffer.from('png') }, 'm.image');
    expect(await stage.heard('message')).toMatchObject({ text: '[notes.json]\n> {"errcode":"none",\n> "a":1}' });
    expect(await stage.heard('message', 2)).toMatchObject({ text: '[juno.xml]\n> <personality/>' });
    expect(await stage.heard('message', 3)).toMatchObject({ text: '[picture cat.png]', pictures: 1 });
    const { room, ref } = (await stage.heard('message', 3)) as InboundEvent & { readonly kind: 'message' };
    expect(await stage.platform.pictures?.({ room }, ref)).toEqual([{ mime: 'image/png', bytes: Buffer.from('png') }]);
    twin.noRefusals();
  });

  it('takes in a personality’s file where two are alone', async () => {
    const stage = await start();
    const { dm } = twin.user('ada');
    await dm.room.until('the bot has come', () => dm.room.membership(twin.bot) === 'join');
    dm.sendsFile({ name: 'juno.xml', contentType: 'application/octet-stream', bytes: Buffer.from('<personality/>') });
    expect(await stage.heard('command')).toMatchObject({ call: { command: 'personality import', args: { file: '<personality/>' } } });
  });

  it('goes on behind an event that the engine refuses for ever', async () => {
    const stage = await start();
    const ada = twin.user('ada').in(twin.room('den'));
    await stage.heard('members');
    stage.refusesNext(3, 'bug');
    ada.says('poison');
    ada.says('harmless');
    expect(await stage.heard('message')).toMatchObject({ text: 'harmless' });
    expect(stage.logger.entries.filter(({ event }) => event === 'matrix-event-not-claimed')).toHaveLength(1);
  });

  it('is under the name of the personality where two are alone, until a third comes', async () => {
    const stage = await start();
    const { dm } = twin.user('ada');
    dm.says('hello');
    const event = await stage.heard('message');
    const juno = { ...replyOf('Ahoy.', { to: event.id }), personality: { id: 'juno', name: 'Juno' } };
    await stage.platform.send(targetOf(event), juno, 'k1');
    const nameThere = (): unknown => dm.room.state('m.room.member', twin.bot.id)?.['displayname'];
    await dm.room.until('she is called Juno there', () => nameThere() === 'Juno');
    await dm.settles();
    await stage.platform.send(targetOf(event), { ...juno, text: 'And I say more.' }, 'k2');
    expect(await dm.sees('And I say more.')).toMatchObject({ persona: undefined, text: 'And I say more.', author: 'Juno' });
    twin.user('bob').in(dm.room);
    await stage.heard('members');
    await stage.platform.send(targetOf(event), { ...juno, text: 'Now we are three.' }, 'k3');
    await dm.room.until('she has her own name again', () => nameThere() === 'Mia');
    twin.noRefusals();
  });
});

describe('a thread that begins with a question', () => {
  it('is the room’s, holds the answer, and is where the talk goes on; in one there is no further one', async () => {
    const stage = await start();
    const ada = twin.user('ada').in(twin.room('den'));
    ada.mentions(twin.bot, 'a soup?');
    const question = (await stage.heard('message')) as InboundEvent & { readonly kind: 'message' };
    const room = stage.platform.threadOn?.(question);
    if (room === undefined) throw new Error('no thread');
    expect(await stage.platform.describe(room)).toMatchObject({ kind: 'room', parent: question.room });
    await stage.platform.send({ room, replyTo: question.ref }, replyOf('A liquid.', { to: question.id }), 'k1');
    const answer = await ada.sees('A liquid.');
    expect(answer.thread).toBe(question.ref);
    expect(stage.platform.threadOn?.({ ...question, room })).toBeUndefined();
    twin.noRefusals();
  });
});

describe('commands', () => {
  it('begin with !mia anywhere, and with a slash where two are alone', async () => {
    const stage = await start();
    const ada = twin.user('ada').in(twin.room('den'));
    twin.user('bob').in(twin.room('den'));
    ada.says('/help');
    ada.says('!mia personality use juno');
    ada.says('!mia');
    expect(await stage.heard('command')).toMatchObject({ call: { command: 'personality use juno', args: {} } });
    expect(await stage.heard('command', 2)).toMatchObject({ call: { command: 'mia' } });
    expect(await stage.heard('message')).toMatchObject({ text: '/help' });
    const { dm } = twin.user('cleo');
    await dm.room.until('the bot has come', () => dm.room.membership(twin.bot) === 'join');
    dm.says('/chat retry');
    expect(await stage.heard('command', 3)).toMatchObject({ call: { command: 'chat retry' } });
  });

  it('that stand under a message are pressed by reactions, also after a restart', async () => {
    const session = tokenOf(twin);
    const first = await start({ session });
    const seat = twin.user('ada').in(twin.room('den'));
    seat.mentions(twin.bot, 'hello');
    const event = await first.heard('message');
    const actions = [
      { token: 't-1', label: 'Retry', icon: 'retry' },
      { token: 't-2', label: 'Small', icon: 'one' },
      { token: 't-3', label: 'Large', icon: 'one' },
    ] as const;
    const answer = { kind: 'text', body: 'pick one' } as const;
    await first.platform.send(targetOf(event), { kind: 'answer', to: event.id, answer, actions, last: true }, 'k1');
    const shown = await seat.sees('pick one');
    expect(shown.text).toContain('🔁 Retry   1️⃣ Small   2️⃣ Large');
    await seat.room.until('the reactions stand there', () => (seat.last?.reactions.length ?? 0) === 3);
    twin.user('ada').reacts(shown, '🔁');
    expect(await first.heard('press')).toMatchObject({ token: 't-1', participant: 'matrix:@ada:twin' });
    await first.platform.stop();
    const second = await start({ session, kept: first.kept, claimed: new Set(first.events.map(({ id }) => id)) });
    twin.user('bob').in(seat.room);
    twin.user('bob').reacts(shown, '2️⃣');
    twin.user('bob').reacts(shown, '💜');
    expect(await second.heard('press')).toMatchObject({ token: 't-3', participant: 'matrix:@bob:twin' });
    twin.noRefusals();
  });
});
