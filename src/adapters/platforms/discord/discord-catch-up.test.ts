import { setTimeout as sleep } from 'node:timers/promises';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { type DiscordStage, type DiscordStageOptions, startDiscordStage } from '../../../../test/fakes/discord-stage.ts';
import { type DiscordTwin, startDiscord } from '../../../../test/twins/discord/discord-twin.ts';
import { discordSettings } from './settings.ts';

let twin: DiscordTwin;
let kept: Map<string, string>;
const stages: DiscordStage[] = [];

async function start(options: DiscordStageOptions = {}): Promise<DiscordStage> {
  const stage = await startDiscordStage(twin, { kept, ...options });
  stages.push(stage);
  return stage;
}

/** Starts, and waits until everything that was missed has been looked for. */
async function startAndCatchUp(options: DiscordStageOptions = {}): Promise<DiscordStage> {
  const before = kept.get('alive');
  const stage = await start(options);
  for (let round = 0; round < 1_000 && kept.get('alive') === before; round += 1) await sleep(10);
  expect(kept.get('alive')).not.toBe(before);
  return stage;
}

/** A run that has heard nobody. */
async function runBefore(): Promise<void> {
  const { platform } = await startAndCatchUp();
  await platform.stop();
}

const textsOf = ({ events }: DiscordStage): readonly string[] => events.flatMap((event) => (event.kind === 'message' ? [event.text] : []));

const looked = (): readonly string[] =>
  twin.asked.filter(({ route }) => route === 'GET /channels/:channel/messages').map(({ path }) => path.split('/')[2] ?? '');

beforeEach(async () => {
  twin = await startDiscord();
  kept = new Map();
});
afterEach(async () => {
  for (const { platform } of stages.splice(0)) await platform.stop();
  await twin.close();
});

describe('what was said while nobody listened, where nobody was ever heard', () => {
  it('is heard at the next start: in channels and threads', async () => {
    const den = twin.guild('Den');
    const [lore, quiet] = [den.channel('lore'), den.channel('quiet')];
    const ada = twin.user('ada');
    await ada.in(quiet).says('nobody is meant');
    const thread = lore.thread('inside', ada);
    twin.clock.advance(120_000);
    await runBefore();
    await ada.in(lore).mentions(twin.bot, 'in the channel');
    await ada.in(thread).mentions(twin.bot, 'in the thread');
    const stage = await start();
    await stage.heard('message', 2);
    expect(stage.events.map((event) => (event.kind === 'message' ? event.text : '')).toSorted()).toEqual([
      'in the channel',
      'in the thread',
    ]);
    expect(stage.events[0]).toMatchObject({ mentioned: true, name: 'ada' });
    expect(looked().toSorted()).toEqual([lore.id, thread.id].toSorted());
    twin.noRefusals();
  });

  it('is heard after a crash as well', async () => {
    const lore = twin.guild('Den').channel('lore');
    await startAndCatchUp();
    const crashed = new Map(kept);
    twin.clock.advance(120_000);
    await stages.splice(0)[0]?.platform.stop();
    await twin.user('ada').in(lore).mentions(twin.bot, 'are you there?');
    kept = crashed;
    expect(await (await start()).heard('message')).toMatchObject({ text: 'are you there?' });
  });

  it('is heard after the connection was lost for good', async () => {
    const lore = twin.guild('Den').channel('lore');
    const stage = await start();
    twin.gateway.forgetsSessions();
    twin.gateway.goesDown();
    await twin.user('ada').in(lore).mentions(twin.bot, 'and now?');
    twin.gateway.comesUp();
    expect(await stage.heard('message')).toMatchObject({ text: 'and now?' });
  }, 20_000);

  it('comes before what is said from then on', async () => {
    const lore = twin.guild('Den').channel('lore');
    const ada = twin.user('ada').in(lore);
    await runBefore();
    await ada.mentions(twin.bot, 'one');
    const gate = twin.hold('GET /channels/:channel/messages');
    const stage = await start();
    await ada.mentions(twin.bot, 'two');
    await twin.user('ben').dm.says('hello');
    expect(await stage.heard('message')).toMatchObject({ text: 'hello' });
    gate.open();
    await stage.heard('message', 3);
    expect(textsOf(stage)).toEqual(['hello', 'one', 'two']);
  });

  it('is not dug up at the very first start', async () => {
    const lore = twin.guild('Den').channel('lore');
    await twin.user('ada').in(lore).mentions(twin.bot, 'long before');
    const stage = await startAndCatchUp();
    expect(textsOf(stage)).toEqual([]);
    expect(looked()).toEqual([]);
  });

  it('is nobody’s business after half an hour', async () => {
    const den = twin.guild('Den');
    const ada = twin.user('ada');
    await runBefore();
    await ada.in(den.channel('old')).mentions(twin.bot, 'old');
    twin.clock.advance(31 * 60_000);
    await ada.in(den.channel('new')).mentions(twin.bot, 'new');
    const stage = await startAndCatchUp();
    expect(textsOf(stage)).toEqual(['new']);
    expect(looked()).toEqual([den.channel('new').id]);
  });

  it('is left alone where the bot may not see or read it, and where the operator does not want it heard', async () => {
    const den = twin.guild('Den');
    const ada = twin.user('ada');
    await runBefore();
    const [hidden, unread, denied, open] = [den.channel('hidden'), den.channel('unread'), den.channel('denied'), den.channel('open')];
    hidden.denies(twin.bot, 'ViewChannel');
    unread.denies(twin.bot, 'ReadMessageHistory');
    for (const room of [hidden, unread, denied, open]) await ada.in(room).mentions(twin.bot, `in ${room.name}`);
    const settings = discordSettings.parse({ DISCORD_TOKEN: twin.token, DISCORD_DENY: `channel:${denied.id}` });
    const stage = await startAndCatchUp({ settings: { DISCORD_DENY: settings.DISCORD_DENY } });
    expect(textsOf(stage)).toEqual(['in open']);
    expect(looked()).toEqual([open.id]);
    twin.noRefusals();
  });

  it('is looked for again when Discord did not give it', async () => {
    const lore = twin.guild('Den').channel('lore');
    await runBefore();
    await twin.user('ada').in(lore).mentions(twin.bot, 'hello?');
    twin.fault({ on: 'GET /channels/:channel/messages', kind: '502', times: 4 });
    const failing = await start();
    for (let round = 0; round < 1_000 && !failing.logger.entries.some(({ event }) => event === 'discord-event-not-claimed'); round += 1)
      await sleep(10);
    expect(failing.events).toEqual([]);
    await failing.platform.stop();
    expect(await (await start()).heard('message')).toMatchObject({ text: 'hello?' });
  }, 20_000);
});

