import { describe, expect, it } from 'vitest';
import { says } from '../../../../test/fakes/scripted-provider.ts';
import { createStage } from '../../../../test/fakes/stage.ts';
import type { Attempt } from '../../ports/usage-store.ts';
import settings from './index.ts';
import { readMoney } from './money.ts';

async function start() {
  const stage = await createStage({
    script: () => says('hello'),
    commands: [{ ...settings, name: 'settings' }],
    settings: { owners: ['fake:op'] },
    platform: { rooms: { 'fake:den': { kind: 'room' } } },
  });
  const { platform, clock, store } = stage;
  return {
    ...stage,
    async call(who: string, line: string): Promise<string> {
      await platform.command(who, line, 'den');
      await clock.advance(10);
      const last = platform.shown.at(-1)?.message;
      return last?.kind === 'error' ? last.message : (platform.texts('fake:den').at(-1) ?? '');
    },
    async spends(who: string, changes: Partial<Attempt>): Promise<void> {
      const person = (await store.rooms.person(`fake:${who}`))?.id ?? '';
      const whose = { id: clock.id(), turn: undefined, person, room: 'fake:den', personality: 'mia' } as const;
      const how = { provider: 'x', model: 'y', payer: 'operator', exposure: 'cloud', outcome: 'ok' } as const;
      const took = { tokensIn: 0, tokensCached: 0, tokensOut: 0, costMicro: 0, firstMs: 1, totalMs: 2, at: clock.now() };
      await store.commit([{ write: 'attempt', attempt: { ...whose, ...how, ...took, ...changes } }]);
    },
  };
}

describe('/settings limits', () => {
  it('shows what holds and what was used, to everybody their own', async () => {
    const { call } = await start();
    const shown = await call('ada', 'settings limits');
    expect(shown).toContain('60 messages a minute');
    expect(shown).toContain('Used today: 0 tokens, $0.00.');
    expect(shown).toMatch(/A day ends at .*00:00/);
    expect(shown).not.toContain('The whole bot');
    expect(await call('op', 'settings limits')).toContain('The whole bot');
  });

  it('are set by the operator for each person, for one, for this place and for the whole bot, and say what is left', async () => {
    const { call, spends } = await start();
    await call('ada', 'settings limits');
    expect(await call('op', 'settings limits tokens 50000')).toBe('Set: tokens a day for each person: 50,000.');
    expect(await call('op', 'settings limits money 2.50 operator')).toBe('Set: money a day for the whole bot together: $2.50.');
    expect(await call('op', 'settings limits messages 5 room')).toBe('Set: messages a minute for this place: 5.');
    await spends('ada', { tokensIn: 1_000, tokensOut: 500, costMicro: 400_000 });
    const hers = await call('ada', 'settings limits');
    expect(hers).toContain('50,000 tokens a day, 48,500 left today');
    expect(hers).toContain('5 messages a minute');
    expect(await call('op', 'settings limits')).toContain('$2.50 a day, $2.10 left today');
    expect(await call('op', 'settings limits tokens 100 name=fake:ada')).toBe('Set: tokens a day for fake:ada: 100.');
    expect(await call('ada', 'settings limits')).toContain('100 tokens a day, 0 left today');
    expect(await call('bob', 'settings limits')).toContain('50,000 tokens a day, 50,000 left today');
    expect(await call('op', 'settings limits name=fake:ada')).toContain('Used today: 1,500 tokens, $0.40.');
    await call('op', 'settings limits tokens unset name=fake:ada');
    await call('op', 'settings limits tokens none');
    expect(await call('ada', 'settings limits')).not.toContain('tokens a day');
  });

  it('are nobody else’s to set, nor to look at', async () => {
    const { call, store } = await start();
    await call('bob', 'settings limits');
    for (const line of ['settings limits tokens 5', 'settings limits name=fake:bob', 'settings limits value=9'])
      expect(await call('ada', line)).toBe('Only the operator of this bot may do that.');
    expect(await store.settings.of([{ level: 'operator', owner: 'bot' }])).toEqual([]);
  });

  it('take no nonsense', async () => {
    const { call } = await start();
    expect(await call('op', 'settings limits tokens many')).toContain('Name a whole number');
    expect(await call('op', 'settings limits money -1')).toContain('Name dollars a day');
    expect(await call('op', 'settings limits value=5')).toContain('What shall be limited');
    expect(await call('op', 'settings limits tokens 5 name=fake:nobody')).toContain('I have met nobody called fake:nobody');
  });

  it('read money without ever calculating with fractions', () => {
    expect(['2', '2.5', '0,000001', '1.1', '$3'].map(readMoney)).toEqual([2_000_000, 2_500_000, 1, 1_100_000, 3_000_000]);
    expect(['', '1.2345678', '1e3', '-1', '1,000.5', 'ten'].map(readMoney)).toEqual(Array(6).fill(undefined));
  });
});
