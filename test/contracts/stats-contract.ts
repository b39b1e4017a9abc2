import { describe, expect, it } from 'vitest';
import type { NewReply } from '../../src/core/ports/writes.ts';
import type { StoreStage } from './store-contract.ts';
import { intakeOf, receipt, replyTo, room, talk } from './store-samples.ts';

const day = 86_400_000;

/** A reply whose first text came so late. */
function costing({ first, ...changes }: Partial<NewReply> & { readonly first: number }): NewReply {
  const cost = { tokens: { in: 100, cached: 40, out: 7 }, cost_micro: 3, timing_ms: { own: 1, first, total: first + 1 } };
  const personality = changes.personality ?? receipt.personality;
  return replyTo('1', { ...changes, receipt: { ...receipt, ...cost, personality } });
}

/** Figures by day, without words. */
export function statsContract(stage: StoreStage): void {
  describe('figures', () => {
    it('add up by day, with percentiles by nearest rank, for a person, a room and a personality', async () => {
      const { store } = stage;
      await talk(store, [intakeOf('1'), intakeOf('2', { participant: 'test:bob', room: 'test:attic' })]);
      const firsts = [900, 20, 500, 10, 30, 40, 50, 60, 70, 80];
      await store.commit([
        ...firsts.map(
          (first, index) => ({ write: 'reply', reply: costing({ id: `a${index}`, at: day + index, first, variant: index + 1 }) }) as const,
        ),
        { write: 'reply', reply: costing({ id: 'late', at: 3 * day, first: 5, personality: { id: 'leo', revision: 1 } }) },
        { write: 'reply', reply: costing({ id: 'bob', at: 3 * day + 1, first: 15, turn: 't-2', room: 'test:attic' }) },
      ]);
      const first = {
        day: '1970-01-02',
        messages: 10,
        tokensIn: 1000,
        tokensCached: 400,
        tokensOut: 70,
        costMicro: 30,
        firstMs: { p50: 50, p95: 900 },
        errors: 0,
      };
      const one = { ...first, messages: 1, tokensIn: 100, tokensCached: 40, tokensOut: 7, costMicro: 3 };
      const late = { ...one, day: '1970-01-04', firstMs: { p50: 5, p95: 5 } };
      const bobs = { ...late, firstMs: { p50: 15, p95: 15 } };
      expect(await store.stats.days({ person: 'p-1' }, 0)).toEqual([first, late]);
      expect(await store.stats.days({ person: 'p-1' }, 2 * day)).toEqual([late]);
      expect(await store.stats.days({ room }, 0)).toEqual([first, late]);
      expect(await store.stats.days({ room: 'test:attic' }, 0)).toEqual([bobs]);
      expect(await store.stats.days({ personality: 'mia' }, 0)).toEqual([first, bobs]);
      expect(await store.stats.days({ personality: 'mia', owner: 'p-2' }, 0)).toEqual([bobs]);
      expect(await store.stats.days({ personality: 'leo', owner: 'p-2' }, 0)).toEqual([]);
      expect(await store.stats.days({ room: 'test:nowhere' }, 0)).toEqual([]);
      expect(await store.stats.days({ person: 'p-9' }, 0)).toEqual([]);
    });

    it('count turns that ended without a reply, each once', async () => {
      const { store } = stage;
      await store.inbox.claim(intakeOf('1', { at: day, notBefore: 9 }));
      await store.inbox.claim(intakeOf('2', { at: day, joins: 't-1' }));
      await store.inbox.claim(intakeOf('3', { at: day, participant: 'test:bob' }));
      await store.inbox.claim(intakeOf('4', { at: day }));
      await store.commit([
        { write: 'turn', id: 't-2', state: 'dead' },
        { write: 'turn', id: 't-3', state: 'dead' },
        { write: 'turn', id: 't-4', state: 'refused' },
      ]);
      const lost = async (subject: Parameters<typeof store.stats.days>[0]): Promise<readonly (readonly [string, number, number])[]> =>
        (await store.stats.days(subject, 0)).map(({ day: name, messages, errors }) => [name, messages, errors]);
      expect(await lost({ person: 'p-1' })).toEqual([['1970-01-02', 0, 1]]);
      expect(await lost({ room })).toEqual([['1970-01-02', 0, 2]]);
      expect(await lost({ personality: 'mia' })).toEqual([['1970-01-02', 0, 2]]);
      expect(await lost({ personality: 'mia', owner: 'p-3' })).toEqual([['1970-01-02', 0, 1]]);
      expect(await lost({ personality: 'leo' })).toEqual([]);
    });

    it('stay when what was said is forgotten', async () => {
      const { store } = stage;
      await talk(store, [intakeOf('1')]);
      await store.commit([{ write: 'reply', reply: costing({ at: day, first: 5 }) }]);
      await store.commit([{ write: 'forget', message: 'a-1' }]);
      expect(await store.stats.days({ room }, 0)).toMatchObject([{ messages: 1, tokensOut: 7 }]);
    });
  });
}
