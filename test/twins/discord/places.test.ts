import { ChannelType, type Client, Events, PermissionFlagsBits } from 'discord.js';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { type DiscordTwin, startDiscord } from './discord-twin.ts';
import { logIn } from './log-in.ts';

let twin: DiscordTwin;
let client: Client<true>;
const post = (channel: string, body: object): Promise<unknown> => client.rest.post(`/channels/${channel}/messages`, { body });

beforeEach(async () => {
  twin = await startDiscord({ rate: { limit: 50, perMs: 1000 } });
  client = await logIn(twin);
});
afterEach(async () => {
  await client.destroy();
  await twin.close();
});

describe('rights', () => {
  it('are computed from roles and overwrites, and refused with Discord’s codes', async () => {
    const server = twin.guild('Den');
    const den = server.channel('lore');
    den.denies('everyone', 'EmbedLinks');
    await expect(post(den.id, { embeds: [{ title: 'x' }] })).rejects.toMatchObject({ code: 50013 });
    den.denies('everyone', 'SendMessages');
    await expect(post(den.id, { content: 'x' })).rejects.toMatchObject({ code: 50013, status: 403 });
    await vi.waitFor(() => {
      const channel = client.guilds.cache.get(server.id)?.channels.cache.get(den.id);
      expect(channel?.permissionsFor(client.user)?.has(PermissionFlagsBits.SendMessages)).toBe(false);
    });
    den.allows(twin.bot, 'SendMessages');
    await post(den.id, { content: 'by its own right' });
    den.denies(twin.bot, 'ViewChannel');
    await expect(post(den.id, { content: 'x' })).rejects.toMatchObject({ code: 50001 });
    const mods = server.role('mods', 'Administrator');
    server.gives(twin.bot, mods);
    await post(den.id, { content: 'as an administrator' });
    const theirs = await twin
      .user('ada')
      .in(den)
      .says('delete me')
      .catch(() => undefined);
    expect(theirs).toBeUndefined();
    twin.noRefusals({ except: [50013, 50001] });
  });

  it('are needed to delete what others wrote, and nobody edits others’ words', async () => {
    const server = twin.guild('Den');
    const den = server.channel('lore');
    const theirs = await twin.user('ada').in(den).says('mine');
    await expect(client.rest.delete(`/channels/${den.id}/messages/${theirs.id}`)).rejects.toMatchObject({ code: 50013 });
    await expect(client.rest.patch(`/channels/${den.id}/messages/${theirs.id}`, { body: { content: 'x' } })).rejects.toMatchObject({
      code: 50005,
    });
    server.gives(twin.bot, server.role('mods', 'ManageMessages'));
    await client.rest.delete(`/channels/${den.id}/messages/${theirs.id}`);
    expect(theirs.isDeleted).toBe(true);
  });

  it('hide channels the bot cannot see, and their messages', async () => {
    const den = twin.guild('Den').channel('secret');
    const open = twin.guild('Den').channel('open');
    const heard: string[] = [];
    client.on(Events.MessageCreate, ({ channelId }) => heard.push(channelId));
    den.denies(twin.bot, 'ViewChannel');
    const ada = twin.user('ada');
    await ada.in(den).says('psst');
    await ada.in(open).says('hi');
    await vi.waitFor(() => expect(heard).toEqual([open.id]));
  });
});

describe('conversations', () => {
  it('may be closed, and need a server in common or the application installed', async () => {
    const ada = twin.user('ada');
    const stranger = twin.user('zoe', { isStranger: true });
    twin.guild('Den').joins(ada);
    ada.closesDms();
    const dm = await client.users.createDM(ada.id);
    await expect(dm.send('hi')).rejects.toMatchObject({ code: 50007 });
    ada.closesDms(false);
    await dm.send('hi');
    await ada.dm.sees('hi');
    const far = await client.users.createDM(stranger.id);
    await expect(far.send('hi')).rejects.toMatchObject({ code: 50278 });
    stranger.installs();
    await far.send('hello');
    expect(stranger.dm.transcript()).toBe('#zoe & Mia\nMia: hello');
  });
});

