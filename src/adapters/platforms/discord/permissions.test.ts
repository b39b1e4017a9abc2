import { describe, expect, it } from 'vitest';
import { createFakeClock } from '../../../../test/fakes/fake-clock.ts';
import { channelOf, foreignUser, toRoomFacts } from './describe.ts';
import { cannotSpeak, createRefusals, missingRights, neededRights, type Place } from './permissions.ts';

const place = (more: Partial<Place>): Place => ({
  id: '50',
  kind: 'channel',
  name: 'general',
  guild: '9',
  parent: undefined,
  hasThreads: true,
  isAgeRestricted: false,
  other: undefined,
  rights: neededRights,
  ...more,
});
const send = 1n << 11n;
const inThreads = 1n << 38n;

describe('the bot’s rights in a place', () => {
  it('are enough with what the invitation asks for, or as an administrator', () => {
    expect(missingRights(place({}))).toEqual([]);
    expect(missingRights(place({ rights: 1n << 3n }))).toEqual([]);
  });

  it('are named as Discord’s settings name them', () => {
    expect(missingRights(place({ rights: 0n }))).toEqual([
      'View Channel',
      'Send Messages',
      'Read Message History',
      'Embed Links',
      'Attach Files',
      'Send Messages in Threads',
      'Create Public Threads',
    ]);
  });

  it('differ in a thread', () => {
    expect(cannotSpeak(place({ kind: 'thread', rights: neededRights & ~send }))).toEqual([]);
    expect(cannotSpeak(place({ kind: 'thread', rights: neededRights & ~inThreads }))).toEqual(['Send Messages in Threads']);
    expect(cannotSpeak(place({ rights: neededRights & ~inThreads }))).toEqual([]);
  });

  it('are left alone for ten minutes after a refusal, and told once per place', async () => {
    const clock = createFakeClock();
    const refusals = createRefusals(clock);
    refusals.note('50');
    expect([refusals.isBlocked('50'), refusals.isBlocked('51'), refusals.isNews('50'), refusals.isNews('50')]).toEqual([
      true,
      false,
      true,
      false,
    ]);
    await clock.advance(10 * 60_000);
    expect(refusals.isBlocked('50')).toBe(false);
    refusals.clear('50');
    expect(refusals.isNews('50')).toBe(true);
  });
});

describe('what is known of a place', () => {
  it('of a channel: its server, who decides, what is missing', () => {
    expect(toRoomFacts(place({ rights: neededRights & ~send, isAgeRestricted: true }), ['2'])).toEqual({
      kind: 'room',
      community: 'discord:9',
      admins: ['discord:2'],
      ageRestricted: true,
      missingRights: ['Send Messages'],
    });
  });

  it('of a thread: the channel whose settings hold there too', () => {
    expect(toRoomFacts(place({ kind: 'thread', parent: '40' }), [])).toMatchObject({ parent: 'discord:40', admins: [] });
  });

  it('of a DM: who is in it', () => {
    expect(toRoomFacts(place({ kind: 'dm', guild: undefined, other: '2' }), [])).toEqual({ kind: 'dm', members: ['discord:2'] });
  });

  it('tells a room of one’s own from a channel', () => {
    expect([foreignUser('discord:user/2'), foreignUser('discord:50'), channelOf('discord:50'), channelOf('discord:user/2')]).toEqual([
      '2',
      undefined,
      '50',
      undefined,
    ]);
  });
});
