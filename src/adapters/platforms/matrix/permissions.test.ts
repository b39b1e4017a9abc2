import { describe, expect, it } from 'vitest';
import { decides, levelOf, missingRights, readPowerLevels } from './permissions.ts';

const old = { version: '11', creators: ['@a:hs'] };
const modern = { version: '12', creators: ['@a:hs', '@b:hs'] };

describe('power levels', () => {
  it('put a creator above all of them from room version 12 on', () => {
    const power = readPowerLevels({ users: { '@c:hs': 100 } });
    expect(levelOf('@a:hs', power, old)).toBe(0);
    expect(levelOf('@b:hs', power, modern)).toBe(Number.POSITIVE_INFINITY);
    expect(levelOf('@a:hs', undefined, old)).toBe(100);
  });

  it('say who decides: from 50 or the room’s own level on, and never everybody', () => {
    const power = readPowerLevels({ users: { '@c:hs': 50, '@d:hs': 49 }, users_default: 0 });
    expect(['@c:hs', '@d:hs', '@e:hs'].filter((user) => decides(user, power, old))).toEqual(['@c:hs']);
    const lax = readPowerLevels({ users: { '@c:hs': 10 }, state_default: 0, users_default: 5 });
    expect(['@c:hs', '@e:hs'].filter((user) => decides(user, lax, old))).toEqual(['@c:hs']);
    const strict = readPowerLevels({ users: { '@c:hs': 50 }, state_default: 75 });
    expect(decides('@c:hs', strict, old)).toBe(false);
  });

  it('say what the bot lacks, and survive nonsense', () => {
    const power = readPowerLevels({ events: { 'm.reaction': 10 }, users_default: 0, users: 'nobody' });
    expect(missingRights('@mia:hs', power, old)).toEqual(['Send reactions']);
    expect(missingRights('@mia:hs', undefined, old)).toEqual([]);
    expect(readPowerLevels({ users: { '@c:hs': 'high' }, state_default: 'x' })).toMatchObject({ users: { '@c:hs': 0 } });
  });
});
