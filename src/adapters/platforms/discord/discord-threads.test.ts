import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { type DiscordStage, startDiscordStage } from '../../../../test/fakes/discord-stage.ts';
import { replyOf } from '../../../../test/fakes/sample-outgoing.ts';
import { until } from '../../../../test/journeys/until.ts';
import { type DiscordTwin, startDiscord } from '../../../../test/twins/discord/discord-twin.ts';
import type { InboundEvent } from '../../../core/events/inbound-event.ts';

let twin: DiscordTwin;
const stages: DiscordStage[] = [];

beforeEach(async () => {
  twin = await startDiscord();
});
afterEach(async () => {
  for (const { platform } of stages.splice(0)) await platform.stop();
  await twin.close();
});

async function start(kept?: Map<string, string>): Promise<DiscordStage> {
  const stage = await startDiscordStage(twin, kept === undefined ? {} : { kept });
  stages.push(stage);
  return stage;
}

/** A question in a channel, and the thread that begins with it. */
async function asked(stage: DiscordStage, question = 'what is a soup?') {
  const den = twin.guild('Den').channel('lore');
  const ada = twin.user('ada');
  const said = await ada.in(den).mentions(twin.bot, question);
  const event = (await stage.heard('message')) as InboundEvent & { kind: 'message' };
  const room = stage.platform.threadOn?.(event);
  if (room === undefined) throw new Error('no thread can begin there');
  return { den, ada, said, event, room, target: { room, replyTo: event.ref } };
}

