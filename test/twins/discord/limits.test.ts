import { type Client, MessageFlags } from 'discord.js';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type DiscordTwin, startDiscord } from './discord-twin.ts';
import { logIn } from './log-in.ts';

let twin: DiscordTwin;
let client: Client<true>;
let channel: string;

beforeAll(async () => {
  twin = await startDiscord({ rate: { limit: 1000, perMs: 1000 }, globalPerSecond: 1000, portal: { userInstall: false } });
  channel = twin.guild('Den').channel('lore').id;
  client = await logIn(twin);
});
afterAll(async () => {
  await client.destroy();
  await twin.close();
});

const button = (id: string) => ({ type: 2, style: 1, label: 'x', custom_id: id });
const buttons = (count: number) => ({ type: 1, components: Array.from({ length: count }, (_, at) => button(`b${at}`)) });
const text = (content: string) => ({ type: 10, content });
const options = (count: number) => Array.from({ length: count }, (_, at) => ({ label: `${at}`, value: `${at}` }));
const select = (more: object) => ({
  content: 'x',
  components: [{ type: 1, components: [{ type: 3, custom_id: 's', options: options(2), ...more }] }],
});
const v2 = { flags: MessageFlags.IsComponentsV2 };

describe('a message', () => {
  it.each<[string, object, string]>([
    [
      'content over 2000',
      { content: 'x'.repeat(2001) },
      '"content":{"_errors":[{"code":"BASE_TYPE_MAX_LENGTH","message":"Must be 2000 or fewer in length."}]}',
    ],
    ['11 embeds', { embeds: Array.from({ length: 11 }, () => ({ title: 'x' })) }, 'embeds'],
    ['a long embed', { embeds: [{ description: 'x'.repeat(4097) }] }, '"description"'],
    [
      'embeds over 6000 together',
      { embeds: [{ description: 'x'.repeat(4000) }, { description: 'x'.repeat(2001) }] },
      'MAX_EMBED_SIZE_EXCEEDED',
    ],
    ['six buttons in a row', { content: 'x', components: [buttons(6)] }, 'components'],
    [
      'six rows',
      { content: 'x', components: Array.from({ length: 6 }, (_, at) => ({ type: 1, components: [button(`r${at}`)] })) },
      'components',
    ],
    [
      'a custom id twice',
      { content: 'x', components: [{ type: 1, components: [button('same'), button('same')] }] },
      'COMPONENT_CUSTOM_ID_DUPLICATED',
    ],
    ['a custom id over 100', { content: 'x', components: [{ type: 1, components: [button('x'.repeat(101))] }] }, 'custom_id'],
    ['a label over 80', { content: 'x', components: [{ type: 1, components: [{ ...button('b'), label: 'x'.repeat(81) }] }] }, 'label'],
    [
      'a button with an address and an id',
      { content: 'x', components: [{ type: 1, components: [{ ...button('b'), url: 'https://example.org' }] }] },
      'url',
    ],
    [
      'words for an emoji',
      { content: 'x', components: [{ type: 1, components: [{ ...button('b'), emoji: { name: 'smile' } }] }] },
      'INVALID_EMOJI',
    ],
    [
      'a select and a button in one row',
      { content: 'x', components: [{ type: 1, components: [button('b'), { type: 3, custom_id: 's', options: options(1) }] }] },
      'COMPONENT_LAYOUT_WIDTH_EXCEEDED',
    ],
    ['26 options', select({ options: options(26) }), 'options'],
    ['a value twice', select({ options: [...options(1), ...options(1)] }), 'SELECT_COMPONENT_OPTION_VALUE_DUPLICATED'],
    ['more values than options', select({ max_values: 3 }), 'options'],
    ['a modal’s field', { content: 'x', components: [{ type: 18, label: 'x', component: { type: 23, custom_id: 'c' } }] }, 'components'],
    ['content beside V2', { ...v2, content: 'x', components: [text('y')] }, 'MESSAGE_CANNOT_USE_LEGACY_FIELDS_WITH_COMPONENTS_V2'],
    ['V2 without its flag', { components: [text('x')] }, 'components'],
    ['41 components', { ...v2, components: Array.from({ length: 41 }, () => text('x')) }, 'COMPONENT_MAX_TOTAL_COMPONENTS'],
    ['4001 characters of V2', { ...v2, components: [text('x'.repeat(4000)), text('x')] }, 'COMPONENT_DISPLAYABLE_TEXT_SIZE_EXCEEDED'],
    ['a nonce over 25', { content: 'x', nonce: 'x'.repeat(26) }, 'nonce'],
    [
      'mentions both by kind and by id',
      { content: 'x', allowed_mentions: { parse: ['users'], users: ['123456789012345678'] } },
      'MESSAGE_ALLOWED_MENTIONS_PARSE_EXCLUSIVE',
    ],
    ['an ephemeral flag in a channel', { content: 'x', flags: MessageFlags.Ephemeral }, 'TWIN_FLAG_IGNORED'],
    ['a reply to nothing', { content: 'x', message_reference: { message_id: '123456789012345678' } }, 'MESSAGE_REFERENCE_UNKNOWN_MESSAGE'],
    ['a misspelt field', { content: 'x', allowedMentions: {} }, 'TWIN_UNKNOWN_FIELD'],
  ])('with %s is refused in Discord’s shape', async (_what, body, part) => {
    const before = twin.refusals.length;
    await expect(client.rest.post(`/channels/${channel}/messages`, { body })).rejects.toMatchObject({ code: 50035, status: 400 });
    expect(twin.refusals.length).toBe(before + 1);
    expect(twin.refusals.at(-1)?.errors).toContain(part);
  });

  it('of nothing is refused, and so is emptying one', async () => {
    const post = (body: object) => client.rest.post(`/channels/${channel}/messages`, { body }) as Promise<{ readonly id: string }>;
    await expect(post({ content: ' \n ' })).rejects.toMatchObject({ code: 50006 });
    const { id } = await post({ content: 'x' });
    await expect(client.rest.patch(`/channels/${channel}/messages/${id}`, { body: { content: '' } })).rejects.toMatchObject({
      code: 50006,
    });
    const layout = await post({
      ...v2,
      components: [{ type: 17, components: [{ type: 9, components: [text('hi')], accessory: button('b') }] }],
    });
    await expect(client.rest.patch(`/channels/${channel}/messages/${layout.id}`, { body: { content: 'x' } })).rejects.toMatchObject({
      code: 50035,
    });
    await client.rest.patch(`/channels/${channel}/messages/${layout.id}`, { body: { components: [text('bye')] } });
    await expect(
      post({ content: 'x', components: Array.from({ length: 5 }, (_, row) => ({ type: 1, components: [button(`r${row}`)] })) }),
    ).resolves.toBeDefined();
  });

  it('over ten megabytes is too much', async () => {
    const files = [{ name: 'big.bin', data: Buffer.alloc(10 * 1024 * 1024 + 1) }];
    await expect(client.rest.post(`/channels/${channel}/messages`, { files, body: {} })).rejects.toMatchObject({
      code: 40005,
      status: 413,
    });
  });

  it('that may ping somebody is found', async () => {
    const quiet = twin.sent.length;
    await client.rest.post(`/channels/${channel}/messages`, { body: { content: 'psst', allowed_mentions: { parse: [] } } });
    expect(twin.sent[quiet]).toMatchObject({ content: 'psst', allowed: { parse: [] } });
    await client.rest.post(`/channels/${channel}/messages`, { body: { content: '@everyone wake up' } });
    expect(() => twin.noPings()).toThrow('@everyone wake up');
  });

  it('to a path that does not exist is no secret', async () => {
    await expect(client.rest.get('/channels/1/nothing' as never)).rejects.toMatchObject({ status: 404 });
    expect(() => twin.noRefusals()).toThrow('/channels/1/nothing');
  });
});

