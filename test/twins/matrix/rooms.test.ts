import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { type ApiEvent, ClientApi } from '../../live/client-api.ts';
import { type MatrixTwin, startMatrix } from './matrix-twin.ts';

let twin: MatrixTwin;
let api: ClientApi;

beforeEach(async () => {
  twin = await startMatrix();
  api = new ClientApi(twin.url, twin.logIn());
});
afterEach(() => twin.close());

const text = (body: string) => ({ msgtype: 'm.text', body, 'm.mentions': {} });
const says = (room: { readonly id: string }, body: string) => api.send(room.id, text(body));
const about = (room: { readonly id: string }, what: string, body: object) => api.ask(`POST ${api.room(room.id)}/${what}`, body);

describe('who may', () => {
  it('speak, invite, remove and change levels is up to the levels', async () => {
    const den = twin.room('Den');
    const ada = twin.user('Ada');
    ada.in(den);
    expect((await about(den, 'kick', { user_id: ada.id })).body).toMatchObject({ errcode: 'M_FORBIDDEN' });
    den.gives(twin.bot, 50);
    expect((await about(den, 'kick', { user_id: ada.id, reason: 'spam' })).status).toBe(200);
    expect(den.membership(ada)).toBe('leave');
    den.needs('events_default', 60);
    expect((await api.put(den.id, text('hi'))).body).toMatchObject({
      error: "You don't have permission to post that to the room. user_level (50) < send_level (60)",
    });
    den.needs('m.room.power_levels', 50);
    const levels = { ...den.state('m.room.power_levels'), events_default: 0 };
    expect((await api.ask(`PUT ${api.room(den.id)}/state/m.room.power_levels/`, levels)).status).toBe(403);
  });

  it('come in is up to invitations and bans', async () => {
    const den = twin.room('Den', { bot: 'none' });
    const join = () => api.ask(`POST /_matrix/client/v3/join/${encodeURIComponent(den.id)}`, {});
    expect((await join()).body).toMatchObject({ errcode: 'M_FORBIDDEN', error: 'You are not invited to this room.' });
    den.invites(twin.bot);
    expect((await join()).status).toBe(200);
    expect((await join()).status).toBe(200);
    den.bans(twin.bot);
    expect((await join()).body).toMatchObject({ errcode: 'M_BAD_STATE', error: 'Cannot join user who was banned' });
    expect((await api.put(den.id, text('hi'))).body.errcode).toBe('M_FORBIDDEN');
  });

  it('do anything in version 12 are its creators, who stand in no level', async () => {
    const den = twin.room('Den', { version: '12' });
    expect(den.id).toMatch(/^![\w-]{43}$/);
    expect(den.state('m.room.power_levels')?.['users']).toEqual({});
    den.sets('m.room.topic', { topic: 'lore' });
    den.gives(twin.bot, 100);
    expect((await about(den, 'kick', { user_id: twin.founder.id })).status).toBe(403);
  });

  it('read what was said before is up to the history visibility', async () => {
    const den = twin.room('Den', { bot: 'none' });
    const hidden = () => twin.founder.in(den).says('among us');
    const early = hidden();
    den.sets('m.room.history_visibility', { history_visibility: 'joined' });
    const late = hidden();
    den.invites(twin.bot);
    await api.join(den.id);
    expect((await api.event(den.id, early.id)).content['body']).toBe('among us');
    expect((await api.ask(`GET ${api.room(den.id)}/event/${encodeURIComponent(late.id)}`)).status).toBe(404);
    const { chunk } = await api.get<{ chunk: ApiEvent[] }>(`GET ${api.room(den.id)}/messages?dir=f&limit=100`);
    expect(chunk.flatMap(({ content }) => content['body'] ?? [])).toEqual(['among us']);
  });
});