describe('a thread that begins with a question', () => {
  it('is known before it is open, with what it has from its channel', async () => {
    const stage = await start();
    const { den, room, event, said } = await asked(stage);
    expect(room).toBe(`discord:${said.id}`);
    expect(await stage.platform.describe(room)).toMatchObject({ kind: 'room', parent: event.room, community: expect.any(String) });
    expect(den.threads).toEqual([]);
  });

  it('opens with the first thing shown there, once, and is called after the question', async () => {
    const stage = await start();
    const { den, target, event } = await asked(stage);
    await stage.platform.typing?.(target, true);
    const ref = await stage.platform.send(target, replyOf('A liq', { to: event.id, isEnd: false }), 'k1');
    await stage.platform.edit?.(target, replyOf('A liquid.', { to: event.id }), { ref, key: 'k1' });
    const [thread] = den.threads;
    expect(den.threads).toHaveLength(1);
    expect(thread?.name).toContain('what is a soup?');
    expect(thread?.messages().at(-1)).toMatchObject({ content: 'A liquid.' });
    expect(den.messages().filter(({ content }) => content.includes('liquid'))).toEqual([]);
    twin.noRefusals();
  });

  it('is found again by a later run that shows something there', async () => {
    const first = await start();
    const { den, target, event } = await asked(first);
    await first.platform.send(target, replyOf('one', { to: event.id }), 'k1');
    await first.platform.stop();
    stages.length = 0;
    const second = await start(first.kept);
    await second.platform.send(target, replyOf('two', { to: event.id }), 'k2');
    expect(den.threads).toHaveLength(1);
    expect(den.threads[0]?.messages().map(({ content }) => content)).toEqual(expect.arrayContaining(['one', 'two']));
  });

  it('that may not be opened leaves the answer in the channel, under its question, and somebody is told why', async () => {
    const stage = await start();
    const { den, ada, target, event, said } = await asked(stage);
    den.denies('everyone', 'CreatePublicThreads');
    await stage.platform.send(target, replyOf('A liquid.', { to: event.id }), 'k1');
    const answer = await den.sees('A liquid.');
    expect(answer.repliesTo).toBe(said.id);
    await ada.dm.sees(/Create Public Threads/);
    await stage.platform.send(target, replyOf('More.', { to: event.id }), 'k2');
    await den.sees('More.');
    expect(ada.dm.transcript().split('Create Public Threads')).toHaveLength(2);
  });

  it('that a crash came before is looked for where the answer will be, and is no reason to lose it', async () => {
    const stage = await start();
    const { den, target, event } = await asked(stage);
    const trace = { key: 'k1', cause: event.ref, since: twin.clock.now() };
    expect(await stage.platform.find(target, trace)).toBeUndefined();
    await stage.platform.typing?.(target, true);
    expect(den.threads).toHaveLength(1);
    expect(await stage.platform.find(target, trace)).toBeUndefined();
    await stage.platform.send(target, replyOf('A liquid.', { to: event.id }), 'k1');
    expect(den.threads[0]?.messages().map(({ content }) => content)).toContain('A liquid.');
  });

  it('that could not be opened does not hide from a later run what stands in the channel', async () => {
    const first = await start();
    const { den, target, event } = await asked(first);
    den.denies('everyone', 'CreatePublicThreads');
    const ref = await first.platform.send(target, replyOf('A liquid.', { to: event.id }), 'k1');
    await first.platform.stop();
    stages.length = 0;
    const second = await start(first.kept);
    expect(await second.platform.find(target, { key: 'k1', cause: event.ref, since: twin.clock.now() - 60_000 })).toBe(ref);
  });

  it('is not planned where it may not be opened or written in; what was said before is still found in it', async () => {
    const stage = await start();
    const { den, event, room } = await asked(stage);
    const ada = twin.user('ada');
    for (const right of ['CreatePublicThreads', 'SendMessagesInThreads'] as const) {
      den.denies('everyone', right);
      await until(() => stage.platform.threadOn?.(event) === undefined);
      expect(stage.platform.threadOn?.({ room: event.room, ref: event.ref })).toBe(room);
      await ada.dm.sees(/Create Public Threads/);
      den.allows('everyone', 'CreatePublicThreads', 'SendMessagesInThreads');
      await until(() => stage.platform.threadOn?.(event) !== undefined);
    }
  });

  it.each([160_006, 160_007])('that is one too many (%i) leaves the answer in the channel', async (code) => {
    const stage = await start();
    const { den, target, event } = await asked(stage);
    twin.fault({ on: 'POST /channels/:channel/messages/:message/threads', kind: 'refusal', code });
    await stage.platform.send(target, replyOf('A liquid.', { to: event.id }), 'k1');
    await den.sees('A liquid.');
  });

  it('that was archived meanwhile is opened again to end an answer in it', async () => {
    const stage = await start();
    const { den, target, event } = await asked(stage);
    const ref = await stage.platform.send(target, replyOf('A liq', { to: event.id, isEnd: false }), 'k1');
    const [thread] = den.threads;
    thread?.archive();
    await stage.platform.edit?.(target, replyOf('A liquid.', { to: event.id }), { ref, key: 'k1' });
    expect(thread?.last).toMatchObject({ content: 'A liquid.' });
  });

  it('that was locked is closed to her: nothing is tried again and again', async () => {
    const stage = await start();
    const { den, target, event } = await asked(stage);
    await stage.platform.send(target, replyOf('one', { to: event.id }), 'k1');
    den.threads[0]?.archive(true);
    await expect(stage.platform.send(target, replyOf('two', { to: event.id }), 'k2')).rejects.toMatchObject({ code: 'not-allowed' });
  });

  it('is not called after a question that was deleted; what others opened keeps its name', async () => {
    const stage = await start();
    const { den, ada, said, target, event } = await asked(stage, 'where is the spare key?');
    await stage.platform.send(target, replyOf('Under the mat.', { to: event.id }), 'k1');
    const [thread] = den.threads;
    expect(thread?.name).toContain('spare key');
    const bobs = await twin.user('bob').in(den).mentions(twin.bot, 'and the door?');
    const second = (await stage.heard('message', 2)) as InboundEvent & { kind: 'message' };
    const opened = den.thread('the door of ours', ada, { from: bobs });
    await stage.platform.send({ room: `discord:${opened.id}`, replyTo: second.ref }, replyOf('Locked.', { to: second.id }), 'k2');
    await twin.user('bob').deletes(bobs);
    await ada.deletes(said);
    await until(() => thread?.channel.name === 'Mia');
    expect(opened.name).toContain('the door of ours');
    twin.noRefusals({ except: [160_004] });
  });

  it('cannot begin in a private chat or in a thread', async () => {
    const stage = await start();
    const ada = twin.user('ada');
    const den = twin.guild('Den').channel('lore');
    await ada.dm.says('hello');
    const dm = (await stage.heard('message')) as InboundEvent & { kind: 'message' };
    expect(stage.platform.threadOn?.(dm)).toBeUndefined();
    await ada.in(den.thread('talk', ada)).mentions(twin.bot, 'hello');
    const inThread = (await stage.heard('message', 2)) as InboundEvent & { kind: 'message' };
    expect(stage.platform.threadOn?.(inThread)).toBeUndefined();
  });
});
