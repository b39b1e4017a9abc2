import { describe, expect, it } from 'vitest';
import type { Attempt } from '../../src/core/ports/usage-store.ts';
import type { StoreStage } from './store-contract.ts';
import { intakeOf, receipt, replyTo, room, talk } from './store-samples.ts';

const day = 86_400_000;

function attemptOf(id: string, changes: Partial<Attempt> = {}): Attempt {
  return {
    id,
    turn: 't-1',
    person: 'p-1',
    room,
    personality: 'mia',
    provider: 'cloudy',
    model: 'large',
    payer: 'operator',
    exposure: 'cloud',
    outcome: 'ok',
    tokensIn: 100,
    tokensCached: 40,
    tokensOut: 7,
    costMicro: 300,
    firstMs: 20,
    totalMs: 90,
    at: day,
    ...changes,
  };
}

/** What attempts took, and whose budget it was. */
export function usageContract(stage: StoreStage): void {
  describe('attempts', () => {
    const keep = (...attempts: readonly Attempt[]): Promise<void> =>
      stage.store.commit(attempts.map((attempt) => ({ write: 'attempt', attempt }) as const));

    it('come back as they were, newest first, of a person, of a provider or of all', async () => {
      await talk(stage.store, [intakeOf('1'), intakeOf('2', { participant: 'test:bob' })]);
      const failed = attemptOf('b', { outcome: 'provider-failed', costMicro: undefined, firstMs: undefined, turn: undefined, at: day + 1 });
      const bobs = attemptOf('c', { person: 'p-2', provider: 'near', payer: 'none', at: day + 1 });
      await keep(attemptOf('a'), failed, bobs);
      await stage.reopen();
      const { usage } = stage.store;
      expect(await usage.attempts({ limit: 10 })).toEqual([bobs, failed, attemptOf('a')]);
      expect(await usage.attempts({ limit: 1 })).toEqual([bobs]);
      expect(await usage.attempts({ person: 'p-1', limit: 10 })).toEqual([failed, attemptOf('a')]);
      expect(await usage.attempts({ provider: 'near', limit: 10 })).toEqual([bobs]);
      expect(await usage.attempts({ person: 'p-1', provider: 'near', limit: 10 })).toEqual([]);
    });

    it('are spent by whoever asked, where they asked, and by the operator whose key paid; an own key spends for nobody else', async () => {
      await talk(stage.store, [intakeOf('1'), intakeOf('2', { room: 'test:attic' })]);
      await keep(
        attemptOf('old', { at: day - 1 }),
        attemptOf('paid'),
        attemptOf('free', { payer: 'none', costMicro: undefined }),
        attemptOf('own', { payer: 'own', costMicro: 50 }),
        attemptOf('away', { person: 'p-2', room: 'test:attic' }),
      );
      const { usage } = stage.store;
      expect(await usage.spent({ person: 'p-1' }, day)).toEqual({ tokens: 3 * 107, costMicro: 350 });
      expect(await usage.spent({ room }, day)).toEqual({ tokens: 2 * 107, costMicro: 300 });
      expect(await usage.spent('operator', day)).toEqual({ tokens: 2 * 107, costMicro: 600 });
      expect(await usage.spent('operator', 0)).toEqual({ tokens: 3 * 107, costMicro: 900 });
      expect(await usage.spent({ person: 'p-9' }, 0)).toEqual({ tokens: 0, costMicro: 0 });
      expect(await usage.spent({ room: 'test:nowhere' }, 0)).toEqual({ tokens: 0, costMicro: 0 });
    });

    it('count in the figures with all they took, once, beside answers from before they were written down', async () => {
      await talk(stage.store, [intakeOf('1'), intakeOf('2')]);
      const cost = { tokens: { in: 100, cached: 40, out: 7 }, cost_micro: 300 };
      await stage.store.commit([
        { write: 'reply', reply: replyTo('1', { at: day, receipt: { ...receipt, ...cost } }) },
        { write: 'reply', reply: replyTo('2', { at: day, receipt: { ...receipt, ...cost } }) },
      ]);
      await keep(
        attemptOf('a', { outcome: 'provider-truncated', tokensOut: 2, costMicro: undefined, at: day - 1 }),
        attemptOf('b'),
        attemptOf('elsewhere', {
          turn: undefined,
          person: 'p-2',
          personality: 'leo',
          tokensIn: 1,
          tokensCached: 0,
          tokensOut: 1,
          costMicro: 1,
        }),
      );
      const figures = { errors: 0, firstMs: { p50: 2, p95: 2 } };
      const broken = {
        ...figures,
        day: '1970-01-01',
        messages: 0,
        tokensIn: 100,
        tokensCached: 40,
        tokensOut: 2,
        costMicro: 0,
        firstMs: { p50: 0, p95: 0 },
      };
      const both = { ...figures, day: '1970-01-02', messages: 2, tokensIn: 200, tokensCached: 80, tokensOut: 14, costMicro: 600 };
      const { stats } = stage.store;
      expect(await stats.days({ person: 'p-1' }, 0)).toEqual([broken, both]);
      expect(await stats.days({ personality: 'mia' }, day)).toEqual([both]);
      expect(await stats.days({ personality: 'mia', owner: 'p-1' }, day)).toEqual([both]);
      expect(await stats.days({ room }, day)).toEqual([{ ...both, tokensIn: 201, tokensOut: 15, costMicro: 601 }]);
      expect(await stats.days({ personality: 'leo' }, 0)).toMatchObject([{ messages: 0, tokensIn: 1, tokensOut: 1, costMicro: 1 }]);
    });

    it('go with the person, with every figure about them, and nobody else loses any', async () => {
      await talk(stage.store, [intakeOf('1'), intakeOf('2', { participant: 'test:bob' })]);
      await stage.store.commit([
        { write: 'reply', reply: replyTo('1', { at: day }) },
        { write: 'reply', reply: replyTo('2', { at: day }) },
      ]);
      await keep(attemptOf('a', { turn: undefined }), attemptOf('b', { turn: undefined, person: 'p-2' }));
      await stage.store.commit([{ write: 'eraseUsage', person: 'p-1' }]);
      expect((await stage.store.usage.attempts({ limit: 9 })).map(({ id }) => id)).toEqual(['b']);
      expect(await stage.store.stats.days({ person: 'p-1' }, 0)).toEqual([]);
      expect(await stage.store.stats.days({ room }, 0)).toMatchObject([{ messages: 1, tokensIn: 110 }]);
    });

    it('of a room that no event came from are refused, with all that came along', async () => {
      await talk(stage.store, [intakeOf('1')]);
      await expect(keep(attemptOf('a'), attemptOf('b', { room: 'test:nowhere' }))).rejects.toMatchObject({ code: 'storage-failed' });
      expect(await stage.store.usage.attempts({ limit: 9 })).toEqual([]);
    });
  });
}
