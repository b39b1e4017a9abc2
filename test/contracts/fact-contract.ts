import { describe, expect, it } from 'vitest';
import type { StoreStage } from './store-contract.ts';
import { factOf, intakeOf, replyTo, room, talk } from './store-samples.ts';

/** What is kept about people, and what is theirs. */
export function factContract(stage: StoreStage): void {
  describe('facts', () => {
    it('are given for the audiences and ratings asked for, the newest last', async () => {
      const { store } = stage;
      await store.commit([
        { write: 'fact', fact: factOf('a', { at: 3, source: 'm-1' }) },
        { write: 'fact', fact: factOf('b', { at: 1, personality: undefined, audience: 'public' }) },
        { write: 'fact', fact: factOf('c', { at: 2 }) },
        { write: 'fact', fact: factOf('d', { at: 4, rating: 'adult' }) },
        { write: 'fact', fact: factOf('e', { subject: 'p-2' }) },
      ]);
      const query = { person: 'p-1', audiences: ['dm(p-1,mia)', 'public'], ratings: ['everyone'], limit: 9 } as const;
      expect((await store.memory.facts(query)).map(({ id }) => id)).toEqual(['b', 'c', 'a']);
      expect((await store.memory.facts({ ...query, limit: 2 })).map(({ id }) => id)).toEqual(['c', 'a']);
      expect((await store.memory.facts({ ...query, audiences: ['public'] })).map(({ id }) => id)).toEqual(['b']);
      expect((await store.memory.facts({ ...query, ratings: ['everyone', 'adult'] })).map(({ id }) => id)).toEqual(['b', 'c', 'a', 'd']);
      expect(await store.memory.facts({ ...query, person: 'p-9' })).toEqual([]);
      expect(await store.memory.fact('a')).toEqual(factOf('a', { at: 3, source: 'm-1' }));
      expect(await store.memory.fact('b')).toEqual(factOf('b', { at: 1, personality: undefined, audience: 'public' }));
      expect(await store.memory.fact('z')).toBeUndefined();
    });

    it('of others go when the line they were taken from is changed', async () => {
      await talk(stage.store, [intakeOf('1')]);
      await stage.store.commit([
        { write: 'fact', fact: factOf('own', { source: 'm-1' }) },
        { write: 'fact', fact: factOf('quote', { source: 'm-1', subject: 'p-2' }) },
        { write: 'fact', fact: factOf('else', { subject: 'p-2' }) },
        { write: 'edit', message: 'm-1', text: 'new words', at: 5 },
      ]);
      const left = await Promise.all(['own', 'quote', 'else'].map((id) => stage.store.memory.fact(id)));
      expect(left.map((fact) => fact?.id)).toEqual(['own', undefined, 'else']);
    });

    it('are found by the beginnings of their words, all of them, in any case and with any accent', async () => {
      const { store } = stage;
      await store.commit([
        { write: 'fact', fact: factOf('a', { text: 'Meine Katze heißt Zoë' }) },
        { write: 'fact', fact: factOf('b', { text: 'My lanterns are red', at: 2 }) },
      ]);
      const find = async (...words: readonly string[]): Promise<readonly string[]> =>
        (await store.memory.factsOf('p-1', words)).map(({ id }) => id);
      expect(await find('ZOE')).toEqual(['a']);
      expect(await find('lantern', 'red')).toEqual(['b']);
      expect(await find('lantern', 'katze')).toEqual([]);
      expect(await find('antern')).toEqual([]);
      expect(await find('!!')).toEqual([]);
      expect(await find()).toEqual(['a', 'b']);
    });

    it('are replaced by id and gone when forgotten', async () => {
      const { store } = stage;
      await store.commit([{ write: 'fact', fact: factOf('a', { source: 'm-1' }) }]);
      await store.commit([{ write: 'fact', fact: factOf('a', { text: 'another text' }) }]);
      expect(await store.memory.factsOf('p-1', [])).toEqual([factOf('a', { text: 'another text' })]);
      await store.commit([{ write: 'forgetFact', fact: 'a' }]);
      expect(await store.memory.factsOf('p-1', [])).toEqual([]);
    });
  });

  describe('what a person said', () => {
    it('is listed newest first, over rooms and participants, without replies and other people', async () => {
      const { store } = stage;
      await talk(store, [
        intakeOf('1', { at: 10 }),
        intakeOf('2', { at: 30, room: 'test:attic' }),
        intakeOf('3', { at: 20, participant: 'test:bob' }),
        intakeOf('4', { at: 20 }),
      ]);
      await store.commit([{ write: 'reply', reply: replyTo('1') }]);
      const list = async (query: object): Promise<readonly string[]> =>
        (await store.memory.messagesOf({ person: 'p-1', limit: 9, ...query })).map(({ id }) => id);
      expect(await list({})).toEqual(['m-2', 'm-4', 'm-1']);
      expect(await list({ limit: 2 })).toEqual(['m-2', 'm-4']);
      expect(await list({ room })).toEqual(['m-4', 'm-1']);
      expect(await list({ room: 'test:nowhere' })).toEqual([]);
      expect(await list({ since: 20 })).toEqual(['m-2', 'm-4']);
      expect(await list({ person: 'p-9' })).toEqual([]);
      await store.commit([{ write: 'forget', message: 'm-2' }]);
      expect(await list({})).toEqual(['m-4', 'm-1']);
    });

    it('is found by the beginnings of all its words', async () => {
      const { store } = stage;
      await talk(store, [
        intakeOf('1', { text: 'the red Lanterns of the café', at: 10 }),
        intakeOf('2', { text: 'a red lamp', at: 20, room: 'test:attic' }),
        intakeOf('3', { text: 'red lantern', at: 30, participant: 'test:bob' }),
      ]);
      const find = async (words: readonly string[], more: object = {}): Promise<readonly string[]> =>
        (await store.memory.messagesOf({ person: 'p-1', words, limit: 9, ...more })).map(({ id }) => id);
      expect(await find(['lantern', 'RED'])).toEqual(['m-1']);
      expect(await find(['red'])).toEqual(['m-2', 'm-1']);
      expect(await find(['red'], { room })).toEqual(['m-1']);
      expect(await find(['red'], { since: 11 })).toEqual(['m-2']);
      expect(await find(['cafe'])).toEqual(['m-1']);
      for (const word of ['"', '*', 'text:red', 'NOT', '!!', ' ']) expect(await find([word])).toEqual([]);
    });

    it('is told from what personalities said to them alone', async () => {
      const { store } = stage;
      await talk(store, [intakeOf('1', { text: 'lantern' })]);
      const echo = { text: 'Oh, Lanterns!', audience: 'dm(p-1,mia)' };
      await store.commit([
        { write: 'reply', reply: replyTo('1', echo) },
        { write: 'reply', reply: replyTo('1', { id: 'a-1b', variant: 2, at: 6, ...echo, audience: 'dm(p-1,leo)' }) },
        { write: 'reply', reply: replyTo('1', { id: 'a-1c', variant: 3, ...echo, audience: 'dm(p-11,mia)' }) },
        { write: 'reply', reply: replyTo('1', { id: 'a-1d', variant: 4, text: 'lantern' }) },
      ]);
      const find = async (words: readonly string[], limit = 9): Promise<readonly string[]> =>
        (await store.memory.echoesOf({ person: 'p-1', words, limit })).map(({ id }) => id);
      expect(await find(['lantern'])).toEqual(['a-1b', 'a-1']);
      expect(await find(['lantern'], 1)).toEqual(['a-1b']);
      expect(await find(['lantern', 'red'])).toEqual([]);
      expect(await find([])).toEqual([]);
      await store.commit([{ write: 'hide', batch: 'b', person: 'p-1', messages: ['a-1b'], facts: [], due: 9 }]);
      expect(await find(['lantern'])).toEqual(['a-1']);
    });
  });
}
