import { setTimeout as sleep } from 'node:timers/promises';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { type DiscordStage, type DiscordStageOptions, startDiscordStage } from '../../../../test/fakes/discord-stage.ts';
import { replyOf } from '../../../../test/fakes/sample-outgoing.ts';
import { type DiscordOptions, type DiscordTwin, startDiscord } from '../../../../test/twins/discord/discord-twin.ts';
import type { InboundEvent } from '../../../core/events/inbound-event.ts';

let twin: DiscordTwin;
const stages: DiscordStage[] = [];

async function start(options: DiscordStageOptions = {}): Promise<DiscordStage> {
  const stage = await startDiscordStage(twin, options);
  stages.push(stage);
  return stage;
}

async function restart(options: DiscordOptions): Promise<void> {
  await twin.close();
  twin = await startDiscord(options);
}

beforeEach(async () => {
  twin = await startDiscord();
});
afterEach(async () => {
  for (const { platform } of stages.splice(0)) await platform.stop();
  await twin.close();
});

const targetOf = (event: InboundEvent) => ({ room: event.room, ...(event.kind === 'message' ? { replyTo: event.ref } : {}) });

describe('talk on a server', () => {
  it('is heard when the bot is named or replied to; without the intent nothing else is', async () => {
    const stage = await start();
    const ada = twin.user('ada').in(twin.guild('Den').channel('lore'));
    await ada.says('not for her');
    await ada.mentions(twin.bot, 'hello');
    const event = await stage.heard('message');
    expect(event).toMatchObject({ text: 'hello', mentioned: true, name: 'ada' });
    await stage.platform.send(targetOf(event), replyOf('Hi.', { to: event.id }), 'k1');
    await ada.repliesTo(await ada.sees('Hi.'), 'and now?');
    expect(await stage.heard('message', 2)).toMatchObject({ text: 'and now?' });
    expect(stage.events).toHaveLength(2);
    twin.noRefusals();
  });

  it('is heard whole with the intent', async () => {
    await restart({ portal: { messageContent: true } });
    const stage = await start();
    await twin.user('ada').in(twin.guild('Den').channel('lore')).says('just talking');
    expect(await stage.heard('message')).toMatchObject({ text: 'just talking' });
  });

  it('goes on without the intent after Discord refused it, and says once what then works', async () => {
    const stage = await start({ settings: { DISCORD_MESSAGE_CONTENT: 'on' } });
    const ada = twin.user('ada').in(twin.guild('Den').channel('lore'));
    await ada.mentions(twin.bot, 'still there?');
    expect(await stage.heard('message')).toMatchObject({ text: 'still there?' });
    expect(stage.logger.entries.filter(({ event }) => event === 'discord-without-content')).toHaveLength(1);
  });

  it('is not heard from bots and webhooks', async () => {
    const stage = await start();
    const den = twin.guild('Den').channel('lore');
    den.webhookSays('Pretender', `${twin.bot.mention} hello`);
    await twin.user('robot', { isBot: true }).in(den).mentions(twin.bot, 'beep');
    await twin.user('ada').in(den).mentions(twin.bot, 'last');
    expect(await stage.heard('message')).toMatchObject({ text: 'last' });
    expect(stage.events).toHaveLength(1);
  });

  it('is answered under its question, with buttons whose token comes back', async () => {
    const stage = await start();
    const ada = twin.user('ada');
    const den = twin.guild('Den').channel('lore');
    const question = await ada.in(den).mentions(twin.bot, 'hello');
    const event = await stage.heard('message');
    const reply = { ...replyOf('Hi.', { to: event.id }), actions: [{ token: 'tok-1', label: 'Retry', icon: 'retry' }] } as const;
    await stage.platform.send(targetOf(event), reply, 'k1');
    const answer = await den.sees('Hi.');
    expect(answer.repliesTo).toBe(question.id);
    const { kind } = await ada.clicks('Retry', { on: answer });
    expect(kind).toBe('acknowledged');
    expect(await stage.heard('press')).toMatchObject({ token: 'tok-1', participant: `discord:${ada.id}` });
    twin.noRefusals();
  });

  it('brings text files along, and names the rest', async () => {
    const stage = await start();
    const file = (name: string, contentType: string) => ({ name, contentType, bytes: Buffer.from('first\nsecond') });
    twin.guild('Den');
    await twin.user('ada').dm.says('look', { files: [file('notes.txt', 'text/plain'), file('cat.png', 'image/png')] });
    expect(await stage.heard('message')).toMatchObject({
      text: 'look\n\n[notes.txt]\n> first\n> second\n\n[picture cat.png]',
      pictures: 1,
    });
  });

  it('brings pictures to look at, fetched when they are wanted and not before', async () => {
    const stage = await start();
    twin.guild('Den');
    const ada = twin.user('ada');
    const picture = (name: string, byte: number) => ({ name, contentType: 'image/png', bytes: Buffer.alloc(3, byte) });
    await ada.dm.says('look', {
      files: [picture('one.png', 1), picture('two.png', 2), { ...picture('odd.heic', 3), contentType: 'image/heic' }],
    });
    const event = await stage.heard('message');
    expect(event).toMatchObject({ pictures: 2 });
    const target = targetOf(event);
    const images = await stage.platform.pictures?.(target, target.replyTo ?? '');
    expect(images?.map(({ mime, bytes }) => [mime, ...bytes])).toEqual([
      ['image/png', 1, 1, 1],
      ['image/png', 2, 2, 2],
    ]);
    twin.noRefusals();
  });

  it('is changed and taken away', async () => {
    const stage = await start();
    twin.guild('Den');
    const ada = twin.user('ada');
    const said = await ada.dm.says('I like tea');
    const event = await stage.heard('message');
    ada.edits(said, 'I like coffee');
    expect(await stage.heard('messageEdited')).toMatchObject({ text: 'I like coffee', ref: targetOf(event).replyTo });
    ada.deletes(said);
    expect(await stage.heard('messageDeleted')).toMatchObject({
      ref: targetOf(event).replyTo,
      participant: `discord:${ada.id}`,
      isGone: true,
    });
  });
});

