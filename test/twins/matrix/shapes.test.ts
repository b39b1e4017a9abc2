import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { ClientApi } from '../../live/client-api.ts';
import type { Room } from './actors/room.ts';
import { type MatrixTwin, startMatrix } from './matrix-twin.ts';

let twin: MatrixTwin;
let api: ClientApi;
let den: Room;
let original: string;

const text = { msgtype: 'm.text', body: 'hi', 'm.mentions': {} };

beforeEach(async () => {
  twin = await startMatrix();
  api = new ClientApi(twin.url, twin.logIn());
  den = twin.room('Den');
  original = await api.send(den.id, text);
});
afterEach(() => twin.close());

const html = (markup: string) => ({ ...text, format: 'org.matrix.custom.html', formatted_body: markup });
const edit = (more: object = {}) => ({
  ...text,
  'm.new_content': text,
  'm.relates_to': { rel_type: 'm.replace', event_id: original },
  ...more,
});
const persona = (more: object = {}) => ({
  ...text,
  body: 'Nova: hi',
  'com.beeper.per_message_profile': { id: 'nova', displayname: 'Nova', has_fallback: true },
  ...more,
});

describe('a message passes', () => {
  it.each([
    ['with HTML of the list', () => html('<p><strong>a</strong> <a href="https://a.example/?b=1&amp;c=2">b</a><br /></p>')],
    ['with code of a language', () => html('<pre><code class="language-ts">a &lt; b</code></pre>')],
    ['as an edit', () => edit()],
    ['as a persona with its fallback', () => persona()],
    ['with fields of other specs', () => ({ ...text, 'org.matrix.msc4357.live': {} })],
    ['as a reply', () => ({ ...text, 'm.relates_to': { 'm.in_reply_to': { event_id: original } } })],
  ])('%s', async (_, content) => {
    expect((await api.put(den.id, content())).status).toBe(200);
    twin.noRefusals();
    twin.noPings();
  });
});

describe('a message is refused', () => {
  it.each([
    ['without a body', () => ({ msgtype: 'm.text' })],
    ['with HTML and no format', () => ({ ...text, formatted_body: 'a' })],
    ['with a script', () => html('<script>a</script>')],
    ['with a picture from elsewhere', () => html('<img src="https://a.example/a.png" />')],
    ['with a link that runs', () => html('<a href="javascript:a()">a</a>')],
    ['with a tag left open', () => html('<b>a')],
    ['with a style', () => html('<span style="a">a</span>')],
    ['nested without end', () => html(`${'<b>'.repeat(101)}a${'</b>'.repeat(101)}`)],
    ['as an edit without new content', () => ({ ...text, 'm.relates_to': { rel_type: 'm.replace', event_id: original } })],
    ['as an edit with a relation inside', () => edit({ 'm.new_content': { ...text, 'm.relates_to': {} } })],
    ['with mentions that are none', () => ({ ...text, 'm.mentions': { user_ids: ['ada'] } })],
    ['with a fraction', () => ({ ...text, size: 1.5 })],
    ['as a persona without the promised fallback', () => persona({ body: 'hi' })],
    ['as a picture without one', () => ({ ...text, msgtype: 'm.image' })],
    [
      'with a thread of an unknown key',
      () => ({ ...text, 'm.relates_to': { rel_type: 'm.thread', event_id: original, falling_back: true } }),
    ],
  ])('%s', async (_, content) => {
    const { status, body } = await api.put(den.id, content());
    expect([status, body.errcode]).toEqual([400, 'M_BAD_JSON']);
    expect(() => twin.noRefusals()).toThrow('M_BAD_JSON');
  });

  it('in plain text in an encrypted room, where reactions are always plain', async () => {
    den.encrypts();
    expect((await api.put(den.id, text)).body.errcode).toBe('M_TWIN_PLAIN_TEXT');
    const reaction = { 'm.relates_to': { rel_type: 'm.annotation', event_id: original, key: '✅' } };
    expect((await api.put(den.id, reaction, { type: 'm.reaction' })).status).toBe(200);
    expect(() => twin.noRefusals()).toThrow('in plain text into an encrypted room');
    expect(den.messages().map((message) => message.text)).toEqual(['hi']);
  });
});

