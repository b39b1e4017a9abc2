import { describe, expect, it } from 'vitest';
import type { StoreStage } from './store-contract.ts';
import { audience, controlOf, deliveryOf, findIn, intakeOf, receipt, replyTo, room, talk } from './store-samples.ts';

/** Conversations, their paths and variants. */
export function talkContract(stage: StoreStage): void {
  describe('talk', () => {
    it('reads the path from head to root, the last lines of it, oldest first', async () => {
      await talk(
        stage.store,
        ['1', '2', '3'].map((id) => intakeOf(id)),
      );
      expect((await stage.store.history.path('m-3', 10)).map(({ id }) => id)).toEqual(['m-1', 'm-2', 'm-3']);
      expect((await stage.store.history.path('m-3', 2)).map(({ id }) => id)).toEqual(['m-2', 'm-3']);
      expect(await stage.store.history.path('m-3', 0)).toEqual([]);
      expect(await stage.store.history.path('nothing', 5)).toEqual([]);
      expect(await stage.store.history.conversation({ room })).toEqual({ id: 'c', head: 'm-3' });
      expect(await stage.store.history.isHead('m-3')).toBe(true);
      expect(await stage.store.history.isHead('m-2')).toBe(false);
    });

    it('finds the newest conversation of exactly the place asked for', async () => {
      await stage.store.inbox.claim(intakeOf('1'));
      const dm = { room, person: 'p', personality: 'mia' };
      await stage.store.commit([
        { write: 'conversation', id: 'c1', place: dm, at: 1 },
        { write: 'conversation', id: 'c2', place: dm, at: 2 },
        { write: 'conversation', id: 'c3', place: { room }, at: 3 },
      ]);
      expect(await stage.store.history.conversation(dm)).toEqual({ id: 'c2', head: undefined });
      expect(await stage.store.history.conversation({ ...dm, personality: 'other' })).toBeUndefined();
      expect(await stage.store.history.conversation({ room: 'test:nowhere' })).toBeUndefined();
    });

    it('stores replies as variants; the last is chosen and the head', async () => {
      await talk(stage.store, [intakeOf('1')]);
      await stage.store.commit([{ write: 'reply', reply: replyTo('1') }]);
      await stage.store.commit([{ write: 'reply', reply: replyTo('1', { id: 'a-1b', variant: 2, text: 'again' }) }]);
      await stage.store.commit([{ write: 'reply', reply: replyTo('1', { id: 'b-1', personality: { id: 'leo', revision: 4 } }) }]);
      expect((await stage.store.history.repliesTo('m-1')).map(({ id, chosen, variant }) => [id, chosen, variant])).toEqual([
        ['a-1', false, 1],
        ['a-1b', true, 2],
        ['b-1', true, 1],
      ]);
      expect(await stage.store.history.message('a-1b')).toMatchObject({
        author: { kind: 'personality', id: 'mia', revision: 1 },
        text: 'again',
        finish: 'stop',
        conversation: 'c',
        parent: 'm-1',
      });
      expect(await stage.store.history.isHead('b-1')).toBe(true);
      expect((await stage.store.turns.ofMessage('a-1'))?.id).toBe('t-1');
    });

    it('finds a line by the platform’s own name for it, also a shown reply', async () => {
      await talk(stage.store, [intakeOf('1')]);
      await stage.store.commit([{ write: 'reply', reply: replyTo('1') }, deliveryOf('1')]);
      await stage.store.commit([{ write: 'deliveryState', key: 'd-1', ref: 'shown-1' }]);
      expect((await stage.store.history.byRef(room, 'r-1'))?.id).toBe('m-1');
      expect((await stage.store.history.byRef(room, 'shown-1'))?.id).toBe('a-1');
      expect(await stage.store.history.byRef('test:attic', 'r-1')).toBeUndefined();
      expect(await stage.store.history.byRef(room, 'r-9')).toBeUndefined();
    });

    it('changes an edited line, for reading and for recall', async () => {
      await talk(stage.store, [intakeOf('1', { text: 'my cat is called Pixel' })]);
      await stage.store.commit([{ write: 'edit', message: 'm-1', text: 'my dog is called Rex', at: 9 }]);
      expect((await stage.store.history.message('m-1'))?.text).toBe('my dog is called Rex');
      expect(await findIn(stage.store, ['pixel'])).toEqual([]);
      expect(await findIn(stage.store, ['rex'])).toEqual(['m-1']);
    });

    it('keeps the text of an edit only until its turn is done', async () => {
      await talk(stage.store, [intakeOf('1')]);
      await stage.store.inbox.claim(controlOf('e', { kind: 'messageEdited', ref: 'r-1', text: 'new words' }));
      expect((await stage.store.inbox.claimNext('control', 1))?.body).toMatchObject({ text: 'new words' });
      await stage.store.commit([
        { write: 'turn', id: 't-1', state: 'dead' },
        { write: 'requeue', id: 't-e', cast: [{ personality: 'mia', revision: 2 }], message: 'm-1', notBefore: 3 },
      ]);
      expect(await stage.store.inbox.claimNext('talk', 3)).toMatchObject({
        id: 't-e',
        lane: 'talk',
        message: 'm-1',
        cast: [{ personality: 'mia', revision: 2 }],
      });
      expect((await stage.store.turns.ofMessage('m-1'))?.id).toBe('t-e');
      expect((await stage.store.turns.thatBrought('m-1'))?.id).toBe('t-1');
      expect(await stage.store.turns.thatBrought('m-9')).toBeUndefined();
      await stage.store.commit([{ write: 'turn', id: 't-e', state: 'dead' }]);
      expect((await stage.store.turns.get('t-e'))?.body).toEqual({ kind: 'messageEdited', ref: 'r-1', text: '' });
    });

    it('goes on in a new conversation, from its beginning or from a message of another', async () => {
      await talk(stage.store, [intakeOf('1'), intakeOf('2')]);
      await stage.store.commit([{ write: 'conversation', id: 'fresh', place: { room }, at: 5 }]);
      expect(await stage.store.history.conversation({ room })).toEqual({ id: 'fresh', head: undefined });
      await stage.store.commit([{ write: 'conversation', id: 'branch', place: { room }, at: 6, head: 'm-1' }]);
      expect(await stage.store.history.conversation({ room })).toEqual({ id: 'branch', head: 'm-1' });
      expect((await stage.store.history.path('m-1', 5)).map(({ id }) => id)).toEqual(['m-1']);
      expect(await stage.store.history.placeOf('branch')).toEqual({ room });
      expect(await stage.store.history.placeOf('nowhere')).toBeUndefined();
    });

    it('lists what was held in a place, the one going on first, and resumes an earlier one', async () => {
      await talk(stage.store, [intakeOf('1'), intakeOf('2')]);
      const dm = { room, person: 'p', personality: 'mia' };
      await stage.store.commit([
        { write: 'conversation', id: 'later', place: { room }, at: 5 },
        { write: 'conversation', id: 'dm', place: dm, at: 7 },
      ]);
      expect(await stage.store.history.conversations({ room }, 9)).toEqual([
        { id: 'later', head: undefined, at: 5, length: 0 },
        { id: 'c', head: 'm-2', at: 1, length: 2 },
      ]);
      expect(await stage.store.history.placeOf('dm')).toEqual(dm);
      await stage.store.commit([{ write: 'resume', conversation: 'c', at: 8 }]);
      expect(await stage.store.history.conversation({ room })).toEqual({ id: 'c', head: 'm-2' });
      expect((await stage.store.history.conversations({ room }, 1)).map(({ id, at }) => [id, at])).toEqual([['c', 8]]);
      expect((await stage.store.history.conversations(dm, 9)).map(({ id }) => id)).toEqual(['dm']);
      expect(await stage.store.history.conversations({ room: 'test:nowhere' }, 9)).toEqual([]);
    });

    it('goes on where it was told to even when the clock stands still', async () => {
      await talk(stage.store, [intakeOf('1')]);
      await stage.store.commit([{ write: 'conversation', id: 'a', place: { room }, at: 1 }]);
      expect((await stage.store.history.conversation({ room }))?.id).toBe('a');
      await stage.store.commit([{ write: 'resume', conversation: 'c', at: 1 }]);
      expect((await stage.store.history.conversation({ room }))?.id).toBe('c');
    });

    it('a branch has an answer of its own: neither answering there nor choosing there touches the other conversation', async () => {
      await talk(stage.store, [intakeOf('1')]);
      await stage.store.commit([
        { write: 'reply', reply: replyTo('1') },
        { write: 'conversation', id: 'branch', place: { room }, at: 6, head: 'm-1' },
        { write: 'reply', reply: replyTo('1', { id: 'b-1', conversation: 'branch' }) },
        { write: 'reply', reply: replyTo('1', { id: 'b-2', conversation: 'branch', variant: 2 }) },
        { write: 'choose', message: 'b-1' },
      ]);
      const replies = await stage.store.history.repliesTo('m-1');
      expect(replies.map(({ id, chosen }) => [id, chosen])).toEqual([
        ['a-1', true],
        ['b-1', true],
        ['b-2', false],
      ]);
      expect((await stage.store.history.conversations({ room }, 9)).map(({ id, head }) => [id, head])).toEqual([
        ['branch', 'b-1'],
        ['c', 'a-1'],
      ]);
    });

    it('chooses another variant, and the head moves with it', async () => {
      await talk(stage.store, [intakeOf('1')]);
      await stage.store.commit([
        { write: 'reply', reply: replyTo('1') },
        { write: 'reply', reply: replyTo('1', { id: 'a-1b', variant: 2 }) },
        { write: 'reply', reply: replyTo('1', { id: 'b-1', personality: { id: 'leo', revision: 1 }, parent: 'a-1b' }) },
      ]);
      await stage.store.commit([{ write: 'choose', message: 'a-1' }]);
      expect((await stage.store.history.repliesTo('m-1')).map(({ id, chosen }) => [id, chosen])).toEqual([
        ['a-1', true],
        ['a-1b', false],
      ]);
      expect(await stage.store.history.isHead('b-1')).toBe(true);
      await stage.store.commit([{ write: 'choose', message: 'm-1' }]);
      expect(await stage.store.history.message('m-1')).toMatchObject({ chosen: true });
    });

    it('moves a head that stood on the former variant', async () => {
      await talk(stage.store, [intakeOf('1')]);
      await stage.store.commit([
        { write: 'reply', reply: replyTo('1') },
        { write: 'reply', reply: replyTo('1', { id: 'a-1b', variant: 2 }) },
      ]);
      await stage.store.commit([{ write: 'choose', message: 'a-1' }]);
      expect(await stage.store.history.conversation({ room })).toEqual({ id: 'c', head: 'a-1' });
      await stage.store.commit([{ write: 'choose', message: 'a-1b' }]);
      expect(await stage.store.history.conversation({ room })).toEqual({ id: 'c', head: 'a-1b' });
    });

    it('takes what somebody said by a command as their message', async () => {
      await stage.store.inbox.claim(intakeOf('0'));
      await stage.store.inbox.claim(controlOf('s', { kind: 'command', call: { command: 'chat say', args: { text: 'hello there' } } }));
      const message = { id: 'm-s', ref: 'r-s', text: 'hello there', at: 4, audience, exposure: 'lan', rating: 'everyone' } as const;
      await stage.store.commit([{ write: 'said', turn: 't-s', message }]);
      expect((await stage.store.turns.get('t-s'))?.message).toBe('m-s');
      expect(await stage.store.history.byRef(room, 'r-s')).toEqual({
        ...message,
        room,
        conversation: undefined,
        parent: undefined,
        author: { kind: 'participant', id: 'test:ada', name: 'Ada' },
        variant: 1,
        chosen: true,
        finish: undefined,
        forgotten: false,
      });
      await stage.store.commit([
        { write: 'conversation', id: 'c', place: { room }, at: 1 },
        { write: 'place', message: 'm-s', conversation: 'c', parent: undefined },
      ]);
      expect(await findIn(stage.store, ['hello'])).toEqual(['m-s']);
    });

    it('gives the receipt of a reply', async () => {
      await talk(stage.store, [intakeOf('1')]);
      await stage.store.commit([{ write: 'reply', reply: replyTo('1') }]);
      expect(await stage.store.history.receipt('a-1')).toEqual(receipt);
      expect(await stage.store.history.receipt('m-1')).toBeUndefined();
    });
  });
}
