import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { ClientApi } from '../../live/client-api.ts';
import type { Room } from './actors/room.ts';
import { type MatrixTwin, startMatrix } from './matrix-twin.ts';

let twin: MatrixTwin;
let api: ClientApi;
let den: Room;

const text = (body: string) => ({ msgtype: 'm.text', body, 'm.mentions': {} });
const sendRoute = 'PUT /rooms/:room/send/:type/:txn';
const bodies = () => den.messages().map((message) => message.text);

beforeEach(async () => {
  twin = await startMatrix();
  api = new ClientApi(twin.url, twin.logIn());
  den = twin.room('Den');
});
afterEach(() => twin.close());

describe('a lost answer', () => {
  it('of a send leaves the event, and the same transaction id finds it', async () => {
    twin.fault({ on: sendRoute, kind: 'reset-after-effect' });
    const send = () => api.put(den.id, text('once'), { transaction: 'once' });
    await expect(send()).rejects.toThrow();
    const { status, body } = await send();
    expect([status, body.event_id]).toEqual([200, den.last?.id]);
    expect(bodies()).toEqual(['once']);
    twin.noRefusals();
  });

  it('of a redaction and of a join leaves their effect', async () => {
    const said = await api.send(den.id, text('oops'));
    twin.fault({ on: /redact|join/, kind: '502-after-effect', times: 2 });
    await expect(api.redact(den.id, said)).rejects.toThrow('502');
    expect(den.messages()).toEqual([]);
    const room = twin.user('Ada').dm.room;
    await expect(api.join(room.id)).rejects.toThrow('502');
    expect(room.membership(twin.bot)).toBe('join');
  });
});

describe('a fault', () => {
  it('before the effect leaves nothing', async () => {
    twin.fault({ on: sendRoute, kind: 'reset' });
    twin.fault({ on: sendRoute, kind: '502' });
    await expect(api.put(den.id, text('a'))).rejects.toThrow();
    expect((await api.put(den.id, text('b'))).status).toBe(502);
    expect(bodies()).toEqual([]);
  });

  it('comes after so many that went well, and so often', async () => {
    twin.fault({ on: /\/state\//, kind: '502', after: 1, times: 2 });
    const asked = async () => (await api.ask(`GET ${api.room(den.id)}/state/m.room.name/`)).status;
    expect([await asked(), await asked(), await asked(), await asked()]).toEqual([200, 502, 502, 200]);
  });

  it('may be a limit or any refusal, not held against the client', async () => {
    twin.fault({ on: sendRoute, kind: '429', retryAfterMs: 1500 });
    twin.fault({ on: sendRoute, kind: '429', retryAfterMs: 1500, isHeaderOnly: true });
    const limited = await api.put(den.id, text('a'));
    expect([limited.status, limited.body.retry_after_ms, limited.headers.get('retry-after')]).toEqual([429, 1500, '2']);
    expect((await api.put(den.id, text('a'))).body.retry_after_ms).toBeUndefined();
    twin.fault({ on: sendRoute, kind: 'refuse', status: 403, errcode: 'M_FORBIDDEN' });
    expect((await api.put(den.id, text('a'))).body.errcode).toBe('M_FORBIDDEN');
    twin.noRefusals();
    expect(twin.rateLimited).toBe(2);
  });

  it('may be something that happens in the middle', async () => {
    const ada = twin.user('Ada');
    const asked = ada.in(den).says('what?');
    twin.fault({ on: sendRoute, kind: 'meanwhile', act: () => ada.redacts(asked) });
    await api.send(den.id, text('this'));
    expect(asked.isRedacted).toBe(true);
    twin.fault({ on: sendRoute, kind: 'meanwhile', act: () => den.upgrades('12') });
    await api.send(den.id, text('and that'));
    expect((await api.put(den.id, text('too late'))).body.errcode).toBe('M_FORBIDDEN');
  });

  it('ends with heal', async () => {
    twin.fault({ on: /./, kind: 'reset', times: Number.POSITIVE_INFINITY });
    await expect(api.send(den.id, text('a'))).rejects.toThrow();
    twin.heal();
    await api.send(den.id, text('b'));
  });
});

describe('a held request', () => {
  it('waits before its effect', async () => {
    const gate = twin.hold(sendRoute);
    const sending = api.send(den.id, text('later'));
    await gate.reached;
    expect(bodies()).toEqual([]);
    gate.open();
    await sending;
    expect(bodies()).toEqual(['later']);
  });
});

describe('a homeserver that is down', () => {
  it('breaks off what waits, answers nobody, and knows everything again later', async () => {
    const { next_batch: since } = await api.sync();
    const waiting = api.sync({ since, timeout: '20000' });
    const broken = expect(waiting).rejects.toThrow();
    await vi.waitFor(() => expect(twin.asked.length).toBeGreaterThan(0));
    twin.goesDown();
    await broken;
    await expect(api.sync()).rejects.toThrow();
    const said = twin.user('Ada').in(den).says('anybody?');
    twin.goesDown(false);
    expect(JSON.stringify(await api.sync({ since }))).toContain(said.id);
  });
});

describe('limits', () => {
  beforeEach(async () => {
    await twin.close();
    // Its clock stands still: what a slow machine takes is no time.
    twin = await startMatrix({ now: () => 1_800_000_000_000 });
    api = new ClientApi(twin.url, twin.logIn());
    den = twin.room('Den');
  });

  it('of an untouched Synapse let pass a burst of ten and one in five seconds', async () => {
    twin.limits('default');
    const statuses = [];
    for (let count = 0; count < 11; count += 1) statuses.push((await api.put(den.id, text(`${count}`))).status);
    expect(statuses).toEqual([...Array.from({ length: 10 }, () => 200), 429]);
    const { body } = await api.put(den.id, text('still'));
    expect(body).toMatchObject({ errcode: 'M_LIMIT_EXCEEDED', retry_after_ms: 5000 });
    twin.clock.advance(5000);
    expect((await api.put(den.id, text('now'))).status).toBe(200);
    expect((await api.put(den.id, text('too soon'))).status).toBe(429);
    twin.noRefusals();
  });

  it('count everybody apart, and neither typing nor what was sent already', async () => {
    twin.limits('default');
    for (let count = 0; count < 10; count += 1) await api.put(den.id, text('once'), { transaction: 'again' });
    for (let count = 0; count < 9; count += 1) await api.send(den.id, text(`${count}`));
    for (let count = 0; count < 20; count += 1)
      await api.get(`PUT ${api.room(den.id)}/typing/${encodeURIComponent(twin.bot.id)}`, { typing: true });
    twin.user('Ada').in(den).says('I may');
    expect((await api.put(den.id, text('no more'))).status).toBe(429);
    const ben = twin.registers('Ben');
    expect(await new ClientApi(twin.url, ben).createRoom()).toMatch(/^!/);
  });

  it('let a room and nine messages pass, as measured', async () => {
    twin.limits('default');
    const room = await api.createRoom();
    // Coming again where one is already costs nothing.
    await api.join(room);
    for (let count = 0; count < 9; count += 1) await api.send(room, text(`${count}`));
    expect((await api.put(room, text('ten'))).status).toBe(429);
    expect((await api.ask(`POST ${api.room(room)}/leave`, {})).status).toBe(429);
  });

  it('that were raised are not felt', async () => {
    twin.limits('relaxed');
    for (let count = 0; count < 40; count += 1) await api.send(den.id, text(`${count}`));
    expect(twin.rateLimited).toBe(0);
  });
});