describe('commands', () => {
  const slash = (more: object = {}) => ({ name: 'hi', description: 'Hello', ...more });
  const option = (more: object = {}) => ({ type: 3, name: 'o', description: 'o', ...more });
  const write = (body: object) => client.rest.post(`/applications/${client.user.id}/commands`, { body });

  it.each<[string, object, string]>([
    ['a name in capitals', slash({ name: 'Hi' }), 'APPLICATION_COMMAND_INVALID_NAME'],
    ['a name with a space', slash({ name: 'hi there' }), 'STRING_TYPE_REGEX'],
    ['a long description', slash({ description: 'x'.repeat(101) }), 'description'],
    ['a long German description', slash({ description_localizations: { de: 'x'.repeat(101) } }), '"de"'],
    ['a language Discord does not have', slash({ name_localizations: { xx: 'hi' } }), '"xx"'],
    ['26 options', slash({ options: Array.from({ length: 26 }, (_, at) => option({ name: `o${at}` })) }), 'options'],
    [
      '26 choices',
      slash({ options: [option({ choices: Array.from({ length: 26 }, (_, at) => ({ name: `${at}`, value: `${at}` })) })] }),
      'choices',
    ],
    ['choices and suggestions', slash({ options: [option({ autocomplete: true, choices: [{ name: 'a', value: 'a' }] })] }), 'AUTOCOMPLETE'],
    ['a required option last', slash({ options: [option(), option({ name: 'p', required: true })] }), 'OPTIONS_REQUIRED_INVALID'],
    ['an option twice', slash({ options: [option(), option()] }), 'NAME_ALREADY_EXISTS'],
    ['a subcommand beside an option', slash({ options: [{ type: 1, name: 's', description: 's' }, option({ name: 'p' })] }), 'options'],
    [
      'over 8000 characters',
      slash({
        options: Array.from({ length: 25 }, (_, at) =>
          option({
            name: `o${at}`,
            description: 'x'.repeat(100),
            choices: Array.from({ length: 5 }, (_value, c) => ({ name: `${c}${'x'.repeat(50)}`, value: `${c}` })),
          }),
        ),
      }),
      'APPLICATION_COMMAND_TOO_LARGE',
    ],
    ['a described menu', { type: 3, name: 'Ask Mia', description: 'x' }, 'description'],
    ['an unknown context', slash({ contexts: [3] }), 'contexts'],
    ['installing for oneself while that is off', slash({ integration_types: [0, 1] }), 'APPLICATION_COMMAND_INVALID_INTEGRATION_TYPE'],
  ])('with %s are refused', async (_what, body, part) => {
    const before = twin.commandWrites;
    await expect(write(body)).rejects.toMatchObject({ code: 50035 });
    expect(twin.refusals.at(-1)?.errors).toContain(part);
    expect(twin.commandWrites).toBe(before);
  });

  it('are written, read with their languages when asked, changed and deleted; writes are counted', async () => {
    const before = twin.commandWrites;
    const commands = client.application.commands;
    const made = await commands.create({
      name: 'hi',
      description: 'Hello',
      nameLocalizations: { de: 'hallo' },
      options: [{ type: 3, name: 'to', description: 'Whom', nameLocalizations: { de: 'wem' } }],
    });
    const again = await commands.create({ name: 'hi', description: 'Hello again', contexts: [0] });
    expect([again.id, again.contexts, again.integrationTypes]).toEqual([made.id, [0], [0]]);
    await commands.edit(made.id, { description: 'Hello, third', nameLocalizations: { de: 'hallo' } });
    const [read] = [...(await commands.fetch({ withLocalizations: true })).values()];
    expect([read?.description, read?.nameLocalizations]).toEqual(['Hello, third', { de: 'hallo' }]);
    expect((await client.rest.get(`/applications/${client.user.id}/commands`)) as object[]).toEqual([
      expect.not.objectContaining({ name_localizations: expect.anything() }),
    ]);
    await commands.delete(made.id);
    expect(twin.commands).toEqual([]);
    expect(twin.commandWrites - before).toBe(4);
  });

  it('stop at a hundred, and fifteen menus of a kind', async () => {
    await client.application.commands.set(Array.from({ length: 15 }, (_, at) => ({ type: 3, name: `Menu ${at}` })));
    await expect(write({ type: 3, name: 'One more' })).rejects.toMatchObject({ code: 30032 });
    await write({ type: 2, name: 'On people' });
    await expect(
      client.application.commands.set([
        { name: 'a', description: 'a' },
        { name: 'a', description: 'b' },
      ]),
    ).rejects.toMatchObject({ code: 50035 });
    await client.application.commands.set([]);
    expect(twin.commands).toEqual([]);
  });
});