describe('held against the client, though taken, are', () => {
  it.each([
    [
      'an edit of an edit',
      async () => api.send(den.id, edit({ 'm.relates_to': { rel_type: 'm.replace', event_id: await api.send(den.id, edit()) } })),
    ],
    ['a reply to nothing', async () => api.send(den.id, { ...text, 'm.relates_to': { 'm.in_reply_to': { event_id: '$nothing' } } })],
    [
      'one transaction id for two things',
      async () => {
        await api.put(den.id, text, { transaction: 'one' });
        await api.put(twin.room('Cave').id, text, { transaction: 'one' });
      },
    ],
  ])('%s', async (_, act) => {
    await act();
    expect(() => twin.noRefusals()).toThrow('M_TWIN_BREACH');
  });
});

describe('requests', () => {
  it.each([
    ['a typing that lasts no number of time', 'PUT /typing/@mia:twin', { typing: true, timeout: 'long' }],
    ['typing for another', 'PUT /typing/@ada:twin', { typing: true }],
    ['an unknown field', 'POST /leave', { why: 'so' }],
    ['a kick of nobody', 'POST /kick', {}],
    ['a receipt of no kind', 'POST /receipt/m.seen/$a', {}],
    ['a member without membership', 'PUT /state/m.room.member/@mia:twin', { displayname: 'Nova' }],
    ['reading in no direction', 'GET /messages', undefined],
    ['an id that is none', 'GET /event/nothing', undefined],
    ['a query nobody knows', 'GET /state?full=true', undefined],
  ])('with %s are refused', async (_, call, body) => {
    const [method, path] = call.split(' ');
    expect((await api.ask(`${method} ${api.room(den.id)}${path}`, body)).status).toBeGreaterThanOrEqual(400);
    expect(twin.refusals[0]?.errcode).not.toBe('M_UNRECOGNIZED');
    expect(() => twin.noRefusals()).toThrow('The homeserver refused');
  });

  it('with the transaction id of another give back that, and do nothing', async () => {
    const { body } = await api.put(den.id, text, { transaction: 'one' });
    const redacting = `PUT ${api.room(den.id)}/redact/${encodeURIComponent(original)}/one`;
    expect(await api.get(redacting, {})).toEqual({ event_id: body.event_id });
    expect(den.messages().map(({ id }) => id)).toContain(original);
    expect(() => twin.noRefusals()).toThrow('Transaction id one was used for something else');
  });

  it('that carry no JSON are refused', async () => {
    const { status, body } = await api.ask(`PUT ${api.room(den.id)}/send/m.room.message/x`, Buffer.from('{'));
    expect([status, body.errcode]).toEqual([400, 'M_NOT_JSON']);
    expect((await api.ask(`PUT ${api.room(den.id)}/send/m.room.message/y`, [text])).body.errcode).toBe('M_BAD_JSON');
  });

  it('for what is not there are questions, no mistakes', async () => {
    const user = encodeURIComponent(twin.bot.id);
    for (const path of [`/_matrix/client/v3/user/${user}/account_data/m.direct`, `${api.room(den.id)}/state/m.room.topic/`])
      expect((await api.ask(`GET ${path}`)).body.errcode).toBe('M_NOT_FOUND');
    twin.noRefusals();
  });
});

describe('pings', () => {
  it.each([
    ['a mention', { ...text, 'm.mentions': { user_ids: ['@ada:twin'] } }],
    ['the whole room', { ...text, 'm.mentions': { room: true } }],
    ['names in a text that says nothing of mentions', { msgtype: 'm.text', body: 'Ada' }],
  ])('are found: %s', async (_, content) => {
    twin.noPings();
    await api.send(den.id, content);
    expect(() => twin.noPings()).toThrow('may ping');
  });
});