describe('a room', () => {
  it('is made, with its people invited, by presets', async () => {
    const ada = twin.user('Ada');
    const form = { preset: 'trusted_private_chat', is_direct: true, invite: [ada.id], name: 'Us', topic: 'lore' };
    const room = twin.roomOf(await api.createRoom({ ...form, room_version: '11' }));
    const newer = twin.roomOf(await api.createRoom(form));
    expect(newer.state('m.room.create')).toEqual({ room_version: '12', additional_creators: [ada.id] });
    expect(room.state('m.room.member', ada.id)).toMatchObject({ membership: 'invite', is_direct: true });
    expect(room.state('m.room.power_levels')?.['users']).toEqual({ [twin.bot.id]: 100, [ada.id]: 100 });
    expect(room.name).toBe('#Us');
    twin.noRefusals();
  });

  it('is found by its alias', async () => {
    const den = twin.room('Den', { bot: 'none', isPublic: true, alias: 'den' });
    const alias = encodeURIComponent('#den:twin');
    expect(await api.get(`GET /_matrix/client/v3/directory/room/${alias}`)).toMatchObject({ room_id: den.id });
    expect(await api.get(`POST /_matrix/client/v3/join/${alias}?via=twin`, {})).toEqual({ room_id: den.id });
    expect((await api.ask('GET /_matrix/client/v3/directory/room/%23no:twin')).body.errcode).toBe('M_NOT_FOUND');
    twin.noRefusals();
  });

  it('is read back and forth by pages', async () => {
    const den = twin.room('Den');
    for (let count = 0; count < 25; count += 1) await says(den, `line ${count}`);
    const read = async (dir: string) => {
      const lines: unknown[] = [];
      let from = '';
      for (;;) {
        const page = await api.get<{ chunk: ApiEvent[]; end?: string }>(`GET ${api.room(den.id)}/messages?dir=${dir}&limit=7${from}`);
        lines.push(...page.chunk.flatMap(({ content }) => content['body'] ?? []));
        if (page.end === undefined) return lines;
        from = `&from=${page.end}`;
      }
    };
    const all = Array.from({ length: 25 }, (_, count) => `line ${count}`);
    expect(await read('f')).toEqual(all);
    expect(await read('b')).toEqual(all.toReversed());
  });

  it('shows what stands around an event, and who is there', async () => {
    const den = twin.room('Den');
    const ids = [];
    for (let count = 0; count < 7; count += 1) ids.push(await says(den, `line ${count}`));
    const context = await api.get<{ events_before: ApiEvent[]; events_after: ApiEvent[]; event: ApiEvent }>(
      `GET ${api.room(den.id)}/context/${encodeURIComponent(ids[3] ?? '')}?limit=4`,
    );
    const lines = (events: readonly ApiEvent[]) => events.map(({ content }) => content['body']);
    expect([lines(context.events_before), lines(context.events_after)]).toEqual([
      ['line 2', 'line 1'],
      ['line 4', 'line 5'],
    ]);
    const { joined } = await api.get<{ joined: object }>(`GET ${api.room(den.id)}/joined_members`);
    expect(joined).toMatchObject({ [twin.bot.id]: { display_name: 'Mia' } });
    expect(await api.get('GET /_matrix/client/v3/joined_rooms')).toEqual({ joined_rooms: [den.id] });
  });

  it('goes on in another after an upgrade, which asks for the successor to be entered', async () => {
    const den = twin.room('Den');
    const next = den.upgrades('12', [twin.bot]);
    const tombstone = await api.get<{ replacement_room: string }>(`GET ${api.room(den.id)}/state/m.room.tombstone`);
    expect(tombstone.replacement_room).toBe(next.id);
    expect((await api.put(den.id, text('still here'))).body.errcode).toBe('M_FORBIDDEN');
    await api.join(next.id);
    expect(await api.get(`GET ${api.room(next.id)}/state/m.room.create`)).toMatchObject({ predecessor: { room_id: den.id } });
  });

  it('shows a new name of somebody in it', async () => {
    const den = twin.room('Den');
    await api.get(`PUT /_matrix/client/v3/profile/${encodeURIComponent(twin.bot.id)}/displayname`, { displayname: 'Mia the bot' });
    expect(den.state('m.room.member', twin.bot.id)).toEqual({ membership: 'join', displayname: 'Mia the bot' });
    expect(await api.get(`GET /_matrix/client/v3/profile/${encodeURIComponent('@ada:twin')}`).catch(String)).toContain('M_UNKNOWN');
    twin.noRefusals();
  });
});

describe('a redaction', () => {
  it.each(['10', '11'])('strips by the algorithm of version %s', async (version) => {
    const den = twin.room('Den', { version });
    const said = twin.user('Ada').in(den).says('secret');
    twin.user('Ada').redacts(said, 'oops');
    const event = await api.event(den.id, said.id);
    expect(event.content).toEqual({});
    expect(event.unsigned).toMatchObject({ redacted_because: { content: { reason: 'oops' }, redacts: said.id } });
    const member = den.events.find(({ data }) => data.type === 'm.room.member' && data.state_key === twin.bot.id);
    twin.founder.redacts({ id: member?.data.event_id ?? '' });
    expect(member?.data.content).toEqual({ membership: 'invite' });
    const because = event.unsigned as unknown as { redacted_because: { content: object } };
    expect('redacts' in because.redacted_because.content).toBe(version === '11');
  });

  it('of what others wrote takes the power to', async () => {
    const den = twin.room('Den');
    const said = twin.user('Ada').in(den).says('mine');
    await expect(api.redact(den.id, said.id)).rejects.toThrow("You don't have permission to redact events");
    den.gives(twin.bot, 50);
    await api.redact(den.id, said.id);
    expect(said.isRedacted).toBe(true);
  });
});

describe('relations', () => {
  it('are listed newest first, and edits of redacted messages still among them', async () => {
    const den = twin.room('Den');
    const ada = twin.user('Ada');
    const said = ada.in(den).says('one');
    ada.edits(said, 'two');
    ada.edits(said, 'three');
    ada.reacts(said, '🔁');
    ada.redacts(said);
    const read = (path: string) =>
      api.get<{ chunk: ApiEvent[] }>(
        `GET /_matrix/client/v1/rooms/${encodeURIComponent(den.id)}/relations/${encodeURIComponent(said.id)}${path}`,
      );
    expect((await read('/m.replace')).chunk.map(({ content }) => content['body'])).toEqual(['* three', '* two']);
    expect((await read('/m.annotation/m.reaction')).chunk).toHaveLength(1);
    expect((await read('')).chunk).toHaveLength(3);
  });

  it('are summed up in the event they belong to', async () => {
    const den = twin.room('Den');
    const ada = twin.user('Ada');
    const root = ada.in(den).says('root');
    ada.in(den).says('child', { thread: root });
    const { unsigned } = await api.event(den.id, root.id);
    expect(unsigned).toMatchObject({ 'm.relations': { 'm.thread': { count: 1, latest_event: { content: { body: 'child' } } } } });
  });
});

describe('files', () => {
  it('go up and come down', async () => {
    const den = twin.room('Den');
    const file = twin
      .user('Ada')
      .in(den)
      .sendsFile({ name: 'a.txt', bytes: Buffer.from('words'), contentType: 'text/plain' });
    const path = String(file.content['url']).replace('mxc://', '');
    expect(await api.get(`GET /_matrix/client/v1/media/download/${path}`)).toEqual({ text: 'words' });
    twin.noRefusals();
    expect((await api.ask(`GET /_matrix/media/v3/download/${path}`)).status).toBe(404);
    expect(() => twin.noRefusals()).toThrow('M_NOT_FOUND');
  });
});
