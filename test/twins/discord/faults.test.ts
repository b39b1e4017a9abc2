import { type Client, Events, type Message } from 'discord.js';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { createFakeClock } from '../../fakes/fake-clock.ts';
import { type DiscordTwin, startDiscord } from './discord-twin.ts';
import { logIn } from './log-in.ts';
import { idAt, madeAt } from './virtual-clock.ts';

let twin: DiscordTwin;
let client: Client<true>;
afterEach(async () => {
  await client.destroy();
  await twin.close();
});

describe('a request', () => {
  it('may fail before its effect, come late, or never be answered after it', async () => {
    twin = await startDiscord();
    client = await logIn(twin, { options: { rest: { api: twin.api, timeout: 80, retries: 1 } } });
    const ada = twin.user('ada');
    twin.guild('Den').joins(ada);
    const dm = await client.users.createDM(ada.id);
    const on = 'POST /channels/:channel/messages';
    twin.fault({ on, kind: '502' });
    await dm.send('after a failure');
    twin.fault({ on, kind: 'slow', ms: 40 });
    await dm.send('late');
    twin.fault({ on, kind: 'hang-after-effect' });
    await dm.send('twice');
    twin.fault({ on, kind: 'reset-after-effect' });
    await expect(dm.send('there all the same')).rejects.toThrow();
    expect(ada.dm.room.messages().map(({ content }) => content)).toEqual([
      'after a failure',
      'late',
      'twice',
      'twice',
      'there all the same',
    ]);
    expect(twin.asked.filter(({ route }) => route === on).map(({ status }) => status)).toEqual([502, 200, 200, 200, 200, 200]);
    twin.noRefusals();
  });

  it('fails while the gateway breaks, and the gateway can be away', async () => {
    twin = await startDiscord();
    client = await logIn(twin);
    const ada = twin.user('ada');
    twin.guild('Den').joins(ada);
    twin.fault({ on: 'POST /users/@me/channels', kind: 'drop-gateway' });
    await (await client.users.createDM(ada.id)).send('over the break');
    await vi.waitFor(() => expect(twin.gateway.resumed).toBe(1), 4000);
    expect(ada.dm.transcript()).toContain('over the break');
    twin.gateway.goesDown();
    expect(twin.gateway.connected).toBe(0);
    twin.gateway.comesUp();
    await vi.waitFor(() => expect(twin.gateway.connected).toBe(1), 9000);
  });
});

describe('files and time', () => {
  it('come from people, with an address that works', async () => {
    twin = await startDiscord();
    const heard: Message[] = [];
    client = await logIn(twin, { prepare: (one) => one.on(Events.MessageCreate, (message) => heard.push(message)) });
    const den = twin.guild('Den').channel('lore');
    const note = { name: 'note.txt', bytes: Buffer.from('dear Mia'), contentType: 'text/plain' };
    await twin
      .user('ada')
      .in(den)
      .mentions(twin.bot, 'read this', { files: [note] });
    await twin
      .user('ada')
      .in(den)
      .says('', { files: [note] });
    await vi.waitFor(() => expect(heard).toHaveLength(2));
    const attachment = heard[0]?.attachments.first();
    expect([attachment?.name, attachment?.size, attachment?.contentType]).toEqual(['note.txt', 8, 'text/plain']);
    expect(await (await fetch(attachment?.url ?? '')).text()).toBe('dear Mia');
    expect(heard[1]?.attachments.size).toBe(0);
  });

  it('are a test’s own where it wants that, ids included', async () => {
    const clock = createFakeClock();
    twin = await startDiscord({ now: clock.now });
    client = await logIn(twin);
    const ada = twin.user('ada');
    twin.guild('Den').joins(ada);
    const first = await ada.dm.says('one');
    expect(madeAt(first.id)).toBe(clock.now());
    await clock.advance(60_000);
    const second = await ada.dm.says('two');
    expect(madeAt(second.id) - madeAt(first.id)).toBe(60_000);
    const dm = await client.users.createDM(ada.id);
    const since = await dm.messages.fetch({ after: idAt(clock.now() - 1000) });
    expect(since.map(({ content }) => content)).toEqual(['two']);
    expect(since.first()?.createdTimestamp).toBe(clock.now());
  });
});
