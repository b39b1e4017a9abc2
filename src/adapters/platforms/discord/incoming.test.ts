import { MessageReferenceType, MessageType } from 'discord-api-types/v10';
import { describe, expect, it } from 'vitest';
import { type GivenMessage, toDeletion, toEdit, toMessage, type View } from './incoming.ts';

const view: View = {
  account: 'discord:1',
  self: { id: '1', name: 'Luna' },
  role: (_guild, id) => (id === '70' ? 'Mods' : undefined),
  channel: (id) => (id === '80' ? 'general' : undefined),
  locale: (user) => (user === '2' ? 'de' : undefined),
};

const user = (id: string, username: string, more: object = {}) => ({
  id,
  username,
  global_name: null,
  discriminator: '0',
  avatar: null,
  ...more,
});

function message(content: string, more: Partial<GivenMessage> = {}): GivenMessage {
  return {
    id: '1441000000000000000',
    channel_id: '50',
    author: user('2', 'ada', { global_name: 'Ada L.' }),
    content,
    timestamp: '2026-11-24T09:00:00.000Z',
    edited_timestamp: null,
    tts: false,
    mention_everyone: false,
    mentions: [],
    mention_roles: [],
    attachments: [],
    embeds: [],
    pinned: false,
    type: MessageType.Default,
    ...more,
  };
}

describe('what is heard', () => {
  it('is a DM with who, where, when, in which language', () => {
    expect(toMessage(message('hello'), view)?.event).toEqual({
      id: '1441000000000000000',
      account: 'discord:1',
      room: 'discord:50',
      participant: 'discord:2',
      name: 'Ada L.',
      locale: 'de',
      at: Number(1441000000000000000n >> 22n) + 1_420_070_400_000,
      kind: 'message',
      ref: '50/1441000000000000000',
      text: 'hello',
    });
  });

  it('uses the name somebody has on the server', () => {
    expect(toMessage(message('hi', { guild_id: '9', member: { nick: 'Countess' } }), view)?.event.name).toBe('Countess');
  });

  it.each([
    ['<@1> hello', 'hello'],
    ['<@!1>, hello', 'hello'],
    ['<@1>', ''],
    ['<@1> <@1>?', ''],
    ['hello <@1>', 'hello'],
    ['what do you say, <@1>?', 'what do you say?'],
    ['I like <@1> a lot', 'I like @Luna a lot'],
    ['ask <@3> or <@&70> in <#80>', 'ask @Bob B. or @Mods in #general'],
    ['ask <@4> or <@&71> in <#81>', 'ask <@4> or <@&71> in <#81>'],
    ['a <:cat:123> and <a:dog:456>, see </mia:789>', 'a :cat: and :dog:, see /mia'],
    ['at <t:1700000000:R>', 'at <t:1700000000:R>'],
    ['code `<@1>` stays words', 'code `@Luna` stays words'],
  ])('reads %j as %j', (content, text) => {
    const mentions = [user('1', 'luna', { bot: true }), user('3', 'bob', { member: { nick: 'Bob B.' } })];
    expect(toMessage(message(content, { mentions, guild_id: '9' }), view)?.event).toMatchObject({ text, mentioned: true });
  });

  it('knows what a message replies to; a forward replies to nothing and is quoted', () => {
    const reference = { channel_id: '50', message_id: '40', type: MessageReferenceType.Default };
    expect(toMessage(message('yes', { type: MessageType.Reply, message_reference: reference }), view)?.event).toMatchObject({
      replyTo: '50/40',
    });
    const { attachments, embeds, timestamp, edited_timestamp, mentions, mention_roles, type } = message('');
    const inner = { content: 'two\nlines', attachments, embeds, timestamp, edited_timestamp, mentions: [...mentions], mention_roles, type };
    const forward = message('', {
      message_reference: { ...reference, type: MessageReferenceType.Forward },
      message_snapshots: [{ message: inner }],
    });
    const event = toMessage(forward, view)?.event;
    expect(event).toMatchObject({ text: '> two\n> lines' });
    expect(event).not.toHaveProperty('replyTo');
  });

  it.each([
    ['a bot', { author: user('3', 'other', { bot: true }) }],
    ['itself', { author: user('1', 'luna', { bot: true }) }],
    ['a webhook', { webhook_id: '77' }],
    ['Discord itself', { author: user('5', 'discord', { system: true }) }],
    ['a pin', { type: MessageType.ChannelPinnedMessage }],
    ['a thread’s first line', { type: MessageType.ThreadStarterMessage }],
    ['a command’s answer', { type: MessageType.ChatInputCommand }],
  ])('is not %s', (_who, more) => {
    expect(toMessage(message('hello', more), view)).toBeUndefined();
    expect(toEdit(message('hello', { ...more, edited_timestamp: '2026-11-24T09:01:00.000Z' }), view)).toBeUndefined();
  });

  it('is not what comes without content because it is for somebody else', () => {
    expect(toMessage(message('', { guild_id: '9' }), view)).toBeUndefined();
    expect(toMessage(message('', { guild_id: '9', mentions: [user('1', 'luna')] }), view)?.event).toMatchObject({
      text: '',
      mentioned: true,
    });
  });

  it('is an edit by its author, and no link preview that came later', () => {
    const stamp = '2026-11-24T09:01:00.000Z';
    expect(toEdit(message('better', { edited_timestamp: stamp }), view)?.event).toMatchObject({
      id: `edit:50/1441000000000000000:${Date.parse(stamp)}`,
      kind: 'messageEdited',
      ref: '50/1441000000000000000',
      text: 'better',
      at: Date.parse(stamp),
    });
    expect(toEdit(message('same'), view)).toBeUndefined();
  });

  it('is a deletion, by its author where that is remembered', () => {
    const gone = { channel: '50', message: '40', at: 7 };
    expect(toDeletion({ ...gone, author: '2' }, view)).toMatchObject({
      id: 'delete:50/40',
      participant: 'discord:2',
      kind: 'messageDeleted',
      ref: '50/40',
      isGone: true,
    });
    expect(toDeletion({ ...gone, author: undefined }, view).participant).toBe('discord:1');
  });
});
