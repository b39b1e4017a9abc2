import { setTimeout as sleep } from 'node:timers/promises';
import { ChannelType } from 'discord-api-types/v10';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { discordCommands } from '../../../../test/fakes/discord-commands.ts';
import { type DiscordStage, startDiscordStage } from '../../../../test/fakes/discord-stage.ts';
import { replyOf } from '../../../../test/fakes/sample-outgoing.ts';
import { type DiscordTwin, startDiscord } from '../../../../test/twins/discord/discord-twin.ts';
import type { Outgoing } from '../../../core/ports/platform.ts';
import { discordSettings } from './settings.ts';

let twin: DiscordTwin;
const stages: DiscordStage[] = [];

interface Written {
  readonly allow?: string;
  readonly deny?: string;
  readonly kept?: Map<string, string>;
}

/** The adapter with doors as an operator writes them. */
async function start({ allow, deny, kept }: Written = {}): Promise<DiscordStage> {
  const settings = discordSettings.parse({ DISCORD_TOKEN: twin.token, DISCORD_ALLOW: allow, DISCORD_DENY: deny });
  const doors = { DISCORD_ALLOW: settings.DISCORD_ALLOW, DISCORD_DENY: settings.DISCORD_DENY };
  const stage = await startDiscordStage(twin, { settings: doors, commands: discordCommands, ...(kept === undefined ? {} : { kept }) });
  stages.push(stage);
  return stage;
}

const textsOf = ({ events }: DiscordStage): readonly string[] =>
  events.map((event) => (event.kind === 'message' ? event.text : event.kind));
const askedFor = (path: string): number => twin.asked.filter(({ route }) => route === path).length;

beforeEach(async () => {
  twin = await startDiscord();
});
afterEach(async () => {
  for (const { platform } of stages.splice(0)) await platform.stop();
  await twin.close();
});

describe('what is said where the bot is not switched on', () => {
  it('is not heard and leaves no trace; a thread is as its channel, a channel as its category', async () => {
    const den = twin.guild('Den');
    const rooms = den.channel('Rooms', { type: ChannelType.GuildCategory });
    const open = den.channel('open', { category: rooms });
    const lore = den.channel('lore');
    const ada = twin.user('ada');
    const threads = [open.thread('inside', ada), lore.thread('outside', ada)] as const;
    const stage = await start({ allow: `channel:${rooms.id}` });
    const before = JSON.stringify([...stage.kept.keys()]);
    for (const room of [lore, threads[1]]) await ada.in(room).mentions(twin.bot, `not in ${room.name}`);
    await ada.dm.says('not in private');
    expect(JSON.stringify([...stage.kept.keys()])).toBe(before);
    for (const room of [open, threads[0]]) await ada.in(room).mentions(twin.bot, `in ${room.name}`);
    await stage.heard('message', 2);
    expect(textsOf(stage).toSorted()).toEqual(['in inside', 'in open']);
    expect(JSON.stringify([...stage.kept])).not.toContain(lore.id);
    // Everything that has to be known came with the events.
    expect(askedFor('GET /guilds/:guild/members/:user') + askedFor('GET /channels/:channel')).toBe(0);
    twin.noRefusals();
  });

  it('is not heard from whom a role or their id shuts out, though the server is allowed; private chats are a place of their own', async () => {
    const den = twin.guild('Den');
    const lore = den.channel('lore');
    const muted = den.role('Muted');
    const [ada, ben, eve] = [twin.user('ada'), twin.user('ben'), twin.user('eve')];
    den.gives(ben, muted);
    const stage = await start({ allow: `server:${den.id},dm`, deny: `role:${muted.id},user:${eve.id}` });
    const other = twin.guild('Elsewhere').channel('talk');
    await ben.in(lore).mentions(twin.bot, 'from ben');
    await eve.in(lore).mentions(twin.bot, 'from eve');
    await eve.dm.says('from eve in private');
    await ada.in(other).mentions(twin.bot, 'from elsewhere');
    await ada.dm.says('in private');
    await ada.in(lore).mentions(twin.bot, 'from ada');
    await stage.heard('message', 2);
    expect(textsOf(stage).toSorted()).toEqual(['from ada', 'in private']);
    den.takes(ben, muted);
    await ben.in(lore).mentions(twin.bot, 'from ben again');
    expect(await stage.heard('message', 3)).toMatchObject({ text: 'from ben again' });
  });

  it('is heard everywhere from a person who is allowed by name', async () => {
    const lore = twin.guild('Den').channel('lore');
    const [ada, ben] = [twin.user('ada'), twin.user('ben')];
    const stage = await start({ allow: `user:${ada.id}` });
    await ben.in(lore).mentions(twin.bot, 'from ben');
    await ben.dm.says('from ben in private');
    await ada.in(lore).mentions(twin.bot, 'from ada');
    await ada.dm.says('from ada in private');
    await stage.heard('message', 2);
    expect(textsOf(stage).toSorted()).toEqual(['from ada', 'from ada in private']);
  });

  it('may be changed without being heard, and what was heard before may still be taken away', async () => {
    const kept = new Map<string, string>();
    const lore = twin.guild('Den').channel('lore');
    const ada = twin.user('ada');
    const first = await start({ kept });
    const said = await ada.in(lore).mentions(twin.bot, 'first');
    await first.heard('message');
    await first.platform.stop();
    const second = await start({ kept, deny: `channel:${lore.id}` });
    ada.edits(said, `${twin.bot.mention} changed`);
    ada.deletes(said);
    expect(await second.heard('messageDeleted')).toMatchObject({ ref: `${lore.id}/${said.id}`, isGone: true });
    expect(second.events).toHaveLength(1);
  });
});

