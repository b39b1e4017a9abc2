import { setTimeout as sleep } from 'node:timers/promises';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { discordCommands } from '../../../../test/fakes/discord-commands.ts';
import { type DiscordStage, type DiscordStageOptions, startDiscordStage } from '../../../../test/fakes/discord-stage.ts';
import { answerOf, replyOf } from '../../../../test/fakes/sample-outgoing.ts';
import { type DiscordTwin, startDiscord } from '../../../../test/twins/discord/discord-twin.ts';
import type { Outgoing } from '../../../core/ports/platform.ts';

let twin: DiscordTwin;
const stages: DiscordStage[] = [];

async function start(options: DiscordStageOptions = {}): Promise<DiscordStage> {
  const stage = await startDiscordStage(twin, { commands: discordCommands, ...options });
  stages.push(stage);
  return stage;
}

beforeEach(async () => {
  twin = await startDiscord();
});
afterEach(async () => {
  for (const { platform } of stages.splice(0)) await platform.stop();
  await twin.close();
});

describe('a slash command', () => {
  it('brings its words and options, and is answered to its asker alone', async () => {
    const stage = await start();
    stage.onEvent = async ({ id, room }) =>
      void (await stage.platform.send({ room }, answerOf(id, 'All of it.', { isPrivate: true }), 'k1'));
    const den = twin.guild('Den').channel('lore');
    const ada = twin.user('ada', { locale: 'de' });
    const asked = ada.in(den).slash('help', { name: 'chat' });
    expect((await asked).kind).toBe('thinking');
    const reply = await asked.reply;
    expect([reply.text, reply.onlyFor]).toEqual(['All of it.', 'ada']);
    expect(await stage.heard('command')).toMatchObject({
      call: { command: 'help', args: { name: 'chat' } },
      room: `discord:${den.id}`,
      participant: `discord:${ada.id}`,
      locale: 'de',
    });
    twin.noRefusals();
  });

  it('is announced and answered for everybody where that is how the command is', async () => {
    const stage = await start();
    const den = twin.guild('Den').channel('lore');
    const ada = twin.user('ada');
    const asked = ada.in(den).slash('chat say', { text: 'hello' });
    const { id, room } = await stage.heard('command');
    const ref = await stage.platform.send({ room }, replyOf('Hi', { to: id, isEnd: false }), 'k1');
    await stage.platform.edit?.({ room }, replyOf('Hi there.', { to: id }), { ref, key: 'k1' });
    const reply = await asked.reply;
    expect([reply.text, reply.onlyFor]).toEqual(['Hi there.', undefined]);
    expect(den.messages()).toHaveLength(1);
    twin.noRefusals();
  });

  it('takes its announcement back when the answer took another message’s place', async () => {
    const stage = await start();
    twin.guild('Den');
    const ada = twin.user('ada');
    await ada.dm.says('hello');
    const said = await stage.heard('message');
    const ref = await stage.platform.send({ room: said.room }, replyOf('First.', { to: said.id }), 'k1');
    await ada.dm.slash('chat say', { text: 'again' });
    const { id, room } = await stage.heard('command');
    await stage.platform.edit?.({ room }, replyOf('Second.', { to: id }), { ref, key: 'k1' });
    await ada.dm.settles();
    expect(ada.dm.room.messages().map((message) => message.text)).toEqual(['hello', 'Second.']);
    twin.noRefusals();
  });

  it('shows how far it is in one message', async () => {
    const stage = await start();
    twin.guild('Den');
    const ada = twin.user('ada');
    await ada.dm.slash('help');
    const { id, room } = await stage.heard('command');
    for (const done of [1, 2])
      await stage.platform.send(
        { room },
        answerOf(id, '', { answer: { kind: 'progress', note: 'reading', done, of: 2 }, last: false }),
        `k${done}`,
      );
    await stage.platform.send({ room }, answerOf(id, 'Read.'), 'k3');
    expect(ada.dm.room.messages().map((message) => message.text)).toEqual(['Read.']);
  }, 15_000);

  it('goes on in the channel after 13 minutes, and in private for one person alone', async () => {
    const stage = await start();
    const den = twin.guild('Den').channel('lore');
    const ada = twin.user('ada').in(den);
    await ada.slash('chat say', { text: 'think long' });
    const slow = await stage.heard('command');
    await ada.slash('help');
    const secret = await stage.heard('command', 2);
    twin.clock.advance(14 * 60_000);
    await stage.platform.send({ room: slow.room }, replyOf('At last.', { to: slow.id }), 'k1');
    await den.sees('At last.');
    await stage.platform.send({ room: secret.room }, answerOf(secret.id, 'For you.', { isPrivate: true }), 'k2');
    await twin.user('ada').dm.sees('For you.');
    twin.noRefusals();
  });

  it('whose answer breaks on its way can be answered later: that is no fault of the answer', async () => {
    const stage = await start();
    const den = twin.guild('Den').channel('lore');
    const asked = twin.user('ada').in(den).slash('help', { name: 'chat' });
    expect((await asked).kind).toBe('thinking');
    const { id, room } = await stage.heard('command');
    const answer = answerOf(id, 'All of it.', { isPrivate: true });
    twin.fault({ on: /\/webhooks\//, kind: '502', times: 4 });
    await expect(stage.platform.send({ room }, answer, 'k1')).rejects.toMatchObject({ code: 'platform-failed' });
    await stage.platform.send({ room }, answer, 'k1');
    expect((await asked.reply).text).toBe('All of it.');
    twin.clock.advance(14 * 60_000);
    twin.fault({ on: 'POST /users/@me/channels', kind: '502', times: 4 });
    const later = answerOf(id, 'And more.', { isPrivate: true });
    await expect(stage.platform.send({ room }, later, 'k2')).rejects.toMatchObject({ code: 'platform-failed' });
  }, 30_000);

  it('is answered after a restart as well', async () => {
    const kept = new Map<string, string>();
    const first = await start({ kept });
    const asked = twin.user('ada').in(twin.guild('Den').channel('lore')).slash('help');
    const { id, room } = await first.heard('command');
    expect((await asked).kind).toBe('thinking');
    await sleep(50);
    await first.platform.stop();
    const second = await start({ kept });
    await second.platform.send({ room }, answerOf(id, 'Back again.', { isPrivate: true }), 'k1');
    expect((await asked.reply).text).toBe('Back again.');
    twin.noRefusals();
  });

  it('suggests what fits while it is typed', async () => {
    const stage = await start();
    stage.onTyping = async (typing) => ('option' in typing ? [{ value: 'juno', label: `Juno (${typing.typed})` }] : []);
    const ada = twin.user('ada').in(twin.guild('Den').channel('lore'));
    expect(await ada.completes('personality edit', 'name', 'ju')).toEqual([{ name: 'Juno (ju)', value: 'juno' }]);
    twin.noRefusals();
  });

  it('brings a file as its text', async () => {
    const stage = await start();
    twin.guild('Den');
    const file = { name: 'vesper.xml', contentType: 'text/xml', bytes: Buffer.from('<personality/>') };
    await twin.user('ada').dm.slash('personality import', { file });
    expect(await stage.heard('command')).toMatchObject({ call: { command: 'personality import', args: { file: '<personality/>' } } });
  });

  it('is answered with files, to one person alone', async () => {
    const stage = await start();
    const files = [{ name: 'my data?.json', mime: 'application/json', text: '{}' }];
    stage.onEvent = async ({ id, room }) =>
      void (await stage.platform.send(
        { room },
        answerOf(id, '', { answer: { kind: 'text', body: 'Here.', files }, isPrivate: true }),
        'k1',
      ));
    const reply = await twin.user('ada').in(twin.guild('Den').channel('lore')).slash('help').reply;
    expect(reply.raw.attachments.map(({ filename, size }) => [filename, size])).toEqual([['my-data-.json', 2]]);
    expect(reply.onlyFor).toBe('ada');
    twin.noRefusals();
  });

  it('that is long is answered in parts, all to one person alone', async () => {
    const stage = await start();
    const body = Array.from({ length: 90 }, (_, line) => `${line} ${'word '.repeat(10)}`).join('\n');
    stage.onEvent = async ({ id, room }) => void (await stage.platform.send({ room }, answerOf(id, body, { isPrivate: true }), 'k1'));
    const den = twin.guild('Den').channel('lore');
    const ada = twin.user('ada').in(den);
    await ada.slash('help');
    await ada.sees('89 word');
    expect(den.messages()).toEqual([]);
    expect(den.messages(twin.user('ada')).length).toBeGreaterThan(1);
    twin.noRefusals();
  });

  it('tells whoever decides for the place apart', async () => {
    const stage = await start();
    const guild = twin.guild('Den');
    const den = guild.channel('lore');
    const ada = twin.user('ada');
    guild.gives(ada, guild.role('Mods', 'ManageMessages'));
    await ada.in(den).slash('help');
    await twin.user('ren').in(den).slash('help');
    const { room } = await stage.heard('command', 2);
    expect((await stage.platform.describe(room)).admins).toEqual([`discord:${ada.id}`]);
  });
});

describe('commands', () => {
  it('are written once; the second start writes nothing', async () => {
    await start();
    const writes = twin.commandWrites;
    expect(writes).toBeGreaterThan(0);
    await start();
    expect(twin.commandWrites).toBe(writes);
    expect(twin.commands.map(({ name }) => name).toSorted()).toEqual(['Ask Mia', 'chat', 'help', 'personality']);
    twin.noRefusals();
  });

  it('are for servers and DMs where people cannot install the bot for themselves', async () => {
    await twin.close();
    twin = await startDiscord({ portal: { userInstall: false } });
    const stage = await start();
    expect(twin.commands[0]?.integration_types).toEqual([0]);
    expect(stage.logger.entries.filter(({ event }) => event === 'discord-no-user-install')).toHaveLength(1);
  });
});

describe('a message that a menu was opened on', () => {
  it('is none that can be read where it has no words', async () => {
    const stage = await start();
    const den = twin.guild('Den').channel('lore');
    const files = [{ name: 'cat.png', contentType: 'image/png', bytes: Buffer.from('a cat') }];
    const picture = await twin.user('bob').in(den).says('', { files });
    twin.user('ada').in(den).menu('Ask Mia', picture);
    const event = await stage.heard('command');
    const target = event.kind === 'command' ? (event.target ?? '') : '';
    expect(target).toContain(picture.id);
    expect(await stage.platform.quote?.({ room: event.room }, target)).toBeUndefined();
  });
});

describe('where the bot is no member', () => {
  it('it answers its guest alone, in a room of their own, and keeps nobody’s words', async () => {
    const stage = await start();
    const away = twin.guild('Elsewhere', { hasBot: false }).channel('talk');
    const ada = twin.user('ada');
    ada.installs();
    const message = await twin.user('ren').in(away).says('secret plan');
    const asked = ada.in(away).menu('Ask Mia', message);
    const event = await stage.heard('command');
    expect(event).toMatchObject({
      room: `discord:user/${ada.id}`,
      call: { command: 'chat say', args: {} },
      target: `${away.id}/${message.id}`,
    });
    expect(JSON.stringify([event, [...stage.kept]])).not.toContain('secret plan');
    expect(await stage.platform.describe(event.room)).toEqual({ kind: 'dm', members: [`discord:${ada.id}`] });
    await stage.platform.send({ room: event.room }, replyOf('It is a plan.', { to: event.id }), 'k1');
    const reply = await asked.reply;
    expect([reply.text, reply.onlyFor]).toEqual(['It is a plan.', 'ada']);
    twin.noRefusals();
  });
});

describe('a button', () => {
  it('lives through a restart, and what it says is for its presser alone', async () => {
    const kept = new Map<string, string>();
    const first = await start({ kept });
    const den = twin.guild('Den').channel('lore');
    const ada = twin.user('ada');
    await ada.in(den).mentions(twin.bot, 'hello');
    const said = await first.heard('message');
    const actions = [{ token: 'tok-1', label: 'Why', icon: 'why' }] as const;
    await first.platform.send({ room: said.room }, { ...replyOf('Hi.', { to: said.id }), actions } as Outgoing, 'k1');
    await first.platform.stop();
    const second = await start({ kept });
    second.onEvent = async ({ id, room }) =>
      void (await second.platform.send({ room }, answerOf(id, 'Because.', { isPrivate: true }), 'k2'));
    const reply = await ada.clicks('Why', { on: await den.sees('Hi.') }).reply;
    expect([reply.text, reply.onlyFor]).toEqual(['Because.', 'ada']);
    expect(await second.heard('press')).toMatchObject({ token: 'tok-1' });
    twin.noRefusals();
  });
});
