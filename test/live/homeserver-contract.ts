import { describe, expect, it } from 'vitest';
import { type ApiEvent, ClientApi } from './client-api.ts';
import type { Homeserver } from './synapse.ts';

const text = (body: string) => ({ msgtype: 'm.text', body });
const relating = (relation: object, body: string) => ({ ...text(body), 'm.relates_to': relation });
const editing = (event: string, body: string) => ({
  ...relating({ rel_type: 'm.replace', event_id: event }, `* ${body}`),
  'm.new_content': text(body),
});

/** What the Matrix adapter counts on, said of a real Synapse; a twin must keep it as well. */
export function homeserverContract(name: string, server: Homeserver): void {
  async function person(called: string) {
    const account = await server.register(called);
    return { ...account, api: new ClientApi(server.url, account) };
  }

  /** Two people in a room that the first one made. */
  async function pair(options: object = {}) {
    const [ada, ben] = [await person('ada'), await person('ben')];
    const room = await ada.api.createRoom({ preset: 'private_chat', invite: [ben.userId], ...options });
    await ben.api.join(room);
    return { ada: ada.api, ben: ben.api, adaId: ada.userId, benId: ben.userId, room };
  }

  describe(`${name} keeps the homeserver contract: sending`, () => {
    it('the same transaction id gives the same event, even with other words', async () => {
      const { ada, room } = await pair();
      const first = await ada.put(room, text('one'), { transaction: 'again' });
      const second = await ada.put(room, text('two'), { transaction: 'again' });
      expect(second.body.event_id).toBe(first.body.event_id);
      expect((await ada.event(room, first.body.event_id)).content['body']).toBe('one');
    });

    it('an event above 64 KiB is refused as too large; one of 60 KB is taken', async () => {
      const { ada, room } = await pair();
      expect((await ada.put(room, text('a'.repeat(60_000)))).status).toBe(200);
      const { status, body } = await ada.put(room, text('a'.repeat(70_000)));
      expect([status, body.errcode]).toEqual([413, 'M_TOO_LARGE']);
    });

    it('size counts in bytes of UTF-8', async () => {
      const { ada, room } = await pair();
      expect((await ada.put(room, text('ü'.repeat(33_000)))).status).toBe(413);
    });

    it('an event of a type nobody knows passes', async () => {
      const { ada, ben, room } = await pair();
      const id = await ada.send(room, { any: [1] }, 'org.example.odd');
      expect(await ben.event(room, id)).toMatchObject({ type: 'org.example.odd', content: { any: [1] } });
    });

    it('who lacks the power, or is not there, is refused with 403', async () => {
      const { ada, ben, room } = await pair({ power_level_content_override: { events_default: 50 } });
      const muted = await ben.put(room, text('let me'));
      expect([muted.status, muted.body.errcode]).toEqual([403, 'M_FORBIDDEN']);
      const stranger = await person('cid');
      expect((await stranger.api.put(room, text('hello'))).status).toBe(403);
      expect((await ada.put(room, text('mine'))).status).toBe(200);
    });
  });

  describe(`${name} keeps the homeserver contract: relations`, () => {
    it('an edit is an event of its own; the original keeps its words and carries the newest edit', async () => {
      const { ada, ben, room } = await pair();
      const original = await ada.send(room, text('frist'));
      await ada.send(room, editing(original, 'second'));
      const last = await ada.send(room, editing(original, 'third'));
      const event = await ben.event(room, original);
      expect(event.content['body']).toBe('frist');
      expect(event.unsigned?.['m.relations']?.['m.replace']).toMatchObject({
        event_id: last,
        content: { 'm.new_content': { body: 'third' } },
      });
    });

    it('an edit by somebody else is taken and delivered, and never counts: the reader must check the sender', async () => {
      const { ada, ben, room } = await pair();
      const original = await ada.send(room, text('mine'));
      const forged = await ben.send(room, editing(original, 'not mine'));
      expect((await ada.event(room, forged)).content['m.new_content']).toMatchObject({ body: 'not mine' });
      expect((await ada.event(room, original)).unsigned?.['m.relations']?.['m.replace']).toBeUndefined();
    });

    it('a redaction takes the words of one event and leaves those of its edits', async () => {
      const { ada, ben, room } = await pair();
      const original = await ada.send(room, text('secret'));
      const edit = await ada.send(room, editing(original, 'still secret'));
      await ada.redact(room, original);
      expect((await ben.event(room, original)).content).toEqual({});
      expect((await ben.event(room, edit)).content['m.new_content']).toMatchObject({ body: 'still secret' });
    });

    it('a redaction names its event at the top and in its content', async () => {
      const { ada, ben, room } = await pair({ room_version: '11' });
      const { next_batch: since } = await ben.sync();
      const original = await ada.send(room, text('oops'));
      await ada.redact(room, original);
      const { rooms } = await ben.sync({ since });
      const redaction = rooms?.join?.[room]?.timeline.events.find(({ type }) => type === 'm.room.redaction');
      expect(redaction).toMatchObject({ redacts: original, content: { redacts: original } });
    });

    it('the words of another are redacted only by those with the power', async () => {
      const { ada, ben, room } = await pair();
      const original = await ada.send(room, text('mine'));
      await expect(ben.redact(room, original)).rejects.toThrow('403');
    });

    it('the same reaction cannot be given twice, but another can', async () => {
      const { ada, ben, room } = await pair();
      const original = await ada.send(room, text('1️⃣ or 2️⃣?'));
      const reaction = (key: string) => ({ 'm.relates_to': { rel_type: 'm.annotation', event_id: original, key } });
      const react = (key: string) => ben.put(room, reaction(key), { type: 'm.reaction' });
      expect((await react('1️⃣')).status).toBe(200);
      const again = await react('1️⃣');
      expect([again.status, again.body.errcode]).toEqual([400, 'M_DUPLICATE_ANNOTATION']);
      expect((await react('2️⃣')).status).toBe(200);
    });

    it('no thread begins inside a thread', async () => {
      const { ada, room } = await pair();
      const root = await ada.send(room, text('root'));
      const child = await ada.send(room, relating({ rel_type: 'm.thread', event_id: root }, 'child'));
      const { status } = await ada.put(room, relating({ rel_type: 'm.thread', event_id: child }, 'grandchild'));
      expect(status).toBe(400);
    });
  });

  describe(`${name} keeps the homeserver contract: sync and rooms`, () => {
    it('a long absence cuts the timeline to ten; /messages has the rest, back to where one left', async () => {
      const { ada, ben, room } = await pair();
      const before = await ada.send(room, text('before'));
      const { next_batch: since } = await ben.sync();
      const sent: string[] = [];
      for (let count = 0; count < 30; count += 1) sent.push(await ada.send(room, text(`line ${count}`)));
      const timeline = (await ben.sync({ since })).rooms?.join?.[room]?.timeline;
      expect(timeline?.limited).toBe(true);
      expect(timeline?.events.map(({ event_id }) => event_id)).toEqual(sent.slice(-10));
      const back = new URLSearchParams({ dir: 'b', from: timeline?.prev_batch ?? '', limit: '50' });
      const { chunk } = await ben.get<{ chunk: readonly ApiEvent[] }>(`GET ${ben.room(room)}/messages?${back}`);
      expect(chunk.slice(0, 21).map(({ event_id }) => event_id)).toEqual([...sent.slice(0, 20).toReversed(), before]);
    });

    it('a filter asks for longer timelines', async () => {
      const { ada, ben, room } = await pair();
      const filter = JSON.stringify({ room: { timeline: { limit: 50 } } });
      const { next_batch: since } = await ben.sync({ filter });
      for (let count = 0; count < 30; count += 1) await ada.send(room, text(`line ${count}`));
      const timeline = (await ben.sync({ since, filter })).rooms?.join?.[room]?.timeline;
      expect([timeline?.limited, timeline?.events.length]).toEqual([false, 30]);
    });

    it('the same token gives the same events again', async () => {
      const { ada, ben, room } = await pair();
      const { next_batch: since } = await ben.sync();
      const sent = await ada.send(room, text('once'));
      for (const _ of [1, 2])
        expect((await ben.sync({ since })).rooms?.join?.[room]?.timeline.events.map(({ event_id }) => event_id)).toEqual([sent]);
    });

    it('an invitation tells the invited one whether it is a DM and whether it is encrypted', async () => {
      const [ada, ben] = [await person('ada'), await person('ben')];
      const encryption = { type: 'm.room.encryption', state_key: '', content: { algorithm: 'm.megolm.v1.aes-sha2' } };
      const room = await ada.api.createRoom({ is_direct: true, invite: [ben.userId], initial_state: [encryption] });
      const events = (await ben.api.sync()).rooms?.invite?.[room]?.invite_state.events ?? [];
      const own = events.find(({ type, state_key }) => type === 'm.room.member' && state_key === ben.userId);
      expect(own?.content).toMatchObject({ membership: 'invite', is_direct: true });
      expect(events.map(({ type }) => type)).toContain('m.room.encryption');
    });

    it('the reason of a leave stands in the member event for all to read', async () => {
      const { ada, ben, benId, room } = await pair();
      await ben.get(`POST ${ben.room(room)}/leave`, { reason: 'not in encrypted rooms yet' });
      const { chunk } = await ada.get<{ chunk: readonly ApiEvent[] }>(`GET ${ada.room(room)}/members`);
      expect(chunk.find(({ state_key }) => state_key === benId)?.content).toMatchObject({
        membership: 'leave',
        reason: 'not in encrypted rooms yet',
      });
    });

    it.each(['11', '12'])('a room upgraded to version %s points on, and the new one points back', async (version) => {
      const { ada, room } = await pair({ room_version: '10' });
      const { replacement_room: next } = await ada.get<{ replacement_room: string }>(`POST ${ada.room(room)}/upgrade`, {
        new_version: version,
      });
      expect(await ada.get(`GET ${ada.room(room)}/state/m.room.tombstone/`)).toMatchObject({ replacement_room: next });
      const create = await ada.get(`GET ${ada.room(next)}/state/m.room.create/`);
      expect(create).toMatchObject({ room_version: version, predecessor: { room_id: room } });
      expect(next.includes(':')).toBe(version === '11');
    });

    it('in version 12 the maker stands above every power level and in none', async () => {
      const { ada, adaId, room } = await pair({ room_version: '12' });
      const levels = await ada.get<{ users?: object }>(`GET ${ada.room(room)}/state/m.room.power_levels/`);
      expect(Object.keys(levels.users ?? {})).not.toContain(adaId);
      expect((await ada.put(room, text('hello'))).status).toBe(200);
    });

    it('typing and receipts reach the others and are no part of the timeline', async () => {
      const { ada, ben, adaId, benId, room } = await pair();
      const sent = await ada.send(room, text('read me'));
      const { next_batch: since } = await ada.sync();
      await ben.get(`PUT ${ben.room(room)}/typing/${encodeURIComponent(benId)}`, { typing: true, timeout: 20_000 });
      await ben.get(`POST ${ben.room(room)}/receipt/m.read/${encodeURIComponent(sent)}`, {});
      const joined = (await ada.sync({ since, timeout: '5000' })).rooms?.join?.[room];
      const ephemeral = JSON.stringify(joined?.ephemeral.events);
      expect(ephemeral).toContain(`"user_ids":["${benId}"]`);
      expect(ephemeral).toContain('m.read');
      expect(joined?.timeline.events).toEqual([]);
      expect(ephemeral).not.toContain(adaId);
    });
  });

  describe(`${name} keeps the homeserver contract: accounts`, () => {
    it('a password and a device id give that device again', async () => {
      const ada = await person('ada');
      const login = await new ClientApi(server.url).get<{ device_id: string; access_token: string }>('POST /_matrix/client/v3/login', {
        type: 'm.login.password',
        identifier: { type: 'm.id.user', user: ada.userId },
        password: ada.password,
        device_id: ada.deviceId,
      });
      expect(login.device_id).toBe(ada.deviceId);
      const api = new ClientApi(server.url, { accessToken: login.access_token });
      expect(await api.get('GET /_matrix/client/v3/account/whoami')).toMatchObject({ user_id: ada.userId, device_id: ada.deviceId });
    });

    it('a wrong password is 403, a token that was logged out is an unknown one for good', async () => {
      const ada = await person('ada');
      const identifier = { type: 'm.id.user', user: ada.userId };
      const wrong = await new ClientApi(server.url).ask('POST /_matrix/client/v3/login', {
        type: 'm.login.password',
        identifier,
        password: 'no',
      });
      expect([wrong.status, wrong.body.errcode]).toEqual([403, 'M_FORBIDDEN']);
      await ada.api.get('POST /_matrix/client/v3/logout', {});
      const { status, body } = await ada.api.ask<{ soft_logout?: boolean }>('GET /_matrix/client/v3/sync');
      expect([status, body.errcode]).toEqual([401, 'M_UNKNOWN_TOKEN']);
      expect(body.soft_logout ?? false).toBe(false);
    });

    it('files come back only to those who are logged in, by the new path', async () => {
      const { api } = await person('ada');
      const { content_uri } = await api.get<{ content_uri: string }>(
        'POST /_matrix/media/v3/upload?filename=a.txt',
        new TextEncoder().encode('words'),
      );
      const path = content_uri.replace('mxc://', '');
      expect(await api.get(`GET /_matrix/client/v1/media/download/${path}`)).toEqual({ text: 'words' });
      const stranger = new ClientApi(server.url);
      expect((await stranger.ask(`GET /_matrix/client/v1/media/download/${path}`)).status).toBe(401);
      expect((await stranger.ask(`GET /_matrix/media/v3/download/${path}`)).status).toBe(404);
    });
  });
}