describe('where somebody was heard before', () => {
  it('nothing is asked for when nothing came', async () => {
    const den = twin.guild('Den');
    const [lore, idle] = [den.channel('lore'), den.channel('idle')];
    const ada = twin.user('ada');
    const first = await startAndCatchUp();
    for (const room of [lore, idle]) await ada.in(room).mentions(twin.bot, `in ${room.name}`);
    await first.heard('message', 2);
    await first.platform.stop();
    await ada.in(lore).mentions(twin.bot, 'again');
    const second = await startAndCatchUp();
    expect(textsOf(second)).toEqual(['again']);
    expect(looked()).toEqual([lore.id]);
  });
});

describe('a server of 5,000 channels', () => {
  it('costs no more than twenty requests, spent on the latest', async () => {
    const names = Array.from({ length: 5_000 }, (_, index) => `room ${index}`);
    const big = twin.guild('Big', { channels: names });
    const ada = twin.user('ada');
    await runBefore();
    // Written from the end of the list, so that the order of the channels tells nothing.
    const busy = names.slice(0, 300).map((name) => big.channel(name));
    for (const room of busy.toReversed()) await ada.in(room).mentions(twin.bot, `in ${room.name}`);
    const before = twin.asked.length;
    const stage = await startAndCatchUp();
    expect(textsOf(stage).toSorted()).toEqual(
      busy
        .slice(0, 20)
        .map((room) => `in ${room.name}`)
        .toSorted(),
    );
    expect(looked()).toHaveLength(20);
    expect(
      twin.asked
        .slice(before)
        .filter(({ route }) => !route.startsWith('GET /channels/:channel/messages'))
        .map(({ route }) => route),
    ).toEqual(['GET /users/@me', 'GET /applications/@me', 'GET /gateway/bot']);
    twin.noRefusals();
  }, 30_000);
});