describe('a place', () => {
  it('tells its server, its channel, who is grown up and what the bot lacks', async () => {
    const stage = await start();
    const den = twin.guild('Den');
    const lore = den.channel('lore');
    const ada = twin.user('ada');
    lore.restrictToAdults();
    const thread = lore.thread('talk', ada);
    lore.denies(twin.bot, 'SendMessagesInThreads');
    await ada.in(thread).mentions(twin.bot, 'hello');
    const { room } = await stage.heard('message');
    expect(await stage.platform.describe(room)).toEqual({
      kind: 'room',
      admins: [],
      community: `discord:${den.id}`,
      parent: `discord:${lore.id}`,
      ageRestricted: true,
      missingRights: ['Send Messages in Threads'],
    });
    await ada.dm.says('hi');
    expect(await stage.platform.describe((await stage.heard('message', 2)).room)).toEqual({ kind: 'dm', members: [`discord:${ada.id}`] });
  });

  it('where the bot may not write is told to whoever asked, once, in private, and left alone', async () => {
    const stage = await start();
    const den = twin.guild('Den').channel('lore');
    const ada = twin.user('ada');
    den.denies(twin.bot, 'SendMessages');
    for (const count of [1, 2]) {
      await ada.in(den).mentions(twin.bot, `hello ${count}`);
      const event = await stage.heard('message', count);
      await expect(stage.platform.send(targetOf(event), replyOf('Hi.', { to: event.id }), `k${count}`)).rejects.toMatchObject({
        code: 'not-allowed',
      });
    }
    await ada.dm.sees('Send Messages');
    expect(ada.dm.room.messages()).toHaveLength(1);
    twin.noRefusals();
  });
});

