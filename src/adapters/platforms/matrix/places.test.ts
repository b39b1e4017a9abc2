import { describe, expect, it } from 'vitest';
import { applyTo, cleanName, createPlaces, emptyPlace, otherIn } from './places.ts';
import { placeOf, roomOf } from './refs.ts';

let ids = 0;
const state = (type: string, content: Record<string, unknown>, { key = '', at = 1, sender = '@a:hs' } = {}) => {
  ids += 1;
  return { type, content, event_id: `$${ids}`, sender, origin_server_ts: at, state_key: key };
};
const member = (user: string, membership: string, at = 1) => state('m.room.member', { membership, displayname: user }, { key: user, at });

describe('a room', () => {
  it('is private for two, invited or joined, unless everybody reads along', () => {
    const place = emptyPlace('!r:hs');
    for (const event of [member('@mia:hs', 'join'), member('@a:hs', 'join')]) applyTo(place, event);
    expect(otherIn(place, '@mia:hs')).toBe('@a:hs');
    applyTo(place, member('@b:hs', 'invite'));
    expect(otherIn(place, '@mia:hs')).toBeUndefined();
    applyTo(place, member('@b:hs', 'leave', 2));
    expect(otherIn(place, '@mia:hs')).toBe('@a:hs');
    applyTo(place, state('m.room.history_visibility', { history_visibility: 'world_readable' }));
    expect(otherIn(place, '@mia:hs')).toBeUndefined();
  });

  it('never stops being encrypted, and an old leave hides nobody who came back', () => {
    const place = emptyPlace('!r:hs');
    applyTo(place, state('m.room.encryption', { algorithm: 'x' }));
    applyTo(place, state('m.room.encryption', {}));
    expect(place.isEncrypted).toBe(true);
    applyTo(place, member('@a:hs', 'join', 10));
    applyTo(place, member('@a:hs', 'leave', 5));
    expect(place.members.has('@a:hs')).toBe(true);
  });

  it('is asked for once, and again when that failed', async () => {
    let asked = 0;
    const places = createPlaces(async () => {
      asked += 1;
      if (asked === 1) throw new Error('down');
      return [member('@a:hs', 'join'), 'nonsense', { type: 'm.room.member' }];
    });
    await expect(places.get('!r:hs')).rejects.toThrow('down');
    const [one, other] = await Promise.all([places.get('!r:hs'), places.get('!r:hs')]);
    expect(one).toBe(other);
    expect(asked).toBe(2);
    expect([...one.members.keys()]).toEqual(['@a:hs']);
  });

  it('is known by one id, also as a thread, with or without a server in it', () => {
    for (const room of ['!abc:hs.example:8448', '!AAbb-cc_dd'])
      for (const place of [{ room }, { room, thread: '$a/b+c' }]) expect(placeOf(roomOf(place))).toEqual(place);
    expect(placeOf('matrix:nonsense')).toBeUndefined();
    expect(placeOf('discord:1')).toBeUndefined();
  });
});

describe('a name', () => {
  it.each([
    ['Ada', 'Ada'],
    ['  A\n d\ta ', 'A d a'],
    ['\u{202E}adA\u{2066}', 'adA'],
    ['👩‍🚀', '👩‍🚀'],
    ['', 'ada'],
    ['\u{200B}', 'ada'],
    [undefined, 'ada'],
    ['x'.repeat(500), 'x'.repeat(80)],
  ])('%j is shown as %s', (given, name) => expect(cleanName(given, '@ada:hs')).toBe(name));
});
