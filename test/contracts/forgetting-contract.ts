import { describe, expect, it } from 'vitest';
import type { Store } from '../../src/core/ports/store.ts';
import type { StoreStage } from './store-contract.ts';
import { audience, controlOf, deliveryOf, factOf, findIn, intakeOf, receiptWith, replyTo, room, talk } from './store-samples.ts';

/** Hiding, bringing back, forgetting. */
export function forgettingContract(stage: StoreStage): void {
  describe('forgetting', () => {
    it('leaves the line’s place and nothing of its words', async () => {
      await talk(stage.store, [intakeOf('1', { text: 'my cat is called Pixel' }), intakeOf('2')]);
      await stage.store.inbox.claim(controlOf('e', { kind: 'messageEdited', ref: 'r-1', text: 'my cat was called Pixel' }));
      await stage.store.commit([{ write: 'reply', reply: replyTo('1', { text: 'hello Pixel' }) }, deliveryOf('1')]);
      await stage.store.commit([
        { write: 'forget', message: 'm-1' },
        { write: 'forget', message: 'a-1' },
      ]);
      expect(await stage.store.history.message('m-1')).toMatchObject({ text: '', forgotten: true });
      expect((await stage.store.history.path('m-2', 5)).map(({ id, forgotten }) => [id, forgotten])).toEqual([
        ['m-1', true],
        ['m-2', false],
      ]);
      expect(await findIn(stage.store, ['pixel'])).toEqual([]);
      expect((await stage.store.turns.get('t-e'))?.body).toMatchObject({ text: '' });
      expect(await stage.store.deliveries.byKey('d-1')).toMatchObject({ final: undefined, partial: '' });
      await stage.store.commit([{ write: 'edit', message: 'm-1', text: 'Pixel again', at: 9 }]);
      expect((await stage.store.history.message('m-1'))?.text).toBe('');
    });

    it('hides at once, from every way of reading, and brings back exactly what was there', async () => {
      await talk(stage.store, [intakeOf('1', { text: 'my cat is called Pixel' }), intakeOf('2')]);
      await stage.store.commit([
        { write: 'reply', reply: replyTo('1', { text: 'hello Pixel' }) },
        { write: 'fact', fact: factOf('f') },
      ]);
      const before = await everything(stage.store);
      await stage.store.commit([{ write: 'hide', batch: 'b', person: 'p-1', messages: ['m-1', 'a-1'], facts: ['f'], due: 99 }]);
      expect(await stage.store.history.message('m-1')).toMatchObject({ text: '', forgotten: true, ref: 'r-1' });
      expect((await stage.store.history.path('m-2', 5)).map(({ text }) => text)).toEqual(['', 'words of 2']);
      expect((await stage.store.history.repliesTo('m-1')).map(({ text, forgotten }) => [text, forgotten])).toEqual([['', true]]);
      expect(await stage.store.history.byRef(room, 'r-1')).toMatchObject({ text: '', forgotten: true });
      expect(await stage.store.history.receipt('a-1')).toBeUndefined();
      expect(await findIn(stage.store, ['pixel'])).toEqual([]);
      expect((await stage.store.memory.messagesOf({ person: 'p-1', limit: 9 })).map(({ id }) => id)).toEqual(['m-2']);
      expect(await stage.store.memory.factsOf('p-1', [])).toEqual([]);
      expect(await stage.store.memory.fact('f')).toBeUndefined();
      const hidden = { id: 'b', person: 'p-1', due: 99, messages: ['a-1', 'm-1'], facts: ['f'] };
      expect(await stage.store.memory.hidden('b')).toEqual(hidden);
      expect(await stage.store.memory.hiddenBatches()).toEqual([hidden]);
      await stage.store.commit([{ write: 'unhide', batch: 'b' }]);
      expect(await everything(stage.store)).toEqual(before);
      expect(await stage.store.memory.hidden('b')).toBeUndefined();
    });

    it('hides an answer that comes when what it answers or has read was hidden meanwhile, and brings it back with it', async () => {
      await talk(stage.store, [intakeOf('1', { text: 'my cat is called Pixel' }), intakeOf('2'), intakeOf('3')]);
      await stage.store.commit([{ write: 'fact', fact: factOf('f') }]);
      await stage.store.commit([{ write: 'hide', batch: 'b', person: 'p-1', messages: ['m-1'], facts: ['f'], due: 99 }]);
      const read = (id: string, kept = true) => ({ receipt: receiptWith([{ source: 'memory', id, kept }]) });
      await stage.store.commit([
        { write: 'reply', reply: replyTo('1', { text: 'hello Pixel' }) },
        { write: 'reply', reply: replyTo('2', { text: 'it is Pixel', ...read('f') }) },
        { write: 'reply', reply: replyTo('3', read('f', false)) },
      ]);
      const isGone = async () => Promise.all(['a-1', 'a-2', 'a-3'].map(async (id) => (await stage.store.history.message(id))?.forgotten));
      expect(await isGone()).toEqual([true, true, false]);
      expect((await stage.store.memory.hidden('b'))?.messages).toEqual(['a-1', 'a-2', 'm-1']);
      await stage.store.commit([{ write: 'unhide', batch: 'b' }]);
      expect(await isGone()).toEqual([false, false, false]);
    });

    it('forgets what is hidden, and the batch ends with its last row', async () => {
      await talk(stage.store, [intakeOf('1', { text: 'Pixel' }), intakeOf('2', { text: 'Pixel too' })]);
      await stage.store.commit([{ write: 'fact', fact: factOf('f') }]);
      await stage.store.commit([
        { write: 'hide', batch: 'b', person: 'p-1', messages: ['m-1', 'm-2'], facts: ['f'], due: 9 },
        { write: 'hide', batch: 'a', person: 'p-2', messages: [], facts: [], due: 5 },
      ]);
      await stage.store.commit([{ write: 'forget', message: 'm-1' }]);
      expect(await stage.store.memory.hidden('b')).toMatchObject({ messages: ['m-2'], facts: ['f'] });
      await stage.store.commit([{ write: 'forgetFact', fact: 'f' }]);
      await stage.store.commit([{ write: 'forget', message: 'm-2' }]);
      expect(await stage.store.memory.hiddenBatches()).toEqual([]);
      await stage.store.commit([{ write: 'unhide', batch: 'b' }]);
      expect(await stage.store.history.message('m-2')).toMatchObject({ text: '', forgotten: true });
    });

    it('keeps in the first batch what a second one names too', async () => {
      await talk(stage.store, [intakeOf('1'), intakeOf('2')]);
      await stage.store.commit([{ write: 'hide', batch: 'b1', person: 'p-1', messages: ['m-1'], facts: [], due: 9 }]);
      await stage.store.commit([{ write: 'hide', batch: 'b2', person: 'p-1', messages: ['m-1', 'm-2'], facts: [], due: 5 }]);
      expect((await stage.store.memory.hiddenBatches()).map(({ id, messages }) => [id, messages])).toEqual([
        ['b2', ['m-2']],
        ['b1', ['m-1']],
      ]);
    });

    it('takes facts and buttons of a forgotten message with it', async () => {
      await talk(stage.store, [intakeOf('1'), intakeOf('2')]);
      await stage.store.commit([
        { write: 'fact', fact: factOf('f', { source: 'm-1' }) },
        { write: 'fact', fact: factOf('g', { source: 'm-2' }) },
        { write: 'action', token: 'k', call: { command: 'chat retry', args: {} }, owner: 'p-1', room, message: 'm-1', expiresAt: 99 },
      ]);
      await stage.store.commit([{ write: 'forget', message: 'm-1' }]);
      expect((await stage.store.memory.factsOf('p-1', [])).map(({ id }) => id)).toEqual(['g']);
      expect(await stage.store.actions.get('k')).toBeUndefined();
    });

    it('blanks what a command was called with and what a form brought', async () => {
      const call = { command: 'memory remember my cat', args: { text: 'my cat' } };
      await stage.store.inbox.claim(controlOf('c', { kind: 'command', call, target: 'r-9' }));
      const form = { kind: 'formSubmitted', form: 'edit', revision: 3, values: { name: 'Pixel' } } as const;
      await stage.store.inbox.claim(controlOf('f', form));
      await stage.store.inbox.claim(controlOf('p', { kind: 'press', token: 'k' }));
      await stage.store.inbox.claim(controlOf('w', { kind: 'wizardLine', text: 'name: Pixel' }));
      await stage.store.commit(['t-c', 't-f', 't-p', 't-w'].map((turn) => ({ write: 'blankCall', turn }) as const));
      expect((await stage.store.turns.get('t-c'))?.body).toEqual({ kind: 'command', call: { command: 'memory', args: {} }, target: 'r-9' });
      expect((await stage.store.turns.get('t-f'))?.body).toEqual({ ...form, values: {} });
      expect((await stage.store.turns.get('t-p'))?.body).toEqual({ kind: 'press', token: 'k' });
      expect((await stage.store.turns.get('t-w'))?.body).toEqual({ kind: 'wizardLine', text: '' });
    });

    it('blanks the command that said a forgotten message', async () => {
      await stage.store.inbox.claim(controlOf('s', { kind: 'command', call: { command: 'chat say', args: { text: 'Pixel' } } }));
      const message = { id: 'm-s', ref: 'r-s', text: 'Pixel', at: 4, audience, exposure: 'lan', rating: 'everyone' } as const;
      await stage.store.commit([{ write: 'said', turn: 't-s', message }]);
      await stage.store.commit([{ write: 'forget', message: 'm-s' }]);
      expect((await stage.store.turns.get('t-s'))?.body).toMatchObject({ call: { args: {} } });
    });

    it('blanks answers its person was shown already, whoever else waits for theirs', async () => {
      await talk(stage.store, [intakeOf('1')]);
      await stage.store.inbox.claim(controlOf('2', { kind: 'press', token: 'k' }));
      await stage.store.inbox.claim(controlOf('3', { kind: 'press', token: 'k' }, { participant: 'test:bob' }));
      const answers = ['2', '3', '2b'].map((id) => deliveryOf(id, { turn: `t-${id.slice(0, 1)}`, message: undefined }));
      const sent = ['d-2', 'd-3'].map((key) => ({ write: 'deliveryState', key, state: 'sent' }) as const);
      await stage.store.commit([...answers, ...sent, { write: 'fact', fact: factOf('f') }]);
      await stage.store.commit([{ write: 'forgetFact', fact: 'f' }]);
      expect(await stage.store.deliveries.byKey('d-2')).toMatchObject({ state: 'delivered', final: undefined });
      expect((await stage.store.deliveries.outstanding(['test:bot'])).map(({ key }) => key)).toEqual(['d-2b', 'd-3']);
      await stage.store.commit([{ write: 'deliveryState', key: 'd-2b', state: 'sent' }]);
      await stage.store.commit([{ write: 'forget', message: 'm-1' }]);
      expect((await stage.store.deliveries.outstanding(['test:bot'])).map(({ key }) => key)).toEqual(['d-3']);
    });

    it('knows the replies in which something may live on', async () => {
      await talk(stage.store, [intakeOf('1'), intakeOf('2'), intakeOf('3')]);
      const other = { id: 'leo', revision: 1 };
      const read = (items: Parameters<typeof receiptWith>[0]) => ({ receipt: receiptWith(items) });
      await stage.store.commit([
        { write: 'reply', reply: replyTo('1', read([])) },
        { write: 'reply', reply: replyTo('1', { id: 'a-1b', variant: 2, ...read([]) }) },
        { write: 'reply', reply: replyTo('1', { id: 'b-1', parent: 'a-1', personality: other, ...read([]) }) },
        { write: 'reply', reply: replyTo('2', read([{ source: 'history', id: 'm-1' }])) },
        {
          write: 'reply',
          reply: replyTo(
            '3',
            read([
              { source: 'memory', id: 'm-1' },
              { source: 'memory', id: 'f' },
            ]),
          ),
        },
        {
          write: 'reply',
          reply: replyTo('3', { id: 'b-3', personality: other, ...read([{ source: 'history', id: 'm-1', kept: false }]) }),
        },
      ]);
      const found = await stage.store.memory.repliesThatRead(['m-1']);
      expect(found.answers.map(({ id }) => id)).toEqual(['a-1', 'a-1b', 'b-1']);
      expect(found.readers.map(({ id }) => id)).toEqual(['a-2', 'a-3']);
      expect((await stage.store.memory.repliesThatRead(['f'])).readers.map(({ id }) => id)).toEqual(['a-3']);
      expect(await stage.store.memory.repliesThatRead(['m-9'])).toEqual({ answers: [], readers: [] });
      expect(await stage.store.memory.repliesThatRead([])).toEqual({ answers: [], readers: [] });
    });
  });
}

/** All that can be read of the garden and its person. */
async function everything(store: Store): Promise<object> {
  return {
    path: await store.history.path('m-2', 9),
    replies: await store.history.repliesTo('m-1'),
    receipt: await store.history.receipt('a-1'),
    found: await findIn(store, ['pixel', 'words']),
    messages: await store.memory.messagesOf({ person: 'p-1', limit: 9 }),
    facts: await store.memory.factsOf('p-1', []),
  };
}
