import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { ClientApi, type SyncReply } from '../../live/client-api.ts';
import { type MatrixTwin, startMatrix } from './matrix-twin.ts';

let twin: MatrixTwin;
let api: ClientApi;

async function begin(options: Parameters<typeof startMatrix>[0] = {}): Promise<void> {
  twin = await startMatrix(options);
  api = new ClientApi(twin.url, twin.logIn());
}

beforeEach(() => begin());
afterEach(() => twin.close());

const bodies = (reply: SyncReply, room: { readonly id: string }) =>
  (reply.rooms?.join?.[room.id]?.timeline.events ?? []).flatMap(({ type, content }) =>
    type === 'm.room.message' ? [content['body']] : [],
  );
const waitFor = (since: string, more: object = {}) => api.sync({ since, timeout: '20000', ...more });

describe('a sync', () => {
  it('waits until there is something, and tells it once', async () => {
    const den = twin.room('Den');
    const ada = twin.user('Ada').in(den);
    const { next_batch: since } = await api.sync();
    const waiting = waitFor(since);
    ada.says('one');
    ada.says('two');
    const reply = await waiting;
    expect(bodies(reply, den)).toEqual(['one', 'two']);
    expect((await api.sync({ since: reply.next_batch })).rooms).toBeUndefined();
    twin.noRefusals();
  });

  it('ends empty when its time is up', async () => {
    const { next_batch: since } = await api.sync();
    const { next_batch: next, rooms } = await api.sync({ since, timeout: '30' });
    expect([next, rooms]).toEqual([since, undefined]);
  });

  it('gives a room anew to whoever has just come in, with what was said before', async () => {
    const { next_batch: since } = await api.sync();
    const ada = twin.user('Ada');
    ada.dm.says('before you came');
    const invited = await waitFor(since);
    const room = ada.dm.room;
    const stripped = invited.rooms?.invite?.[room.id]?.invite_state.events ?? [];
    expect(stripped.every((event) => !('event_id' in event))).toBe(true);
    expect(stripped.find(({ state_key }) => state_key === twin.bot.id)?.content['is_direct']).toBe(true);
    await api.join(room.id);
    const joined = await api.sync({ since: invited.next_batch });
    expect(bodies(joined, room)).toEqual(['before you came']);
    expect(joined.rooms?.invite).toBeUndefined();
  });

  it('tells in `state` what changed before its timeline, and from where to read back', async () => {
    const den = twin.room('Den');
    const ada = twin.user('Ada').in(den);
    const { next_batch: since } = await api.sync();
    den.sets('m.room.topic', { topic: 'lore' });
    for (let count = 0; count < 12; count += 1) ada.says(`line ${count}`);
    const block = (await api.sync({ since })).rooms?.join?.[den.id];
    expect(block).toMatchObject({ timeline: { limited: true }, state: { events: [{ type: 'm.room.topic' }] } });
    const back = await api.get<{ chunk: { content: { body?: string } }[]; end?: string }>(
      `GET ${api.room(den.id)}/messages?dir=b&limit=2&from=${block?.timeline.prev_batch}`,
    );
    expect(back.chunk.map(({ content }) => content.body)).toEqual(['line 1', 'line 0']);
  });

  it('tells of rooms one left, was thrown out of, or refused', async () => {
    const [den, cave] = [twin.room('Den'), twin.room('Cave')];
    const dm = twin.user('Ada').dm.room;
    const { next_batch: since } = await api.sync();
    den.removes(twin.bot, 'enough');
    twin.founder.in(den).says('she will not read this');
    for (const room of [cave, dm]) await api.get(`POST ${api.room(room.id)}/leave`, { reason: 'no' });
    const { rooms } = (await api.sync({ since })) as SyncReply & {
      rooms?: { leave?: Record<string, { timeline: { events: { content: object }[] } }> };
    };
    expect(Object.keys(rooms?.leave ?? {}).toSorted()).toEqual([den.id, cave.id, dm.id].toSorted());
    expect(rooms?.leave?.[den.id]?.timeline.events.map(({ content }) => content)).toEqual([
      { membership: 'leave', reason: 'enough', displayname: undefined },
    ]);
  });

  it('carries account data, typing and receipts, and no sync after it does again', async () => {
    const den = twin.room('Den');
    const ada = twin.user('Ada').in(den);
    const said = ada.says('hi');
    const { next_batch: since } = await api.sync();
    const path = `/_matrix/client/v3/user/${encodeURIComponent(twin.bot.id)}/account_data/m.direct`;
    await api.get(`PUT ${path}`, { '@ada:twin': [den.id] });
    ada.types();
    ada.reads(said);
    const reply = (await api.sync({ since })) as SyncReply & { account_data?: { events: object[] } };
    expect(reply.account_data?.events).toEqual([{ type: 'm.direct', content: { '@ada:twin': [den.id] } }]);
    expect(reply.rooms?.join?.[den.id]?.ephemeral.events.map(({ type }) => type)).toEqual(['m.typing', 'm.receipt']);
    const after = await api.sync({ since: reply.next_batch });
    expect([after.rooms, 'account_data' in after]).toEqual([undefined, false]);
  });

  it('gives the transaction id to the device that sent it only', async () => {
    const den = twin.room('Den');
    const other = new ClientApi(twin.url, twin.logIn());
    const { next_batch: since } = await api.sync();
    await api.put(den.id, { msgtype: 'm.text', body: 'mine', 'm.mentions': {} }, { transaction: 'mine' });
    const unsigned = async (one: ClientApi) => (await one.sync({ since })).rooms?.join?.[den.id]?.timeline.events[0]?.unsigned;
    expect(await unsigned(api)).toMatchObject({ transaction_id: 'mine' });
    expect(await unsigned(other)).not.toHaveProperty('transaction_id');
  });

  it('heeds a stored filter: kinds, lazy members, length', async () => {
    const den = twin.room('Den');
    for (const name of ['Ada', 'Ben', 'Cid']) twin.user(name).in(den);
    twin.user('Ada').in(den).says('hi');
    const filter = {
      presence: { types: [] },
      account_data: { types: ['m.direct'] },
      room: { timeline: { limit: 1 }, ephemeral: { types: [] }, state: { lazy_load_members: true } },
    };
    const path = `/_matrix/client/v3/user/${encodeURIComponent(twin.bot.id)}/filter`;
    const { filter_id: id } = await api.get<{ filter_id: string }>(`POST ${path}`, filter);
    twin.user('Ben').in(den).types();
    const block = (await api.sync({ filter: id })).rooms?.join?.[den.id] as unknown;
    expect(block).toMatchObject({ timeline: { events: [{ sender: '@ada:twin' }] }, ephemeral: { events: [] } });
    const members = (block as { state: { events: { type: string; state_key: string }[] } }).state.events.filter(
      ({ type }) => type === 'm.room.member',
    );
    expect(members.map(({ state_key }) => state_key).toSorted()).toEqual(['@ada:twin', '@mia:twin']);
    // Whose new name stands in the timeline is told by that alone.
    twin.user('Ben').renames('Benjamin');
    const next = JSON.stringify((await api.sync({ filter: id })).rooms?.join?.[den.id]);
    expect([next.includes('"Benjamin"'), next.split('"state_key":"@ben:twin"').length]).toEqual([true, 2]);
  });
});