describe('an answer that grows', () => {
  it('grows by edits with closed marks, at Discord’s pace, and ends whole at once', async () => {
    const stage = await start();
    const den = twin.guild('Den').channel('lore');
    await twin.user('ada').in(den).mentions(twin.bot, 'tell me');
    const event = await stage.heard('message');
    const target = targetOf(event);
    const over = new AbortController();
    const ref = await stage.platform.send(target, replyOf('Once **upon', { to: event.id, isEnd: false }), 'k1');
    const shown = { ref, key: 'k1', signal: over.signal };
    let words = 0;
    const growing = (async () => {
      while (!over.signal.aborted) {
        words += 1;
        await stage.platform.edit?.(target, replyOf(`Once **upon ${words}`, { to: event.id, isEnd: false }), shown);
      }
    })();
    await sleep(4_000);
    over.abort();
    await growing;
    const ended = performance.now();
    await stage.platform.edit?.(target, replyOf('Once **upon** a time.', { to: event.id }), { ref, key: 'k1' });
    expect(performance.now() - ended).toBeLessThan(200);
    const message = await den.sees('Once **upon** a time.');
    expect(message.content).toBe('Once **upon** a time.');
    expect(message.versions[0]).toBe('Once **upon**');
    expect(message.edits).toBeGreaterThanOrEqual(3);
    expect(message.edits).toBeLessThanOrEqual(6);
    expect(twin.rateLimited).toBe(0);
    twin.noRefusals();
  }, 15_000);

  it('shows that something is coming until it does', async () => {
    const stage = await start();
    const den = twin.guild('Den').channel('lore');
    await twin.user('ada').in(den).mentions(twin.bot, 'hello');
    const event = await stage.heard('message');
    await stage.platform.typing?.(targetOf(event), true);
    for (let round = 0; round < 300 && den.typings === 0; round += 1) await sleep(10);
    expect(den.typings).toBe(1);
    await stage.platform.send(targetOf(event), replyOf('Hi.', { to: event.id }), 'k1');
  });

  it('stands without its question where the history may not be read: Discord takes no reply there', async () => {
    const stage = await start();
    const den = twin.guild('Den').channel('lore');
    den.denies(twin.bot, 'ReadMessageHistory');
    await twin.user('ada').in(den).mentions(twin.bot, 'hello');
    const event = await stage.heard('message');
    await stage.platform.send(targetOf(event), replyOf('Hi.', { to: event.id }), 'k1');
    expect((await den.sees('Hi.')).repliesTo).toBeUndefined();
    twin.noRefusals();
  });

  it('stays away where somebody took it away', async () => {
    const stage = await start();
    twin.guild('Den');
    const ada = twin.user('ada');
    await ada.dm.says('hello');
    const event = await stage.heard('message');
    const ref = await stage.platform.send(targetOf(event), replyOf('Half', { to: event.id }), 'k1');
    await stage.platform.remove?.(targetOf(event), ref);
    await stage.platform.edit?.(targetOf(event), replyOf('Whole', { to: event.id }), { ref, key: 'k1' });
    expect(ada.dm.room.messages().map(({ text }) => text)).toEqual(['hello']);
  });
});

describe('a lost answer of Discord’s', () => {
  it.each(['502-after-effect', '502', 'reset', 'reset-after-effect'] as const)(
    '(%s) shows nothing twice and loses nothing',
    async (kind) => {
      const stage = await start();
      twin.guild('Den');
      const ada = twin.user('ada');
      await ada.dm.says('hello');
      const event = await stage.heard('message');
      twin.fault({ on: 'POST /channels/:channel/messages', kind });
      const ref = await stage.platform.send(targetOf(event), replyOf('Only once.', { to: event.id }), 'k1');
      expect(ada.dm.transcript().split('Only once.')).toHaveLength(2);
      twin.fault({ on: 'PATCH /channels/:channel/messages/:message', kind });
      await stage.platform.edit?.(targetOf(event), replyOf('Changed.', { to: event.id }), { ref, key: 'k1' });
      expect(ada.dm.transcript().split('Changed.')).toHaveLength(2);
    },
  );

  it('is found again by the next run, though others stand beside it', async () => {
    const kept = new Map<string, string>();
    const first = await start({ kept });
    const den = twin.guild('Den').channel('lore');
    const ada = twin.user('ada').in(den);
    const since = twin.clock.now();
    for (const count of [1, 2, 3]) await ada.mentions(twin.bot, `question ${count}`);
    const refs: string[] = [];
    for (const count of [1, 2, 3]) {
      const event = await first.heard('message', count);
      refs.push(await first.platform.send(targetOf(event), replyOf(`answer ${count}`, { to: event.id }), `k${count}`));
    }
    const cause = (await first.heard('message', 2)).kind === 'message' ? targetOf(await first.heard('message', 2)).replyTo : undefined;
    // The run died between Discord's answer and its own note of it.
    for (const [key, value] of kept) if (value === 'k2') kept.delete(key);
    await first.platform.stop();
    const second = await start({ kept });
    expect(await second.platform.find({ room: `discord:${den.id}` }, { key: 'k2', cause, since })).toBe(refs[1]);
    expect(await second.platform.find({ room: `discord:${den.id}` }, { key: 'k3', cause: undefined, since })).toBe(refs[2]);
    expect(await second.platform.find({ room: `discord:${den.id}` }, { key: 'never-sent', cause: undefined, since })).toBeUndefined();
  });
});