describe('threads', () => {
  it('grow from a message once, stand alone, or are private', async () => {
    const den = twin.guild('Den').channel('lore');
    const ada = twin.user('ada');
    const message = await ada.in(den).mentions(twin.bot, 'start here');
    const channel = await client.channels.fetch(den.id);
    if (channel?.type !== ChannelType.GuildText) throw new Error('no channel');
    const seen = await channel.messages.fetch(message.id);
    const thread = await seen.startThread({ name: 'talk' });
    expect(thread.id).toBe(message.id);
    await expect(client.rest.post(`/channels/${den.id}/messages/${message.id}/threads`, { body: { name: 'again' } })).rejects.toMatchObject(
      { code: 160004 },
    );
    await thread.send('in the thread');
    const lonely = await channel.threads.create({ name: 'lonely', type: ChannelType.PublicThread });
    expect(lonely.parentId).toBe(den.id);
    const hidden = den.thread('hidden', ada, { isPrivate: true });
    await expect(post(hidden.id, { content: 'x' })).rejects.toMatchObject({ code: 50001 });
    const shared = den.thread('shared', ada, { isPrivate: true, with: [twin.bot] });
    await post(shared.id, { content: 'hello in there' });
    shared.archive(true);
    await expect(post(shared.id, { content: 'x' })).rejects.toMatchObject({ code: 160005 });
    expect(shared.transcript()).toBe('#shared\nMia: hello in there');
  });

  it('need a right of their own, and are for adults when their channel is', async () => {
    const den = twin.guild('Den').channel('lore', { isAgeRestricted: true });
    const ada = twin.user('ada');
    const thread = den.thread('talk', ada, { from: await ada.in(den).says('x') });
    den.denies('everyone', 'SendMessagesInThreads');
    await post(den.id, { content: 'in the channel' });
    await expect(post(thread.id, { content: 'x' })).rejects.toMatchObject({ code: 50013 });
    const fetched = await client.channels.fetch(thread.id);
    expect(fetched?.isThread() === true && fetched.parent?.nsfw).toBe(true);
  });
});

describe('servers', () => {
  it('come, go, and fail for a while', async () => {
    const events: string[] = [];
    client.on(Events.GuildCreate, ({ name }) => events.push(`+${name}`));
    client.on(Events.GuildDelete, ({ name }) => events.push(`-${name}`));
    client.on(Events.GuildUnavailable, ({ name }) => events.push(`?${name}`));
    client.on(Events.GuildAvailable, ({ name }) => events.push(`!${name}`));
    const server = twin.guild('Den', { channels: ['lore'] });
    const den = server.channel('lore');
    await vi.waitFor(() => expect(events).toEqual(['+Den']));
    server.goesOut();
    await expect(post(den.id, { content: 'x' })).rejects.toMatchObject({ code: 50001 });
    server.comesBack();
    server.kicks(twin.bot);
    await vi.waitFor(() => expect(events).toEqual(['+Den', '?Den', '!Den', '-Den']));
    await expect(post(den.id, { content: 'x' })).rejects.toMatchObject({ code: 50001 });
    server.invitesBot();
    await vi.waitFor(() => expect(events.at(-1)).toBe('+Den'));
  });

  it('lose channels under the bot’s hands', async () => {
    const den = twin.guild('Den').channel('lore');
    const gone = new Promise<string>((resolve) => client.on(Events.ChannelDelete, ({ id }) => resolve(id)));
    await vi.waitFor(() => expect(client.channels.cache.has(den.id)).toBe(true));
    den.disappears();
    expect(await gone).toBe(den.id);
    await expect(post(den.id, { content: 'x' })).rejects.toMatchObject({ code: 10003 });
  });

  it('may have five thousand channels', async () => {
    twin.guild('Big', { channels: Array.from({ length: 5000 }, (_, at) => `c${at}`) });
    await vi.waitFor(() => expect(client.channels.cache.size).toBe(5000), 5000);
  });
});

describe('waiting', () => {
  it('sees what comes later, says what stood there instead, and knows when all is quiet', async () => {
    const den = twin.guild('Den').channel('lore');
    const later = den.sees(/done$/);
    const { id } = (await post(den.id, { content: 'working' })) as { readonly id: string };
    await client.rest.patch(`/channels/${den.id}/messages/${id}`, { body: { content: 'done' } });
    const message = await later;
    expect([message.id, message.edits]).toEqual([id, 1]);
    await expect(den.sees('never', { ms: 30 })).rejects.toThrow('#lore\nMia (edited 1×): done');
    await den.settles({ quietMs: 30 });
    const gate = twin.hold('POST /channels/:channel/messages');
    const held = post(den.id, { content: 'held' });
    await gate.reached;
    await expect(den.settles({ quietMs: 20, ms: 60 })).rejects.toThrow('did not come to rest');
    gate.open();
    await held;
    expect(den.last?.text).toBe('held');
    den.webhookSays('Persona', 'I am no bot');
    expect(den.transcript()).toContain('Persona: I am no bot');
  });
});
