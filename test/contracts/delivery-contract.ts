import { describe, expect, it } from 'vitest';
import type { StoreStage } from './store-contract.ts';
import { deliveryOf, finalOf, intakeOf, replyTo, room, talk } from './store-samples.ts';

/** What is to be shown, until it is. */
export function deliveryContract(stage: StoreStage): void {
  describe('deliveries', () => {
    it('is outstanding with a final text until it is delivered or removed', async () => {
      await talk(stage.store, [intakeOf('1')]);
      await stage.store.commit([
        deliveryOf('1', { at: 7 }),
        deliveryOf('0', { at: 6, turn: undefined, message: undefined, final: undefined }),
      ]);
      expect((await stage.store.deliveries.outstanding(['test:bot'])).map(({ key }) => key)).toEqual(['d-1']);
      expect(await stage.store.deliveries.outstanding(['test:other'])).toEqual([]);
      expect(await stage.store.deliveries.depth()).toBe(2);
      await stage.store.commit([
        {
          write: 'deliveryState',
          key: 'd-0',
          state: 'shown',
          ref: 's-0',
          partial: 'so far',
          final: finalOf('0'),
          turn: 't-1',
          message: 'a-0',
        },
      ]);
      expect(await stage.store.deliveries.byKey('d-0')).toEqual({
        key: 'd-0',
        turn: 't-1',
        account: 'test:bot',
        room,
        replyTo: 'r-0',
        personality: 'mia',
        part: 0,
        message: 'a-0',
        state: 'shown',
        ref: 's-0',
        final: finalOf('0'),
        partial: 'so far',
        createdAt: 6,
      });
      await stage.store.commit([{ write: 'deliveryState', key: 'd-0', state: 'sent' }]);
      expect((await stage.store.deliveries.outstanding(['test:bot'])).map(({ key, state }) => [key, state])).toEqual([
        ['d-0', 'sent'],
        ['d-1', 'pending'],
      ]);
      expect((await stage.store.deliveries.ofTurn('t-1')).map(({ key }) => key)).toEqual(['d-0', 'd-1']);
      expect((await stage.store.deliveries.ofMessage('a-0')).map(({ key }) => key)).toEqual(['d-0']);
      await stage.store.commit([
        { write: 'deliveryState', key: 'd-0', state: 'delivered' },
        { write: 'deliveryState', key: 'd-1', state: 'removed' },
      ]);
      expect(await stage.store.deliveries.byKey('d-0')).toMatchObject({ state: 'delivered', final: undefined, partial: '', ref: 's-0' });
      expect(await stage.store.deliveries.depth()).toBe(0);
      expect(await stage.store.deliveries.byKey('d-9')).toBeUndefined();
      expect(await stage.store.deliveries.stateOf('d-0')).toBe('delivered');
      expect(await stage.store.deliveries.stateOf('d-9')).toBeUndefined();
    });

    it('is not undone by a late word that it was sent', async () => {
      await talk(stage.store, [intakeOf('1')]);
      await stage.store.commit([deliveryOf('1')]);
      await stage.store.commit([{ write: 'deliveryState', key: 'd-1', state: 'delivered' }]);
      await stage.store.commit([{ write: 'deliveryState', key: 'd-1', state: 'sent', ref: 'late' }]);
      expect(await stage.store.deliveries.byKey('d-1')).toMatchObject({ state: 'delivered', ref: 'late' });
      expect(await stage.store.deliveries.outstanding(['test:bot'])).toEqual([]);
    });

    it('makes an answered turn delivered with its last delivery', async () => {
      await talk(stage.store, [intakeOf('1')]);
      await stage.store.commit([
        { write: 'turn', id: 't-1', state: 'answered' },
        deliveryOf('1'),
        deliveryOf('1', { key: 'd-1b', part: 1 }),
      ]);
      await stage.store.commit([{ write: 'deliveryState', key: 'd-1', state: 'delivered' }]);
      expect((await stage.store.turns.get('t-1'))?.state).toBe('answered');
      await stage.store.commit([{ write: 'deliveryState', key: 'd-1b', state: 'removed' }]);
      expect((await stage.store.turns.get('t-1'))?.state).toBe('delivered');
    });

    it('waits as long as its message is hidden', async () => {
      await talk(stage.store, [intakeOf('1')]);
      await stage.store.commit([{ write: 'reply', reply: replyTo('1') }, deliveryOf('1')]);
      await stage.store.commit([{ write: 'hide', batch: 'b', person: 'p-1', messages: ['a-1'], facts: [], due: 9 }]);
      expect(await stage.store.deliveries.outstanding(['test:bot'])).toEqual([]);
      await stage.store.commit([{ write: 'unhide', batch: 'b' }]);
      expect((await stage.store.deliveries.outstanding(['test:bot'])).map(({ key }) => key)).toEqual(['d-1']);
    });
  });
}
