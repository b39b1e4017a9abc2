import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Store } from '../../src/core/ports/store.ts';
import { storeProperties } from './store-properties.ts';
import { controlOf, deliveryOf, finalOf, intakeOf, replyTo, room, talk } from './store-samples.ts';

export interface ContractStore {
  readonly store: Store;
  /** Ends the process, so to speak, and opens the same data again. */
  reopen(): Promise<Store>;
  close(): Promise<void>;
}

/** What every store does, whatever it is made of. */
export function storeContract(name: string, open: () => Promise<ContractStore>): void {
  describe(`${name}: store contract`, () => {
    let opened: ContractStore;
    let store: Store;

    beforeEach(async () => {
      opened = await open();
      store = opened.store;
    });
    afterEach(() => opened.close());

    describe('claiming', () => {
      it('takes an event once per account, and the second time writes nothing', async () => {
        expect(await store.inbox.claim(intakeOf('1', { members: ['test:ada'] }))).toBe(true);
        expect(await store.inbox.claim({ ...intakeOf('1', { text: 'other', name: 'Eve', members: [] }), turn: 't-x' })).toBe(false);
        const other = { turn: 't-y', message: { id: 'm-y', audience: 'room(test:room)', exposure: 'lan', rating: 'everyone' } } as const;
        expect(await store.inbox.claim({ ...intakeOf('1', { account: 'test:second' }), ...other })).toBe(true);
        expect((await store.history.message('m-1'))?.text).toBe('words of 1');
        expect(await store.turns.get('t-x')).toBeUndefined();
        expect(await store.rooms.members(room)).toEqual(['test:ada']);
      });

      it('keeps the turn with its event, and the text in the message alone', async () => {
        await store.inbox.claim(intakeOf('1', { locale: 'de' }));
        const turn = await store.turns.get('t-1');
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
        expect(await store.history.message('m-1')).toMatchObject({
          text: 'words of 1',
          ref: 'r-1',
          room,
          author: { kind: 'participant', id: 'test:ada', name: 'Ada' },
          chosen: true,
          variant: 1,
          forgotten: false,
        });
        expect((await store.history.message('m-1'))?.conversation).toBeUndefined();
      });

      it('makes a person once and keeps name and language of the participant up to date', async () => {
        await store.inbox.claim(intakeOf('1', { locale: 'de' }));
        await store.inbox.claim(intakeOf('2', { name: 'Ada L.' }));
        expect(await store.rooms.person('test:ada')).toEqual({ id: 'p-1', locale: 'de' });
        expect((await store.history.message('m-1'))?.author).toMatchObject({ name: 'Ada L.' });
        expect(await store.rooms.person('test:nobody')).toBeUndefined();
      });

      it('replaces the list of members, and keeps it when none is given', async () => {
        await store.inbox.claim(intakeOf('1'));
        expect(await store.rooms.members(room)).toBeUndefined();
        await store.inbox.claim(intakeOf('2', { members: ['test:ada', 'test:bob'] }));
        await store.inbox.claim(intakeOf('3', { members: ['test:bob', 'test:cyd'] }));
        await store.inbox.claim(intakeOf('4'));
        expect(await store.rooms.members(room)).toEqual(['test:bob', 'test:cyd']);
        await store.commit([{ write: 'members', room, joined: ['test:ada', 'test:bob'], left: ['test:cyd'] }]);
        expect(await store.rooms.members(room)).toEqual(['test:ada', 'test:bob']);
        await store.inbox.claim(intakeOf('5', { members: [] }));
        expect(await store.rooms.members(room)).toEqual([]);
      });

      it('survives a restart', async () => {
        await store.inbox.claim(intakeOf('1', { members: ['test:ada'] }));
        await store.inbox.claimNext('talk', 1);
        store = await opened.reopen();
        expect(await store.inbox.claim(intakeOf('1'))).toBe(false);
        expect((await store.turns.unfinished(['test:bot'])).map(({ id }) => id)).toEqual(['t-1']);
        expect(await store.turns.unfinished(['test:other'])).toEqual([]);
      });
    });

    describe('pulling', () => {
      it('gives a room one turn at a time, and other rooms theirs', async () => {
        for (const id of ['1', '2']) await store.inbox.claim(intakeOf(id));
        await store.inbox.claim(intakeOf('3', { room: 'test:attic' }));
        expect((await store.inbox.claimNext('talk', 1))?.id).toBe('t-1');
        expect((await store.inbox.claimNext('talk', 1))?.id).toBe('t-3');
        expect(await store.inbox.claimNext('talk', 1)).toBeUndefined();
        expect((await store.inbox.openIn(room)).map(({ id, state }) => [id, state])).toEqual([
          ['t-1', 'generating'],
          ['t-2', 'received'],
        ]);
        await store.commit([{ write: 'turn', id: 't-1', state: 'dead' }]);
        expect((await store.inbox.claimNext('talk', 1))?.id).toBe('t-2');
        expect(await store.inbox.openIn('test:nowhere')).toEqual([]);
      });

      it('lets nothing overtake what waits for its moment', async () => {
        await store.inbox.claim(intakeOf('1', { notBefore: 100 }));
        await store.inbox.claim(intakeOf('2', { notBefore: 50 }));
        await store.inbox.claim(intakeOf('3', { notBefore: 70, room: 'test:attic' }));
        expect(await store.inbox.claimNext('talk', 60)).toBeUndefined();
        expect(await store.inbox.nextAt(60)).toBe(70);
        expect(await store.inbox.nextAt(70)).toBe(100);
        expect((await store.inbox.claimNext('talk', 100))?.id).toBe('t-1');
        expect(await store.inbox.nextAt(100)).toBeUndefined();
      });

      it('runs the control lane beside, first in, first out', async () => {
        await store.inbox.claim(intakeOf('1'));
        await store.inbox.claimNext('talk', 1);
        for (const id of ['2', '3']) await store.inbox.claim(controlOf(id, { kind: 'messageDeleted', ref: 'r-1' }));
        expect((await store.inbox.claimNext('control', 1))?.id).toBe('t-2');
        expect((await store.inbox.claimNext('control', 1))?.id).toBe('t-3');
        expect(await store.inbox.claimNext('control', 1)).toBeUndefined();
        expect((await store.inbox.openIn(room)).map(({ id }) => id)).toEqual(['t-1']);
        expect((await store.turns.unfinished(['test:bot'])).map(({ id }) => id)).toEqual(['t-1', 't-2', 't-3']);
      });

      it('tries again later with the counts it is given', async () => {
        await store.inbox.claim(intakeOf('1'));
        await store.inbox.claimNext('talk', 1);
        await store.commit([{ write: 'turn', id: 't-1', state: 'received', errors: 1, stops: 2, notBefore: 500 }]);
        expect(await store.inbox.claimNext('talk', 499)).toBeUndefined();
        expect(await store.inbox.nextAt(1)).toBe(500);
        expect(await store.inbox.claimNext('talk', 500)).toMatchObject({ id: 't-1', errors: 1, stops: 2, state: 'generating' });
      });
    });

    describe('joining', () => {
      it('puts a waiting turn and all it leads under the new one', async () => {
        await store.inbox.claim(intakeOf('1', { notBefore: 9 }));
        await store.inbox.claim(intakeOf('2', { joins: 't-1', notBefore: 9 }));
        await store.inbox.claim(intakeOf('3', { joins: 't-2', notBefore: 5 }));
        expect((await store.inbox.openIn(room)).map(({ id }) => id)).toEqual(['t-3']);
        const turn = await store.inbox.claimNext('talk', 5);
        expect(turn?.joined.map(({ id, message, state }) => [id, message, state])).toEqual([
          ['t-1', 'm-1', 'generating'],
          ['t-2', 'm-2', 'generating'],
        ]);
        expect((await store.turns.ofMessage('m-1'))?.id).toBe('t-3');
        await store.commit([{ write: 'turn', id: 't-3', state: 'received', notBefore: 5 }]);
        expect((await store.turns.get('t-1'))?.state).toBe('received');
        expect((await store.inbox.claimNext('talk', 5))?.id).toBe('t-3');
        await store.commit([{ write: 'turn', id: 't-3', state: 'answered' }, deliveryOf('3')]);
        await store.commit([{ write: 'deliveryState', key: 'd-3', state: 'delivered' }]);
        for (const id of ['t-1', 't-2', 't-3']) expect((await store.turns.get(id))?.state).toBe('delivered');
      });

      it('does not join what has begun', async () => {
        await store.inbox.claim(intakeOf('1'));
        await store.inbox.claimNext('talk', 1);
        await store.inbox.claim(intakeOf('2', { joins: 't-1' }));
        expect((await store.turns.get('t-1'))?.state).toBe('generating');
        expect((await store.turns.get('t-2'))?.joined).toEqual([]);
      });
    });

    describe('talk', () => {
      it('reads the path from head to root, the last lines of it, oldest first', async () => {
        await talk(
          store,
          ['1', '2', '3'].map((id) => intakeOf(id)),
        );
        expect((await store.history.path('m-3', 10)).map(({ id }) => id)).toEqual(['m-1', 'm-2', 'm-3']);
        expect((await store.history.path('m-3', 2)).map(({ id }) => id)).toEqual(['m-2', 'm-3']);
        expect(await store.history.path('m-3', 0)).toEqual([]);
        expect(await store.history.path('nothing', 5)).toEqual([]);
        expect(await store.history.conversation({ room })).toEqual({ id: 'c', head: 'm-3' });
        expect(await store.history.isHead('m-3')).toBe(true);
        expect(await store.history.isHead('m-2')).toBe(false);
      });

      it('finds the newest conversation of exactly the place asked for', async () => {
        await store.inbox.claim(intakeOf('1'));
        const dm = { room, person: 'p', personality: 'mia' };
        await store.commit([
          { write: 'conversation', id: 'c1', place: dm, at: 1 },
          { write: 'conversation', id: 'c2', place: dm, at: 2 },
          { write: 'conversation', id: 'c3', place: { room }, at: 3 },
        ]);
        expect(await store.history.conversation(dm)).toEqual({ id: 'c2', head: undefined });
        expect(await store.history.conversation({ ...dm, personality: 'other' })).toBeUndefined();
        expect(await store.history.conversation({ room: 'test:nowhere' })).toBeUndefined();
      });

      it('stores replies as variants; the last is chosen and the head', async () => {
        await talk(store, [intakeOf('1')]);
        await store.commit([{ write: 'reply', reply: replyTo('1') }]);
        await store.commit([{ write: 'reply', reply: replyTo('1', { id: 'a-1b', variant: 2, text: 'again' }) }]);
        await store.commit([{ write: 'reply', reply: replyTo('1', { id: 'b-1', personality: { id: 'leo', revision: 4 } }) }]);
        expect((await store.history.repliesTo('m-1')).map(({ id, chosen, variant }) => [id, chosen, variant])).toEqual([
          ['a-1', false, 1],
          ['a-1b', true, 2],
          ['b-1', true, 1],
        ]);
        expect(await store.history.message('a-1b')).toMatchObject({
          author: { kind: 'personality', id: 'mia', revision: 1 },
          text: 'again',
          finish: 'stop',
          conversation: 'c',
          parent: 'm-1',
        });
        expect(await store.history.isHead('b-1')).toBe(true);
        expect((await store.turns.ofMessage('a-1'))?.id).toBe('t-1');
      });

      it('finds a line by the platform’s own name for it, also a shown reply', async () => {
        await talk(store, [intakeOf('1')]);
        await store.commit([{ write: 'reply', reply: replyTo('1') }, deliveryOf('1')]);
        await store.commit([{ write: 'deliveryState', key: 'd-1', ref: 'shown-1' }]);
        expect((await store.history.byRef(room, 'r-1'))?.id).toBe('m-1');
        expect((await store.history.byRef(room, 'shown-1'))?.id).toBe('a-1');
        expect(await store.history.byRef('test:attic', 'r-1')).toBeUndefined();
        expect(await store.history.byRef(room, 'r-9')).toBeUndefined();
      });

      it('changes an edited line, for reading and for recall', async () => {
        await talk(store, [intakeOf('1', { text: 'my cat is called Pixel' })]);
        await store.commit([{ write: 'edit', message: 'm-1', text: 'my dog is called Rex', at: 9 }]);
        expect((await store.history.message('m-1'))?.text).toBe('my dog is called Rex');
        expect(await find(store, ['pixel'])).toEqual([]);
        expect(await find(store, ['rex'])).toEqual(['m-1']);
      });

      it('keeps the text of an edit only until its turn is done', async () => {
        await talk(store, [intakeOf('1')]);
        await store.inbox.claim(controlOf('e', { kind: 'messageEdited', ref: 'r-1', text: 'new words' }));
        expect((await store.inbox.claimNext('control', 1))?.body).toMatchObject({ text: 'new words' });
        await store.commit([
          { write: 'turn', id: 't-1', state: 'dead' },
          { write: 'requeue', id: 't-e', cast: [{ personality: 'mia', revision: 2 }], message: 'm-1', notBefore: 3 },
        ]);
        expect(await store.inbox.claimNext('talk', 3)).toMatchObject({
          id: 't-e',
          lane: 'talk',
          message: 'm-1',
          cast: [{ personality: 'mia', revision: 2 }],
        });
        expect((await store.turns.ofMessage('m-1'))?.id).toBe('t-e');
        await store.commit([{ write: 'turn', id: 't-e', state: 'dead' }]);
        expect((await store.turns.get('t-e'))?.body).toEqual({ kind: 'messageEdited', ref: 'r-1', text: '' });
      });
    });

    describe('recall', () => {
      it('looks for any of the words, folds case and accents, best first', async () => {
        await talk(store, [
          intakeOf('1', { text: 'Der Hund heißt Pixel' }),
          intakeOf('2', { text: 'a café with a dog' }),
          intakeOf('3', { text: 'pixel likes the café' }),
        ]);
        expect(await find(store, ['pixel', 'cafe'])).toEqual(['m-3', expect.any(String), expect.any(String)]);
        expect(await find(store, ['PIXEL'], 1)).toHaveLength(1);
        expect(await find(store, [])).toEqual([]);
        expect(await find(store, ['nothing'])).toEqual([]);
      });

      it('takes words as words, not as query syntax', async () => {
        await talk(store, [intakeOf('1', { text: 'hello NEAR you' })]);
        for (const word of ['"', '""', 'a"b', '*', 'text:hello', '(', 'NOT', '^', '-', '', ' ', '\0'])
          await expect(find(store, [word])).resolves.toBeInstanceOf(Array);
        expect(await find(store, ['AND', 'hello', 'OR'])).toEqual(['m-1']);
        expect(await find(store, ['near'])).toEqual(['m-1']);
      });

      it('finds only chosen words of people that are part of the talk, at most as strong as allowed', async () => {
        await talk(store, [
          intakeOf('1', { text: 'pixel' }),
          intakeOf('2', { text: 'pixel', rating: 'adult' }),
          intakeOf('3', { text: 'pixel', room: 'test:attic' }),
        ]);
        await store.inbox.claim(intakeOf('4', { text: 'pixel' }));
        await store.commit([{ write: 'reply', reply: replyTo('1', { text: 'pixel' }) }]);
        expect(await find(store, ['pixel'])).toEqual(['m-1']);
      });
    });

    describe('deliveries', () => {
      it('is outstanding with a final text until it is delivered or removed', async () => {
        await talk(store, [intakeOf('1')]);
        await store.commit([deliveryOf('1', { at: 7 }), deliveryOf('0', { at: 6, turn: undefined, message: undefined, final: undefined })]);
        expect((await store.deliveries.outstanding(['test:bot'])).map(({ key }) => key)).toEqual(['d-1']);
        expect(await store.deliveries.outstanding(['test:other'])).toEqual([]);
        expect(await store.deliveries.depth()).toBe(2);
        await store.commit([
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
        expect(await store.deliveries.byKey('d-0')).toEqual({
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
        await store.commit([{ write: 'deliveryState', key: 'd-0', state: 'sent' }]);
        expect((await store.deliveries.outstanding(['test:bot'])).map(({ key, state }) => [key, state])).toEqual([
          ['d-0', 'sent'],
          ['d-1', 'pending'],
        ]);
        expect((await store.deliveries.ofTurn('t-1')).map(({ key }) => key)).toEqual(['d-0', 'd-1']);
        expect((await store.deliveries.ofMessage('a-0')).map(({ key }) => key)).toEqual(['d-0']);
        await store.commit([
          { write: 'deliveryState', key: 'd-0', state: 'delivered' },
          { write: 'deliveryState', key: 'd-1', state: 'removed' },
        ]);
        expect(await store.deliveries.byKey('d-0')).toMatchObject({ state: 'delivered', final: undefined, partial: '', ref: 's-0' });
        expect(await store.deliveries.depth()).toBe(0);
        expect(await store.deliveries.byKey('d-9')).toBeUndefined();
      });

      it('is not undone by a late word that it was sent', async () => {
        await talk(store, [intakeOf('1')]);
        await store.commit([deliveryOf('1')]);
        await store.commit([{ write: 'deliveryState', key: 'd-1', state: 'delivered' }]);
        await store.commit([{ write: 'deliveryState', key: 'd-1', state: 'sent', ref: 'late' }]);
        expect(await store.deliveries.byKey('d-1')).toMatchObject({ state: 'delivered', ref: 'late' });
        expect(await store.deliveries.outstanding(['test:bot'])).toEqual([]);
      });

      it('makes an answered turn delivered with its last delivery', async () => {
        await talk(store, [intakeOf('1')]);
        await store.commit([{ write: 'turn', id: 't-1', state: 'answered' }, deliveryOf('1'), deliveryOf('1', { key: 'd-1b', part: 1 })]);
        await store.commit([{ write: 'deliveryState', key: 'd-1', state: 'delivered' }]);
        expect((await store.turns.get('t-1'))?.state).toBe('answered');
        await store.commit([{ write: 'deliveryState', key: 'd-1b', state: 'removed' }]);
        expect((await store.turns.get('t-1'))?.state).toBe('delivered');
      });
    });

    describe('forgetting', () => {
      it('leaves the line’s place and nothing of its words', async () => {
        await talk(store, [intakeOf('1', { text: 'my cat is called Pixel' }), intakeOf('2')]);
        await store.inbox.claim(controlOf('e', { kind: 'messageEdited', ref: 'r-1', text: 'my cat was called Pixel' }));
        await store.commit([{ write: 'reply', reply: replyTo('1', { text: 'hello Pixel' }) }, deliveryOf('1')]);
        await store.commit([
          { write: 'forget', message: 'm-1' },
          { write: 'forget', message: 'a-1' },
        ]);
        expect(await store.history.message('m-1')).toMatchObject({ text: '', forgotten: true });
        expect((await store.history.path('m-2', 5)).map(({ id, forgotten }) => [id, forgotten])).toEqual([
          ['m-1', true],
          ['m-2', false],
        ]);
        expect(await find(store, ['pixel'])).toEqual([]);
        expect((await store.turns.get('t-e'))?.body).toMatchObject({ text: '' });
        expect(await store.deliveries.byKey('d-1')).toMatchObject({ final: undefined, partial: '' });
        await store.commit([{ write: 'edit', message: 'm-1', text: 'Pixel again', at: 9 }]);
        expect((await store.history.message('m-1'))?.text).toBe('');
      });
    });

    it('commits all or nothing', async () => {
      await talk(store, [intakeOf('1')]);
      const foreign = deliveryOf('2', { room: 'test:nowhere' });
      await expect(store.commit([{ write: 'turn', id: 't-1', state: 'dead' }, deliveryOf('1'), foreign])).rejects.toMatchObject({
        code: 'storage-failed',
      });
      expect((await store.turns.get('t-1'))?.state).toBe('received');
      expect(await store.deliveries.byKey('d-1')).toBeUndefined();
    });
  });

  storeProperties(name, open);
}

async function find(store: Store, words: readonly string[], limit = 10): Promise<readonly string[]> {
  const found = await store.recall.search({ room, words, audiences: [`room(${room})`], ratings: ['everyone'], limit });
  return found.map(({ message }) => message.id);
}
