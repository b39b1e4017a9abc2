import { type Client, Events, GatewayIntentBits, type Message } from 'discord.js';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { type DiscordTwin, startDiscord } from './discord-twin.ts';
import { logIn, openIntents } from './log-in.ts';

let twin: DiscordTwin;
let client: Client<true>;
let heard: Message[];

async function begin(how: Parameters<typeof logIn>[1] = {}): Promise<void> {
  client = await logIn(twin, {
    ...how,
    prepare: (one) => one.on(Events.MessageCreate, (message) => void (message.author.bot || heard.push(message))),
  });
}

/** The nth message the bot has heard. */
async function hears(count: number): Promise<readonly Message[]> {
  await vi.waitFor(() => expect(heard.length).toBeGreaterThanOrEqual(count), { interval: 5 });
  return heard;
}

beforeEach(async () => {
  heard = [];
  twin = await startDiscord();
});
afterEach(async () => {
  await client.destroy();
  await twin.close();
});

describe('words', () => {
  it('of others are hidden in channels without the intent, except where the bot is mentioned, pinged or alone with somebody', async () => {
    const den = twin.guild('Den').channel('lore');
    const ada = twin.user('ada');
    await begin();
    await ada.in(den).says('plain');
    await ada.in(den).mentions(twin.bot, 'hi');
    await ada.dm.says('between us');
    await client.channels.cache.get(den.id)?.fetch();
    const said = await (await client.channels.fetch(den.id))?.isSendable();
    expect(said).toBe(true);
    expect((await hears(3)).map(({ content }) => content)).toEqual(['', `<@${twin.bot.id}> hi`, 'between us']);
    expect(heard[1]?.mentions.has(client.user)).toBe(true);
    expect(heard[2]?.channel.isDMBased()).toBe(true);
    twin.noRefusals();
  });

  it('come in replies that ping the bot, not in silent ones', async () => {
    const den = twin.guild('Den').channel('lore');
    const ada = twin.user('ada');
    await begin();
    const channel = await client.channels.fetch(den.id);
    if (!channel?.isSendable()) throw new Error('no channel');
    await channel.send('hello all');
    const greeting = await den.sees('hello all');
    await ada.in(den).repliesTo(greeting, 'silent', { ping: false });
    const aloud = await ada.in(den).repliesTo(greeting, 'aloud');
    const updated = new Promise<string>((resolve) => client.on(Events.MessageUpdate, (_old, now) => resolve(now.content)));
    expect((await hears(2)).map(({ content }) => content)).toEqual(['', 'aloud']);
    expect(heard[1]?.reference?.messageId).toBe(greeting.id);
    expect((await heard[1]?.fetchReference())?.content).toBe('hello all');
    expect(den.transcript()).toBe(`#lore\nMia: hello all\nada ↩ Mia: silent\nada ↩ Mia: aloud`);
    ada.edits(aloud, 'aloud, again');
    expect(await updated).toBe('aloud, again');
  });

  it('all come with the intent, once the portal allows it', async () => {
    twin.portal.messageContent = true;
    const den = twin.guild('Den').channel('lore');
    await begin({ intents: [...openIntents, GatewayIntentBits.MessageContent] });
    const ada = twin.user('ada');
    const message = await ada.in(den).says('plain');
    const updated = new Promise<string>((resolve) => client.on(Events.MessageUpdate, (_old, now) => resolve(now.content)));
    const deleted = new Promise<string>((resolve) => client.on(Events.MessageDelete, ({ id }) => resolve(id)));
    expect((await hears(1))[0]?.content).toBe('plain');
    ada.edits(message, 'plainer');
    expect(await updated).toBe('plainer');
    ada.deletes(message);
    expect(await deleted).toBe(message.id);
  });
});

