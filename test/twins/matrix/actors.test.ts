import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { ClientApi } from '../../live/client-api.ts';
import { type MatrixTwin, startMatrix } from './matrix-twin.ts';

let twin: MatrixTwin;
let api: ClientApi;

beforeEach(async () => {
  twin = await startMatrix();
  api = new ClientApi(twin.url, twin.logIn());
});
afterEach(() => twin.close());

const text = (body: string, more: object = {}) => ({ msgtype: 'm.text', body, 'm.mentions': {}, ...more });

describe('a transcript', () => {
  it('reads like the chat', async () => {
    const den = twin.room('Den');
    const [ada, ben] = [twin.user('Ada'), twin.user('Ben')];
    const hi = ada.in(den).mentions(twin.bot, 'hi <b>');
    const answer = await api.send(den.id, text('Hello', { 'm.relates_to': { 'm.in_reply_to': { event_id: hi.id } } }));
    await api.send(den.id, {
      ...text('* Hello you'),
      'm.new_content': text('Hello\nyou'),
      'm.relates_to': { rel_type: 'm.replace', event_id: answer },
    });
    const seen = await den.sees('Hello\nyou');
    ada.reacts(seen, '🔁');
    await api.send(den.id, {
      ...text('Nova: I am'),
      'com.beeper.per_message_profile': { id: 'n', displayname: 'Nova', has_fallback: true },
    });
    await api.send(den.id, { ...text('done'), msgtype: 'm.notice' });
    const secret = ben.in(den).says('secret');
    ben.redacts(secret);
    ada.in(den).says('in here', { thread: hi });
    ben.renames('Benjamin');
    ben.leaves(den, 'tired');
    expect(den.transcript()).toBe(`#Den
* Founder joined
* Founder invited Mia
* Mia joined
* Founder invited Ada
* Ada joined
Ada: Mia: hi <b>
Mia ↩ Ada (edited 1×): Hello
  you
  🔁
Mia (as Nova): Nova: I am
Mia (notice): done
* Founder invited Benjamin
* Benjamin joined
Benjamin: (redacted)
Ada (in thread): in here
* Ben is now Benjamin
* Benjamin left (tired)`);
    expect(hi.html).toBe('<a href="https://matrix.to/#/%40mia%3Atwin">Mia</a>: hi &lt;b&gt;');
    expect([seen.edits, seen.versions]).toEqual([1, ['Hello', 'Hello\nyou']]);
  });

  it('shows a person what they may read', () => {
    const den = twin.room('Den');
    den.sets('m.room.history_visibility', { history_visibility: 'joined' });
    twin.user('Ada').in(den).says('early');
    twin.user('Ben').in(den).says('late');
    expect(den.messages(twin.user('Ben')).map((message) => message.text)).toEqual(['late']);
  });
});

describe('a person', () => {
  it('has one private chat with the bot, which holds three when somebody is brought along', async () => {
    const ada = twin.user('Ada');
    ada.dm.says('hi');
    await api.join(ada.dm.room.id);
    expect(ada.dm.room).toBe(ada.dm.room);
    ada.invites(ada.dm.room, twin.user('Ben'));
    twin.user('Ben').joins(ada.dm.room);
    expect(ada.dm.room.members).toHaveLength(3);
  });

  it('may do only what the rules let them', () => {
    const den = twin.room('Den');
    const [ada, ben] = [twin.user('Ada'), twin.user('Ben')];
    const said = ada.in(den).says('mine');
    ben.in(den);
    expect(() => ben.redacts(said)).toThrow("don't have permission");
    expect(() => ben.edits(said, 'his')).toThrow('not by Ben');
    den.needs('events_default', 50);
    expect(() => ben.in(den).says('hi')).toThrow("don't have permission");
  });

  it('takes a reaction back', () => {
    const den = twin.room('Den');
    const ada = twin.user('Ada');
    const said = ada.in(den).says('hi');
    ada.reacts(said, '✅');
    ada.unreacts(said, '✅');
    expect(said.reactions).toEqual([]);
  });
});

describe('a crowd', () => {
  it('of a thousand comes in at once, and a sync tells of it', async () => {
    const den = twin.room('Den');
    const { next_batch: since } = await api.sync();
    den.fills(1000);
    expect(den.members).toHaveLength(1002);
    const state = await api.get<object[]>(`GET ${api.room(den.id)}/state`);
    expect(state.length).toBeGreaterThan(1002);
    expect((await api.sync({ since })).rooms?.join?.[den.id]?.timeline.limited).toBe(true);
  });
});

describe('waiting', () => {
  it('ends when the bot has said it, and not for others or for earlier words', async () => {
    const den = twin.room('Den');
    const first = await api.send(den.id, text('hello'));
    const seen = await den.sees('hello');
    expect(seen.id).toBe(first);
    twin.user('Ada').in(den).says('hello again');
    await expect(den.sees('hello', { after: seen, ms: 30 })).rejects.toThrow('Nobody saw hello');
    const later = den.sees(/again/);
    await api.send(den.id, text('again'));
    expect((await later).text).toBe('again');
  });

  it('for rest goes on as long as the bot types', async () => {
    const den = twin.room('Den');
    const typing = (isTyping: boolean) =>
      api.get(`PUT ${api.room(den.id)}/typing/${encodeURIComponent(twin.bot.id)}`, { typing: isTyping, timeout: 30_000 });
    await typing(true);
    await expect(den.settles({ quietMs: 10, ms: 60 })).rejects.toThrow('did not come to rest');
    expect(den.typings).toHaveLength(1);
    twin.clock.advance(30_001);
    await den.settles({ quietMs: 10 });
    expect(den.isTyping(twin.bot)).toBe(false);
  });
});
