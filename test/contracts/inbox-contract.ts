import { describe, expect, it } from 'vitest';
import type { StoreStage } from './store-contract.ts';
import { controlOf, deliveryOf, intakeOf, room } from './store-samples.ts';

/** Claiming, pulling and joining. */
export function inboxContract(stage: StoreStage): void {
  describe('claiming', () => {
    it('takes an event once per account, and the second time writes nothing', async () => {
      expect(await stage.store.inbox.claim(intakeOf('1', { members: ['test:ada'] }))).toBe(true);
      expect(await stage.store.inbox.claim({ ...intakeOf('1', { text: 'other', name: 'Eve', members: [] }), turn: 't-x' })).toBe(false);
      const other = { turn: 't-y', message: { id: 'm-y', audience: 'room(test:room)', exposure: 'lan', rating: 'everyone' } } as const;
      expect(await stage.store.inbox.claim({ ...intakeOf('1', { account: 'test:second' }), ...other })).toBe(true);
      expect((await stage.store.history.message('m-1'))?.text).toBe('words of 1');
      expect(await stage.store.turns.get('t-x')).toBeUndefined();
      expect(await stage.store.rooms.members(room)).toEqual(['test:ada']);
    });

    it('keeps the turn with its event, and the text in the message alone', async () => {
      await stage.store.inbox.claim(intakeOf('1', { locale: 'de' }));
      const turn = await stage.store.turns.get('t-1');
      expect(turn).toEqual({
        id: 't-1',
        lane: 'talk',
        state: 'received',
        event: { id: '1', account: 'test:bot', room, participant: 'test:ada', name: 'Ada', at: 1, locale: 'de' },
        body: { kind: 'message', ref: 'r-1', text: '' },
        receivedAt: 2,
        errors: 0,
        stops: 0,
        cast: [{ personality: 'mia', revision: 1 }],
        message: 'm-1',
        joined: [],
      });
      expect(await stage.store.history.message('m-1')).toMatchObject({
        text: 'words of 1',
        ref: 'r-1',
        room,
        author: { kind: 'participant', id: 'test:ada', name: 'Ada' },
        chosen: true,
        variant: 1,
        forgotten: false,
      });
      expect((await stage.store.history.message('m-1'))?.conversation).toBeUndefined();
    });

    it('makes a person once and keeps name and language of the participant up to date', async () => {
      await stage.store.inbox.claim(intakeOf('1', { locale: 'de' }));
      await stage.store.inbox.claim(intakeOf('2', { name: 'Ada L.' }));
      expect(await stage.store.rooms.person('test:ada')).toEqual({ id: 'p-1', locale: 'de' });
      expect((await stage.store.history.message('m-1'))?.author).toMatchObject({ name: 'Ada L.' });
      expect(await stage.store.rooms.person('test:nobody')).toBeUndefined();
    });

    it('replaces the list of members, and keeps it when none is given', async () => {
      await stage.store.inbox.claim(intakeOf('1'));
      expect(await stage.store.rooms.members(room)).toBeUndefined();
      await stage.store.inbox.claim(intakeOf('2', { members: ['test:ada', 'test:bob'] }));
      await stage.store.inbox.claim(intakeOf('3', { members: ['test:bob', 'test:cyd'] }));
      await stage.store.inbox.claim(intakeOf('4'));
      expect(await stage.store.rooms.members(room)).toEqual(['test:bob', 'test:cyd']);
      await stage.store.commit([{ write: 'members', room, joined: ['test:ada', 'test:bob'], left: ['test:cyd'], at: 9 }]);
      expect(await stage.store.rooms.members(room)).toEqual(['test:ada', 'test:bob']);
      await stage.store.inbox.claim(intakeOf('5', { members: [] }));
      expect(await stage.store.rooms.members(room)).toEqual([]);
    });

    it('survives a restart', async () => {
      await stage.store.inbox.claim(intakeOf('1', { members: ['test:ada'] }));
      await stage.store.inbox.claimNext('talk', 1);
      await stage.reopen();
      expect(await stage.store.inbox.claim(intakeOf('1'))).toBe(false);
      expect((await stage.store.turns.unfinished(['test:bot'])).map(({ id }) => id)).toEqual(['t-1']);
      expect(await stage.store.turns.unfinished(['test:other'])).toEqual([]);
    });
  });

  describe('pulling', () => {
    it('gives a room one turn at a time, and other rooms theirs', async () => {
      for (const id of ['1', '2']) await stage.store.inbox.claim(intakeOf(id));
      await stage.store.inbox.claim(intakeOf('3', { room: 'test:attic' }));
      expect((await stage.store.inbox.claimNext('talk', 1))?.id).toBe('t-1');
      expect((await stage.store.inbox.claimNext('talk', 1))?.id).toBe('t-3');
      expect(await stage.store.inbox.claimNext('talk', 1)).toBeUndefined();
      expect((await stage.store.inbox.openIn(room)).map(({ id, state }) => [id, state])).toEqual([
        ['t-1', 'generating'],
        ['t-2', 'received'],
      ]);
      await stage.store.commit([{ write: 'turn', id: 't-1', state: 'dead' }]);
      expect((await stage.store.inbox.claimNext('talk', 1))?.id).toBe('t-2');
      expect(await stage.store.inbox.openIn('test:nowhere')).toEqual([]);
    });

    it('leaves what came over another account for a run where that is connected', async () => {
      await stage.store.inbox.claim(intakeOf('1'));
      expect(await stage.store.inbox.claimNext('talk', 1, ['test:other'])).toBeUndefined();
      expect(await stage.store.inbox.nextAt(0, ['test:other'])).toBeUndefined();
      expect((await stage.store.inbox.claimNext('talk', 1, ['test:other', 'test:bot']))?.id).toBe('t-1');
    });

    it('lets nothing overtake what waits for its moment', async () => {
      await stage.store.inbox.claim(intakeOf('1', { notBefore: 100 }));
      await stage.store.inbox.claim(intakeOf('2', { notBefore: 50 }));
      await stage.store.inbox.claim(intakeOf('3', { notBefore: 70, room: 'test:attic' }));
      expect(await stage.store.inbox.claimNext('talk', 60)).toBeUndefined();
      expect(await stage.store.inbox.nextAt(60)).toBe(70);
      expect(await stage.store.inbox.nextAt(70)).toBe(100);
      expect((await stage.store.inbox.claimNext('talk', 100))?.id).toBe('t-1');
      expect(await stage.store.inbox.nextAt(100)).toBeUndefined();
    });

    it('runs the control lane beside, first in, first out', async () => {
      await stage.store.inbox.claim(intakeOf('1'));
      await stage.store.inbox.claimNext('talk', 1);
      for (const id of ['2', '3']) await stage.store.inbox.claim(controlOf(id, { kind: 'messageDeleted', ref: 'r-1' }));
      expect((await stage.store.inbox.claimNext('control', 1))?.id).toBe('t-2');
      expect((await stage.store.inbox.claimNext('control', 1))?.id).toBe('t-3');
      expect(await stage.store.inbox.claimNext('control', 1)).toBeUndefined();
      expect((await stage.store.inbox.openIn(room)).map(({ id }) => id)).toEqual(['t-1']);
      expect((await stage.store.turns.unfinished(['test:bot'])).map(({ id }) => id)).toEqual(['t-1', 't-2', 't-3']);
    });

    it('tries again later with the counts it is given', async () => {
      await stage.store.inbox.claim(intakeOf('1'));
      await stage.store.inbox.claimNext('talk', 1);
      await stage.store.commit([{ write: 'turn', id: 't-1', state: 'received', errors: 1, stops: 2, notBefore: 500 }]);
      expect(await stage.store.inbox.claimNext('talk', 499)).toBeUndefined();
      expect(await stage.store.inbox.nextAt(1)).toBe(500);
      expect(await stage.store.inbox.claimNext('talk', 500)).toMatchObject({ id: 't-1', errors: 1, stops: 2, state: 'generating' });
    });
  });

  describe('joining', () => {
    it('puts a waiting turn and all it leads under the new one', async () => {
      await stage.store.inbox.claim(intakeOf('1', { notBefore: 9 }));
      await stage.store.inbox.claim(intakeOf('2', { joins: 't-1', notBefore: 9 }));
      await stage.store.inbox.claim(intakeOf('3', { joins: 't-2', notBefore: 5 }));
      expect((await stage.store.inbox.openIn(room)).map(({ id }) => id)).toEqual(['t-3']);
      const turn = await stage.store.inbox.claimNext('talk', 5);
      expect(turn?.joined.map(({ id, message, state }) => [id, message, state])).toEqual([
        ['t-1', 'm-1', 'generating'],
        ['t-2', 'm-2', 'generating'],
      ]);
      expect((await stage.store.turns.ofMessage('m-1'))?.id).toBe('t-3');
      expect((await stage.store.turns.thatBrought('m-1'))?.id).toBe('t-1');
      await stage.store.commit([{ write: 'turn', id: 't-3', state: 'received', notBefore: 5 }]);
      expect((await stage.store.turns.get('t-1'))?.state).toBe('received');
      expect((await stage.store.inbox.claimNext('talk', 5))?.id).toBe('t-3');
      await stage.store.commit([{ write: 'turn', id: 't-3', state: 'answered' }, deliveryOf('3')]);
      await stage.store.commit([{ write: 'deliveryState', key: 'd-3', state: 'delivered' }]);
      for (const id of ['t-1', 't-2', 't-3']) expect((await stage.store.turns.get(id))?.state).toBe('delivered');
    });

    it('does not join what has begun', async () => {
      await stage.store.inbox.claim(intakeOf('1'));
      await stage.store.inbox.claimNext('talk', 1);
      await stage.store.inbox.claim(intakeOf('2', { joins: 't-1' }));
      expect((await stage.store.turns.get('t-1'))?.state).toBe('generating');
      expect((await stage.store.turns.get('t-2'))?.joined).toEqual([]);
    });
  });
}