describe('a command, menu, button or window where the bot is not switched on', () => {
  it('is answered by one sentence to its user alone, in their language, and nothing of it is kept', async () => {
    const lore = twin.guild('Den').channel('lore');
    const ada = twin.user('ada').in(lore);
    const ren = twin.user('ren', { locale: 'de' }).in(lore);
    const stage = await start({ deny: `channel:${lore.id}` });
    const before = JSON.stringify([...stage.kept]);
    const message = await ada.says('look at this');
    for (const reply of [await ada.slash('help').reply, await ada.menu('Ask Mia', message).reply]) {
      expect(reply.text).toContain('not switched me on for here; ask them');
      expect(reply.onlyFor).toBe('ada');
    }
    expect((await ren.slash('chat say', { text: 'hallo' }).reply).text).toContain('nicht eingeschaltet');
    expect(await ada.completes('personality edit', 'name', 'ju')).toEqual([]);
    expect(stage.events).toEqual([]);
    expect(JSON.stringify([...stage.kept])).toBe(before);
    expect(lore.messages().map(({ text }) => text)).toEqual(['look at this']);
    twin.noRefusals();
    twin.noPings();
  });

  it('is that also where it was open when the button came', async () => {
    const kept = new Map<string, string>();
    const first = await start({ kept });
    const lore = twin.guild('Den').channel('lore');
    const ada = twin.user('ada');
    await ada.in(lore).mentions(twin.bot, 'hello');
    const said = await first.heard('message');
    const actions = [{ token: 'tok-1', label: 'Why', icon: 'why' }] as const;
    await first.platform.send({ room: said.room }, { ...replyOf('Hi.', { to: said.id }), actions } as Outgoing, 'k1');
    await first.platform.stop();
    const second = await start({ kept, allow: 'dm' });
    const reply = await ada.clicks('Why', { on: await lore.sees('Hi.') }).reply;
    expect([reply.onlyFor, reply.text]).toEqual(['ada', expect.stringContaining('not switched me on')]);
    expect(second.events).toEqual([]);
    expect((await ada.dm.slash('help')).kind).toBe('thinking');
    expect(await second.heard('command')).toBeDefined();
    twin.noRefusals();
  });

  it('is told by roles, and where the bot is no member as well', async () => {
    const den = twin.guild('Den');
    const lore = den.channel('lore');
    const friends = den.role('Friends');
    const [ada, ben] = [twin.user('ada'), twin.user('ben')];
    den.gives(ada, friends);
    const stage = await start({ allow: `role:${friends.id}` });
    expect((await ben.in(lore).slash('help').reply).onlyFor).toBe('ben');
    expect((await ada.in(lore).slash('help')).kind).toBe('thinking');
    ada.installs();
    const away = twin.guild('Elsewhere', { hasBot: false }).channel('talk');
    expect((await ada.in(away).slash('help').reply).text).toContain('not switched me on');
    await stage.heard('command');
    expect(stage.events).toHaveLength(1);
  });
});

