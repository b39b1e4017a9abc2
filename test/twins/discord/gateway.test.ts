import { ApplicationFlags, type Client, Events, GatewayIntentBits, Status } from 'discord.js';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { type DiscordTwin, startDiscord } from './discord-twin.ts';
import { logIn, openIntents } from './log-in.ts';

let twin: DiscordTwin;
let clients: Client[];

async function come(how: Parameters<typeof logIn>[1] = {}): Promise<{ readonly client: Client<true>; readonly heard: string[] }> {
  const heard: string[] = [];
  const client = await logIn(twin, { ...how, prepare: (one) => one.on(Events.MessageCreate, ({ content }) => heard.push(content)) });
  clients.push(client);
  return { client, heard };
}

beforeEach(async () => {
  clients = [];
  twin = await startDiscord({ heartbeatMs: 200 });
});
afterEach(async () => {
  for (const client of clients) await client.destroy();
  await twin.close();
});

describe('logging in', () => {
  it('brings the servers the bot is in, with its own membership', async () => {
    twin.guild('Den', { channels: ['lore', 'hall'], botRights: ['ManageMessages'] });
    twin.guild('Elsewhere', { hasBot: false });
    const { client } = await come();
    expect(client.guilds.cache.map(({ name, channels }) => [name, channels.cache.size])).toEqual([['Den', 2]]);
    expect(client.guilds.cache.first()?.members.me?.permissions.has('ManageMessages')).toBe(true);
    expect(client.user.username).toBe('Mia');
    expect((await client.application.fetch()).owner).toMatchObject({ username: 'owner' });
  });

  it('fails with a wrong token, and while a switch for an intent is off', async () => {
    await expect(logIn({ ...twin, token: 'wrong' } as DiscordTwin)).rejects.toThrow('invalid token');
    const privileged = [...openIntents, GatewayIntentBits.MessageContent];
    await expect(come({ intents: privileged })).rejects.toThrow('disallowed intents');
    const { client } = await come();
    expect((await client.application.fetch()).flags.has(ApplicationFlags.GatewayMessageContentLimited)).toBe(false);
    twin.portal.messageContent = true;
    expect((await client.application.fetch()).flags.has(ApplicationFlags.GatewayMessageContentLimited)).toBe(true);
    await come({ intents: privileged });
    twin.noRefusals();
  });

  it('keeps beating its heart', async () => {
    const { client } = await come();
    await vi.waitFor(() => expect(client.ws.ping).toBeGreaterThanOrEqual(0), 3000);
    expect(client.ws.status).toBe(Status.Ready);
  });
});

describe('a lost connection', () => {
  it('is taken up again, and what was missed comes', async () => {
    const { heard } = await come();
    const ada = twin.user('ada');
    twin.guild('Den').joins(ada);
    twin.gateway.drops();
    await ada.dm.says('while you were away');
    await vi.waitFor(() => expect(heard).toEqual(['while you were away']), 4000);
    expect([twin.gateway.identified, twin.gateway.resumed]).toEqual([1, 1]);
    await ada.dm.says('and now');
    await vi.waitFor(() => expect(heard).toContain('and now'));
  });

  it('asked for by Discord is taken up again too', async () => {
    const { heard } = await come();
    const ada = twin.user('ada');
    twin.guild('Den').joins(ada);
    twin.gateway.asksToReconnect();
    await ada.dm.says('hello');
    await vi.waitFor(() => expect(heard).toEqual(['hello']), 4000);
    expect(twin.gateway.identified).toBe(1);
  });

  it('with a forgotten session begins afresh, without what was missed', async () => {
    const { heard } = await come();
    const ada = twin.user('ada');
    twin.guild('Den').joins(ada);
    twin.gateway.forgetsSessions();
    twin.gateway.drops();
    await ada.dm.says('lost');
    await vi.waitFor(() => expect([twin.gateway.identified, twin.gateway.connected]).toEqual([2, 1]), 10_000);
    await ada.dm.says('heard');
    await vi.waitFor(() => expect(heard).toEqual(['heard']));
  });

  it('declared invalid begins afresh', async () => {
    const { heard } = await come();
    const ada = twin.user('ada');
    twin.guild('Den').joins(ada);
    twin.gateway.invalidates(false);
    await vi.waitFor(() => expect([twin.gateway.identified, twin.gateway.connected]).toEqual([2, 1]), 10_000);
    await ada.dm.says('heard');
    await vi.waitFor(() => expect(heard).toEqual(['heard']));
  });

  it('breaks in the middle of an event, loses one, repeats one when told to', async () => {
    const { heard } = await come();
    const ada = twin.user('ada');
    twin.guild('Den').joins(ada);
    twin.fault({ on: 'MESSAGE_CREATE', kind: 'drop-gateway' });
    await ada.dm.says('at the break');
    await vi.waitFor(() => expect(heard).toEqual(['at the break']), 4000);
    twin.fault({ on: 'MESSAGE_CREATE', kind: 'lose-event' });
    await ada.dm.says('lost');
    await ada.dm.says('kept');
    await vi.waitFor(() => expect(heard).toEqual(['at the break', 'kept']));
  });

  it('for ever, when the token is revoked', async () => {
    const { client } = await come();
    const over = new Promise<number>((resolve) => client.on(Events.ShardDisconnect, ({ code }) => resolve(code)));
    twin.revokeToken();
    expect(await over).toBe(4004);
    await expect(client.users.fetch('1', { force: true })).rejects.toMatchObject({ status: 401 });
  });
});
