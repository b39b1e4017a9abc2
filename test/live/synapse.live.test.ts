import { setTimeout as pass } from 'node:timers/promises';
import { describe, expect, it } from 'vitest';
import { ClientApi } from './client-api.ts';
import { homeserverContract } from './homeserver-contract.ts';
import { synapse } from './synapse.ts';

const hello = { msgtype: 'm.text', body: 'hello' };

homeserverContract('Synapse', synapse('relaxed'));

describe('Synapse with relaxed limits', () => {
  it('takes 300 messages in a row', async () => {
    const { url, register } = synapse('relaxed');
    const ada = new ClientApi(url, await register('ada'));
    const room = await ada.createRoom();
    for (let count = 0; count < 300; count += 1) expect((await ada.put(room, hello)).status).toBe(200);
  });
});

describe('Synapse with default limits', () => {
  const { url, register } = synapse('default');

  async function alone() {
    const account = await register('ada');
    const ada = new ClientApi(url, account);
    const room = await ada.createRoom();
    return { account, ada, room };
  }

  /** The first message that is refused; fails when none of twenty is. */
  async function refused(ada: ClientApi, room: string) {
    for (let count = 0; count < 20; count += 1) {
      const transaction = `burst${count}`;
      const reply = await ada.put(room, hello, { transaction });
      if (reply.status !== 200) return { count, transaction, reply };
    }
    throw new Error('twenty messages went through');
  }

  it('takes about ten messages, then says how long to wait; the same transaction id goes through after that', async () => {
    const { ada, room } = await alone();
    const { count, transaction, reply } = await refused(ada, room);
    expect(count).toBeGreaterThanOrEqual(8);
    expect(count).toBeLessThanOrEqual(11);
    expect([reply.status, reply.body.errcode]).toEqual([429, 'M_LIMIT_EXCEEDED']);
    const wait = reply.body.retry_after_ms ?? 0;
    expect(wait).toBeGreaterThan(1000);
    expect(Number(reply.headers.get('retry-after'))).toBe(Math.ceil(wait / 1000));
    await pass(wait);
    expect((await ada.put(room, hello, { transaction })).status).toBe(200);
    expect((await ada.put(room, hello)).status).toBe(429);
  });

  it('counts edits, reactions and redactions like messages', async () => {
    const { ada, room } = await alone();
    const first = await ada.send(room, hello);
    await refused(ada, room);
    const relation = (rel_type: string) => ({ 'm.relates_to': { rel_type, event_id: first, key: '✅' } });
    expect((await ada.put(room, { ...hello, 'm.new_content': hello, ...relation('m.replace') })).status).toBe(429);
    expect((await ada.put(room, relation('m.annotation'), { type: 'm.reaction' })).status).toBe(429);
    await expect(ada.redact(room, first)).rejects.toThrow('429');
  });

  it('does not count typing, receipts or reading', async () => {
    const { account, ada, room } = await alone();
    const first = await ada.send(room, hello);
    await refused(ada, room);
    await ada.get(`PUT ${ada.room(room)}/typing/${encodeURIComponent(account.userId)}`, { typing: true, timeout: 1000 });
    await ada.get(`POST ${ada.room(room)}/receipt/m.read/${encodeURIComponent(first)}`, {});
    await ada.sync();
  });

  it('one person’s limit is not another’s, and an admin can lift it', async () => {
    const { account, ada, room } = await alone();
    await refused(ada, room);
    const admin = new ClientApi(url, await register('root', { isAdmin: true }));
    const path = `/_synapse/admin/v1/users/${encodeURIComponent(account.userId)}/override_ratelimit`;
    await admin.get(`POST ${path}`, { messages_per_second: 0, burst_count: 0 });
    for (let count = 0; count < 30; count += 1) expect((await ada.put(room, hello)).status).toBe(200);
    const { ada: other, room: elsewhere } = await alone();
    expect((await refused(other, elsewhere)).count).toBeGreaterThanOrEqual(8);
  });

  // Last in this file: after it the address is known as one that logs in too often.
  it('takes a few logins per address, then none for minutes', async () => {
    const { userId, password } = await register('ada');
    const identifier = { type: 'm.id.user', user: userId };
    const login = () => new ClientApi(url).ask('POST /_matrix/client/v3/login', { type: 'm.login.password', identifier, password });
    const statuses: number[] = [];
    for (let count = 0; count < 6; count += 1) {
      const { status, body } = await login();
      statuses.push(status);
      if (status === 429) expect(body.retry_after_ms).toBeGreaterThan(60_000);
    }
    expect(statuses).toEqual([200, 200, 200, 200, 200, 429]);
  });
});