describe('what was missed in a thread that is archived by now', () => {
  it('is heard as in its channel, which Discord is asked for', async () => {
    const kept = new Map<string, string>();
    const lore = twin.guild('Den').channel('lore');
    const ada = twin.user('ada');
    const thread = lore.thread('inside', ada);
    const first = await start({ kept });
    await ada.in(thread).mentions(twin.bot, 'one');
    await first.heard('message');
    await first.platform.stop();
    await ada.in(thread).mentions(twin.bot, 'two');
    thread.archive();
    const closed = await start({ kept: new Map(kept), deny: `channel:${lore.id}` });
    const open = await start({ kept: new Map(kept), allow: `channel:${lore.id}` });
    expect(await open.heard('message')).toMatchObject({ text: 'two' });
    // Kept at the end of the catch-up.
    for (let round = 0; round < 500 && closed.kept.get('alive') === kept.get('alive'); round += 1) await sleep(10);
    expect(closed.kept.get('alive')).not.toBe(kept.get('alive'));
    expect(closed.events).toEqual([]);
    expect(askedFor('GET /channels/:channel')).toBeGreaterThan(0);
  });
});

describe('what was missed where roles decide', () => {
  async function missed(): Promise<{ readonly kept: Map<string, string>; readonly role: string; readonly server: string }> {
    const kept = new Map<string, string>();
    const den = twin.guild('Den');
    const lore = den.channel('lore');
    const friends = den.role('Friends');
    const [ada, ben] = [twin.user('ada'), twin.user('ben')];
    den.gives(ada, friends);
    const first = await start({ kept });
    await ada.in(lore).mentions(twin.bot, 'one');
    await first.heard('message');
    await first.platform.stop();
    for (const text of ['two', 'three']) await ada.in(lore).mentions(twin.bot, text);
    await ben.in(lore).mentions(twin.bot, 'from ben');
    return { kept, role: friends.id, server: den.id };
  }

  it('is heard from those who have one, who are asked for once each', async () => {
    const { kept, role } = await missed();
    const stage = await start({ kept, allow: `role:${role}` });
    await stage.heard('message', 2);
    await twin.user('ada').in(twin.guild('Den').channel('lore')).mentions(twin.bot, 'four');
    await stage.heard('message', 3);
    expect(textsOf(stage)).toEqual(['two', 'three', 'four']);
    expect(askedFor('GET /guilds/:guild/members/:user')).toBe(2);
  });

  it('is not heard where Discord does not tell', async () => {
    const { kept, role } = await missed();
    for (const name of ['ada', 'ben']) twin.guild('Den').kicks(twin.user(name));
    const stage = await start({ kept, deny: `role:${role}` });
    await twin.user('zoe').in(twin.guild('Den').channel('lore')).mentions(twin.bot, 'now');
    await stage.heard('message');
    expect(textsOf(stage)).toEqual(['now']);
    // Two people, three messages.
    expect(askedFor('GET /guilds/:guild/members/:user')).toBe(2);
  });

  it('costs nothing where no entry is about roles', async () => {
    const { kept, server } = await missed();
    const stage = await start({ kept, allow: `server:${server}` });
    await stage.heard('message', 3);
    expect(askedFor('GET /guilds/:guild/members/:user')).toBe(0);
  });
});