describe('what the bot sends', () => {
  it('can be changed and deleted, and the transcript shows it', async () => {
    const den = twin.guild('Den').channel('lore');
    await begin();
    const channel = await client.channels.fetch(den.id);
    if (!channel?.isSendable()) throw new Error('no channel');
    const message = await channel.send({ content: 'one', files: [{ attachment: Buffer.from('abc'), name: 'note.txt' }] });
    await message.edit('two');
    await message.edit({
      content: 'three',
      components: [{ type: 1, components: [{ type: 2, style: 1, label: 'Retry', custom_id: 'a:1' }] }],
    });
    const seen = await den.sees(/^three/);
    expect(seen.edits).toBe(2);
    expect(seen.versions).toEqual(['one', 'two', 'three']);
    expect(den.transcript()).toBe('#lore\nMia (edited 2×): three\n  <note.txt, 3 bytes>\n  [Retry]');
    const url = message.attachments.first()?.url ?? '';
    expect(await (await fetch(url)).text()).toBe('abc');
    expect((await fetch(url.split('?')[0] ?? '')).status).toBe(404);
    await message.delete();
    expect(seen.isDeleted).toBe(true);
    twin.noPings();
  });

  it('goes out once per nonce while that is remembered, with its old text', async () => {
    const ada = twin.user('ada');
    twin.guild('Den').joins(ada);
    await begin();
    const dm = await client.users.createDM(ada.id);
    const first = await dm.send({ content: 'first', nonce: 'k-1', enforceNonce: true });
    const again = await dm.send({ content: 'second', nonce: 'k-1', enforceNonce: true });
    expect([again.id, again.content]).toEqual([first.id, 'first']);
    twin.clock.advance(6 * 60_000);
    expect((await dm.send({ content: 'third', nonce: 'k-1', enforceNonce: true })).id).not.toBe(first.id);
    expect(ada.dm.room.messages().map(({ content }) => content)).toEqual(['first', 'third']);
  });

  it('is doubled by a 502 after the effect without a nonce, and not with one', async () => {
    const ada = twin.user('ada');
    twin.guild('Den').joins(ada);
    await begin();
    const dm = await client.users.createDM(ada.id);
    twin.fault({ on: 'POST /channels/:channel/messages', kind: '502-after-effect' });
    await dm.send('bare');
    twin.fault({ on: 'POST /channels/:channel/messages', kind: '502-after-effect' });
    await dm.send({ content: 'keyed', nonce: 'k-2', enforceNonce: true });
    expect(ada.dm.room.messages().map(({ content }) => content)).toEqual(['bare', 'bare', 'keyed']);
    twin.fault({ on: 'POST /channels/:channel/messages', kind: 'reset' });
    await expect(dm.send('lost')).rejects.toThrow();
    expect(ada.dm.transcript()).not.toContain('lost');
  });

  it('waits for its turn when a channel is full, message and edit counted apart', async () => {
    await twin.close();
    twin = await startDiscord({ rate: { limit: 2, perMs: 300 } });
    const den = twin.guild('Den').channel('lore');
    await begin();
    const channel = await client.channels.fetch(den.id);
    if (!channel?.isSendable()) throw new Error('no channel');
    const started = Date.now();
    const messages = [await channel.send('1'), await channel.send('2')];
    for (const text of ['a', 'b']) await messages[0]?.edit(text);
    expect(Date.now() - started).toBeLessThan(300);
    await channel.send('3');
    expect(Date.now() - started).toBeGreaterThanOrEqual(290);
    expect(twin.rateLimited).toBe(0);
    twin.fault({ on: /messages$/, kind: '429', retryAfter: 0.1, isGlobal: true });
    await channel.send('4');
    expect(twin.rateLimited).toBe(1);
    const raw = () =>
      fetch(`${twin.api}/v10/channels/${den.id}/messages`, {
        method: 'POST',
        headers: { authorization: `Bot ${twin.token}`, 'content-type': 'application/json' },
        body: JSON.stringify({ content: 'raw' }),
      });
    const answers = [await raw(), await raw(), await raw()];
    const full = answers.find(({ status }) => status === 429);
    expect(full?.headers.get('x-ratelimit-remaining')).toBe('0');
    expect(await full?.json()).toMatchObject({ global: false, retry_after: expect.any(Number) });
  });

  it('is listed as Discord lists: newest first, after and around an id', async () => {
    const den = twin.guild('Den').channel('lore');
    const ada = twin.user('ada');
    const lines = [];
    for (const text of ['1', '2', '3', '4', '5']) lines.push(await ada.in(den).mentions(twin.bot, text));
    await begin();
    const channel = await client.channels.fetch(den.id);
    if (!channel?.isTextBased()) throw new Error('no channel');
    const list = async (query: object): Promise<string> =>
      [...(await channel.messages.fetch(query)).values()].map(({ content }) => content.at(-1)).join('');
    expect(await list({ limit: 3 })).toBe('543');
    expect(await list({ after: lines[1]?.id, limit: 2 })).toBe('43');
    expect(await list({ around: lines[2]?.id, limit: 3 })).toBe('432');
    expect(await list({ before: lines[1]?.id, limit: 3 })).toBe('1');
    expect((await channel.messages.fetch({ limit: 3 })).first()?.content).toContain('5');
  });

  it('types and reacts', async () => {
    const den = twin.guild('Den').channel('lore');
    const ada = twin.user('ada');
    await begin();
    const message = await ada.in(den).mentions(twin.bot, 'hi');
    const reaction = new Promise<string | null>((resolve) =>
      client.on(Events.MessageReactionAdd, ({ emoji }, { id }) => void (id === ada.id && resolve(emoji.name))),
    );
    const [heardMessage] = await hears(1);
    if (heardMessage?.channel.isSendable()) await heardMessage.channel.sendTyping();
    await heardMessage?.react('👀');
    expect(den.typings).toBe(1);
    expect(message.reactions).toEqual(['👀']);
    ada.reacts(message, '❤️');
    expect(await reaction).toBe('❤️');
    twin.noRefusals();
  });
});