describe('on demand a sync', () => {
  it('tells the same again', async () => {
    const den = twin.room('Den');
    const ada = twin.user('Ada').in(den);
    const { next_batch: first } = await api.sync();
    ada.says('one');
    const { next_batch: second } = await api.sync({ since: first });
    ada.says('two');
    twin.fault({ on: 'GET /sync', kind: 'replay' });
    expect(bodies(await api.sync({ since: second }), den)).toEqual(['one', 'two']);
  });

  it('leaves a gap', async () => {
    const den = twin.room('Den');
    const ada = twin.user('Ada').in(den);
    const { next_batch: since } = await api.sync();
    for (const text of ['one', 'two', 'three']) ada.says(text);
    twin.fault({ on: 'GET /sync', kind: 'gap', limit: 1 });
    const reply = await api.sync({ since });
    expect([bodies(reply, den), reply.rooms?.join?.[den.id]?.timeline.limited]).toEqual([['three'], true]);
  });

  it('knows an older token no longer', async () => {
    const { next_batch: since } = await api.sync();
    twin.forgetsTokens();
    expect((await api.ask(`GET /_matrix/client/v3/sync?since=${since}`)).status).toBe(400);
    twin.noRefusals();
    expect((await api.ask('GET /_matrix/client/v3/sync?since=mine')).body.errcode).toBe('M_UNKNOWN');
    expect(() => twin.noRefusals()).toThrow('Invalid stream token');
  });

  it('tells of an own join in `state`, as Continuwuity does', async () => {
    await twin.close();
    await begin({ manners: { joinsInState: true } });
    const { next_batch: since } = await api.sync();
    const ada = twin.user('Ada');
    const room = ada.dm.room;
    await api.join(room.id);
    const block = (await api.sync({ since })).rooms?.join?.[room.id] as unknown as {
      timeline: { events: { state_key?: string; content: object }[] };
      state: { events: object[] };
    };
    const join = expect.objectContaining({ state_key: twin.bot.id, content: expect.objectContaining({ membership: 'join' }) });
    expect(block.state.events).toContainEqual(join);
    expect(block.timeline.events).not.toContainEqual(join);
  });
});