describe('what was said while nobody listened', () => {
  it('is heard at the next start, each message once', async () => {
    const kept = new Map<string, string>();
    const first = await start({ kept });
    const den = twin.guild('Den').channel('lore');
    const ada = twin.user('ada');
    await ada.dm.says('one');
    await ada.in(den).mentions(twin.bot, 'two');
    await first.heard('message', 2);
    await first.platform.stop();
    await ada.dm.says('three');
    await ada.in(den).mentions(twin.bot, 'four');
    const second = await start({ kept });
    await second.heard('message', 2);
    await sleep(100);
    expect(second.events.map((event) => (event.kind === 'message' ? event.text : '')).toSorted()).toEqual(['four', 'three']);
    expect(second.events.find((event) => event.kind === 'message' && event.text === 'four')).toMatchObject({ mentioned: true });
  });

  it('is found behind everything that others said meanwhile', async () => {
    const kept = new Map<string, string>();
    const first = await start({ kept });
    const den = twin.guild('Den').channel('lore');
    const ada = twin.user('ada');
    await ada.in(den).mentions(twin.bot, 'one');
    await first.heard('message');
    await first.platform.stop();
    for (let line = 0; line < 60; line += 1) await twin.user('ben').in(den).says(`chatter ${line}`);
    await ada.in(den).mentions(twin.bot, 'two');
    const second = await start({ kept });
    expect(await second.heard('message')).toMatchObject({ text: 'two' });
  });

  it('is heard after the connection was lost for good', async () => {
    const stage = await start();
    twin.guild('Den');
    const ada = twin.user('ada');
    await ada.dm.says('one');
    await stage.heard('message');
    twin.gateway.forgetsSessions();
    twin.gateway.goesDown();
    await ada.dm.says('two');
    twin.gateway.comesUp();
    expect(await stage.heard('message', 2)).toMatchObject({ text: 'two' });
  }, 20_000);

  it('is nobody’s business after half an hour', async () => {
    const kept = new Map<string, string>();
    const first = await start({ kept });
    twin.guild('Den');
    const ada = twin.user('ada');
    await ada.dm.says('one');
    await first.heard('message');
    await first.platform.stop();
    await ada.dm.says('old');
    twin.clock.advance(31 * 60_000);
    await ada.dm.says('new');
    const second = await start({ kept });
    expect(await second.heard('message')).toMatchObject({ text: 'new' });
    expect(second.events).toHaveLength(1);
  });
});

describe('a token that Discord does not take', () => {
  it('stops the start with what to do', async () => {
    await expect(start({ settings: { DISCORD_TOKEN: 'not-the-token' } })).rejects.toMatchObject({
      code: 'settings-invalid',
      field: 'DISCORD_TOKEN',
    });
  });

  it('is told apart from a Discord that cannot be reached', async () => {
    await expect(start({ settings: { DISCORD_API_URL: 'http://127.0.0.1:9/api' } })).rejects.toMatchObject({
      code: 'platform-failed',
      advice: { en: expect.stringContaining('cannot be reached') },
    });
  }, 10_000);

  it('ends the bot with what to do when it is revoked while it runs', async () => {
    const stage = await start();
    twin.revokeToken();
    for (let round = 0; round < 300 && stage.failures.length === 0; round += 1) await sleep(10);
    expect(stage.failures[0]).toMatchObject({ code: 'settings-invalid', field: 'DISCORD_TOKEN' });
  });
});
