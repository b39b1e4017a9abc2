import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type DoorEntry, type Doors, decide, readDoorEntry, type Visit } from './doors.ts';

const visit: Visit = { user: '1', server: '10', channels: ['22', '21', '20'], roles: ['30'] };
const chat: Visit = { user: '1', server: undefined, channels: ['40'], roles: undefined };

const list = (text: string): readonly DoorEntry[] =>
  text.split(',').flatMap((word) => {
    const entry = readDoorEntry(word);
    return entry === undefined ? [] : [entry];
  });
const doors = (allow: string, deny = ''): Doors => ({ allow: list(allow), deny: list(deny) });

describe('an entry', () => {
  it.each(['server:1', 'channel:123456789012345678', 'role:2', 'user:3', 'dm'])('is %s', (text) => {
    expect(readDoorEntry(text)).toBeDefined();
  });

  it.each(['', 'Dm', 'dm:1', 'server', 'server:', 'server:x', 'guild:1', 'user:1 ', 'user:-1', 'server:1:2', `user:${'1'.repeat(21)}`])(
    'is not %j',
    (text) => {
      expect(readDoorEntry(text)).toBeUndefined();
    },
  );
});

describe('whether somebody is heard', () => {
  it.each([
    ['', '', 'open'],
    ['server:10', '', 'open'],
    ['server:11', '', 'closed'],
    ['channel:22', '', 'open'],
    ['channel:21', '', 'open'],
    ['channel:20', '', 'open'],
    ['channel:23', '', 'closed'],
    ['role:30', '', 'open'],
    ['role:31', '', 'closed'],
    ['role:10', '', 'open'],
    ['user:1', '', 'open'],
    ['user:2,dm', '', 'closed'],
    ['user:2,server:10', '', 'open'],
    ['', 'dm', 'open'],
    ['', 'server:10', 'closed'],
    ['server:10', 'channel:20', 'closed'],
    ['server:10', 'role:30', 'closed'],
    ['server:10', 'role:31', 'open'],
    ['user:1', 'user:1', 'closed'],
  ])('on a server, allowed %j, denied %j: %s', (allow, deny, decision) => {
    expect(decide(doors(allow, deny), visit)).toBe(decision);
  });

  it.each([
    ['dm', '', 'open'],
    ['user:1', '', 'open'],
    ['channel:40', '', 'open'],
    ['server:10', '', 'closed'],
    ['role:30', '', 'closed'],
    ['', 'dm', 'closed'],
    ['', 'role:30', 'open'],
  ])('in a private chat, allowed %j, denied %j: %s', (allow, deny, decision) => {
    expect(decide(doors(allow, deny), chat)).toBe(decision);
  });

  it.each([
    ['role:30', '', 'unknown'],
    ['role:30,server:10', '', 'open'],
    ['server:10', 'role:30', 'unknown'],
    ['server:11', 'role:30', 'closed'],
    ['', 'role:30,user:1', 'closed'],
  ])('hangs on roles that are not known only where it matters: allowed %j, denied %j: %s', (allow, deny, decision) => {
    expect(decide(doors(allow, deny), { ...visit, roles: undefined })).toBe(decision);
  });

  it.each([
    ['channel:20', '', 'unknown'],
    ['channel:22', '', 'open'],
    ['server:10', 'channel:20', 'unknown'],
    ['server:10', 'channel:22', 'closed'],
  ])('hangs on what stands above the channel: allowed %j, denied %j: %s', (allow, deny, decision) => {
    expect(decide(doors(allow, deny), { ...visit, channels: ['22'], isDeeper: true })).toBe(decision);
  });
});

describe('for every place and person', () => {
  const ids = fc.constantFrom('1', '2', '3');
  const entry: fc.Arbitrary<DoorEntry> = fc.oneof(
    fc.constant({ kind: 'dm' as const }),
    fc.record({ kind: fc.constantFrom('server' as const, 'channel' as const, 'role' as const, 'user' as const), id: ids }),
  );
  const entries = fc.array(entry, { maxLength: 5 });
  const someone: fc.Arbitrary<Visit> = fc.record({
    user: ids,
    server: fc.option(ids, { nil: undefined }),
    channels: fc.uniqueArray(ids, { minLength: 1 }),
    isDeeper: fc.boolean(),
    roles: fc.option(fc.uniqueArray(ids), { nil: undefined }),
  });
  /** What covers somebody when it stands alone. */
  const covers = (one: DoorEntry, who: Visit) => decide({ allow: [one], deny: [] }, who) === 'open';

  const all = fc.record({ allow: entries, deny: entries, one: entry, who: someone, roles: fc.uniqueArray(ids) });

  it('nothing written lets everybody in', () => {
    fc.assert(fc.property(someone, (who) => decide({ allow: [], deny: [] }, who) === 'open'));
  });

  it('what is denied is closed, whatever is allowed', () => {
    fc.assert(
      fc.property(all, ({ allow, deny, one, who }) => {
        fc.pre(covers(one, who));
        expect(decide({ allow, deny: [...deny, one] }, who)).toBe('closed');
      }),
    );
  });

  it('one more that is denied never opens, one more that is allowed never closes what another opened', () => {
    fc.assert(
      fc.property(all, ({ allow, deny, one, who }) => {
        const before = decide({ allow, deny }, who);
        if (before !== 'open') expect(decide({ allow, deny: [...deny, one] }, who)).not.toBe('open');
        if (before === 'open' && allow.length > 0) expect(decide({ allow: [...allow, one], deny }, who)).toBe('open');
      }),
    );
  });

  it('an allow list lets in nobody whom no entry covers', () => {
    fc.assert(
      fc.property(all, ({ allow, deny, one, who }) => {
        if (decide({ allow: [...allow, one], deny }, who) === 'open') expect([...allow, one].some((each) => covers(each, who))).toBe(true);
      }),
    );
  });

  it('what is not known never decides against what it turns out to be', () => {
    fc.assert(
      fc.property(all, ({ allow, deny, who, roles }) => {
        const before = decide({ allow, deny }, { ...who, roles: undefined });
        if (before !== 'unknown') expect(decide({ allow, deny }, { ...who, roles })).toBe(before);
      }),
    );
  });
});
