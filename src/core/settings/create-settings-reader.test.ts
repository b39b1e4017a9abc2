import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { SettingRow } from '../ports/settings-store.ts';
import { createSettingsReader } from './create-settings-reader.ts';
import { levels, type StoredLevel } from './levels.ts';
import { settingDefinitions } from './setting-definitions.ts';

const owners: Readonly<Record<StoredLevel, string>> = {
  person: 'p1',
  personality: 'juno',
  thread: 'none',
  room: 'fake:den',
  community: 'guild',
  operator: 'bot',
};
const place = { person: 'p1', personality: 'juno', room: 'fake:den', community: 'guild' } as const;
const row = (level: StoredLevel, key: string, value: SettingRow['value']): SettingRow => ({
  level,
  owner: owners[level],
  key,
  value,
  changedAt: 1,
});

function readerOf(rows: readonly SettingRow[], environment = {}) {
  const of = async (wanted: readonly { readonly level: string; readonly owner: string }[]) =>
    rows.filter((one) => wanted.some(({ level, owner }) => level === one.level && owner === one.owner));
  return createSettingsReader({ store: { settings: { of } }, environment });
}

describe('settings', () => {
  it('without any, the defaults hold and say so', async () => {
    const settings = await readerOf([]).resolve(place);
    expect(settings.get('remember')).toBe('everything');
    expect(settings.from('remember')).toBe('default');
    expect(settings.all().map(({ key }) => key)).toEqual(
      Object.entries(settingDefinitions).flatMap(([key, one]) => ('isApart' in one ? [] : [key])),
    );
  });

  it('of any set of levels the strongest wins, the call before all', async () => {
    const strongestFirst = levels.filter((level) => level !== 'call' && level !== 'thread');
    await fc.assert(
      fc.asyncProperty(fc.subarray(strongestFirst, { minLength: 1 }), fc.boolean(), async (set, isCalled) => {
        const rows = set.map((level) => row(level as StoredLevel, 'model', `by-${level}`));
        const settings = await readerOf(rows).resolve(isCalled ? { ...place, call: { model: 'by-call' } } : place);
        const winner = isCalled ? 'call' : strongestFirst.find((level) => set.includes(level));
        expect(settings.get('model')).toBe(`by-${winner}`);
        expect(settings.from('model')).toBe(winner);
      }),
    );
  });

  it('the environment wins over what the operator stored, and over nothing else', async () => {
    const stored = [row('operator', 'provider', 'stored')];
    const operator = await readerOf(stored, { provider: 'env' }).resolve(place);
    expect([operator.get('provider'), operator.from('provider')]).toEqual(['env', 'environment']);
    const room = await readerOf([...stored, row('room', 'provider', 'room')], { provider: 'env' }).resolve(place);
    expect([room.get('provider'), room.from('provider')]).toEqual(['room', 'room']);
  });

  it('lists of several levels unite', async () => {
    const settings = await readerOf([row('room', 'cast', ['juno', 'mia']), row('operator', 'cast', ['mia', 'sage'])]).resolve(place);
    expect(settings.get('cast')).toEqual(['juno', 'mia', 'sage']);
  });

  it('a thread has its own, before those of the place it belongs to, and both before the community’s', async () => {
    const thread = { ...place, room: 'fake:thread', parent: 'fake:den' } as const;
    const own = { ...row('room', 'model', 'thread'), owner: 'fake:thread' };
    const above = [row('room', 'model', 'room'), row('room', 'streaming', 'off'), row('community', 'model', 'community')];
    const settings = await readerOf([own, ...above]).resolve(thread);
    expect([settings.get('model'), settings.from('model')]).toEqual(['thread', 'thread']);
    expect([settings.get('streaming'), settings.from('streaming')]).toEqual(['off', 'room']);
    expect((await readerOf([own, ...above]).resolve(place)).get('model')).toBe('room');
  });

  it('where a room belongs is asked of its platform, unless the asker knows; one that cannot be described is only itself', async () => {
    const rows = [row('room', 'model', 'room'), row('community', 'streaming', 'off')];
    const of = async (wanted: readonly { readonly level: string; readonly owner: string }[]) =>
      rows.filter((one) => wanted.some(({ level, owner }) => level === one.level && owner === one.owner));
    const reader = createSettingsReader({
      store: { settings: { of } },
      environment: {},
      async describe(room) {
        if (room === 'fake:gone') throw new Error('no such room');
        return { parent: 'fake:den', community: 'guild' };
      },
    });
    const of1 = async (room: `fake:${string}`, more = {}) => {
      const settings = await reader.resolve({ person: 'p1', room, ...more });
      return [settings.get('model'), settings.get('streaming')];
    };
    expect(await of1('fake:thread')).toEqual(['room', 'off']);
    expect(await of1('fake:thread', { parent: 'fake:hall', community: 'other' })).toEqual(['', 'on']);
    expect(await of1('fake:gone')).toEqual(['', 'on']);
  });

  it('of a limit the highest number holds, whoever stands nearer', async () => {
    const rows = [{ ...row('room', 'quiet-until', 5), owner: 'fake:thread' }, row('room', 'quiet-until', 9)];
    const settings = await readerOf(rows).resolve({ ...place, room: 'fake:thread', parent: 'fake:den' });
    expect([settings.get('quiet-until'), settings.from('quiet-until')]).toEqual([9, 'room']);
  });

  it('a value that is no longer valid says nothing', async () => {
    const settings = await readerOf([row('person', 'remember', 'sometimes'), row('person', 'time-zone', 'Mars/Base')]).resolve(place);
    expect(settings.get('remember')).toBe('everything');
    expect(settings.get('time-zone')).toBe('');
  });

  it("somebody else's settings never show", async () => {
    const settings = await readerOf([{ level: 'person', owner: 'p2', key: 'name', value: 'Eve', changedAt: 1 }]).resolve(place);
    expect(settings.get('name')).toBe('');
  });
});
