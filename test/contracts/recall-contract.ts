import { describe, expect, it } from 'vitest';
import type { RoomId } from '../../src/core/ids.ts';
import type { RecallScope } from '../../src/core/ports/store.ts';
import type { StoreStage } from './store-contract.ts';
import { audience, findIn, intakeOf, replyTo, room, talk } from './store-samples.ts';

/** Finding again what was said, and never what is not for this place. */
export function recallContract(stage: StoreStage): void {
  describe('recall', () => {
    it('looks for any of the words, folds case and accents, best first', async () => {
      await talk(stage.store, [
        intakeOf('1', { text: 'Der Hund heißt Pixel' }),
        intakeOf('2', { text: 'a café with a dog' }),
        intakeOf('3', { text: 'pixel likes the café' }),
      ]);
      expect(await findIn(stage.store, ['pixel', 'cafe'])).toEqual(['m-3', expect.any(String), expect.any(String)]);
      expect(await findIn(stage.store, ['PIXEL'], 1)).toHaveLength(1);
      expect(await findIn(stage.store, [])).toEqual([]);
      expect(await findIn(stage.store, ['nothing'])).toEqual([]);
    });

    it('takes words as words, not as query syntax', async () => {
      await talk(stage.store, [intakeOf('1', { text: 'hello NEAR you' })]);
      for (const word of ['"', '""', 'a"b', '*', 'text:hello', '(', 'NOT', '^', '-', '', ' ', '\0'])
        await expect(findIn(stage.store, [word])).resolves.toBeInstanceOf(Array);
      expect(await findIn(stage.store, ['AND', 'hello', 'OR'])).toEqual(['m-1']);
      expect(await findIn(stage.store, ['near'])).toEqual(['m-1']);
    });

    it('finds only chosen words of people that are part of the talk, at most as strong as allowed', async () => {
      await talk(stage.store, [
        intakeOf('1', { text: 'pixel' }),
        intakeOf('2', { text: 'pixel', rating: 'adult' }),
        intakeOf('3', { text: 'pixel', room: 'test:attic' }),
      ]);
      await stage.store.inbox.claim(intakeOf('4', { text: 'pixel' }));
      await stage.store.commit([{ write: 'reply', reply: replyTo('1', { text: 'pixel' }) }]);
      expect(await findIn(stage.store, ['pixel'])).toEqual(['m-1']);
    });

    it('looks into several places at once, each with its audience and its time', async () => {
      const dm = 'dm(p-1,mia)';
      await talk(stage.store, [
        intakeOf('1', { text: 'pixel in the garden', at: 10 }),
        intakeOf('2', { text: 'pixel once more', at: 20 }),
        intakeOf('3', { text: 'pixel at night', at: 30 }),
        intakeOf('4', { text: 'pixel in private', room: 'test:dm', audience: dm }),
        intakeOf('5', { text: 'pixel for somebody else', room: 'test:dm', audience: 'dm(p-1,leo)' }),
      ]);
      const find = async (scopes: readonly RecallScope[], except: readonly string[] = []): Promise<readonly string[]> => {
        const hits = await stage.store.recall.search({ scopes, words: ['pixel'], ratings: ['everyone'], except, limit: 9 });
        return hits.map(({ message }) => message.id).sort();
      };
      expect(await find([{ audience, room }])).toEqual(['m-1', 'm-2', 'm-3']);
      expect(await find([{ audience, room, from: 20 }])).toEqual(['m-2', 'm-3']);
      expect(await find([{ audience, room, until: 20 }])).toEqual(['m-1']);
      expect(
        await find([
          { audience, room, from: 11, until: 30 },
          { audience: dm, room: 'test:dm' },
        ]),
      ).toEqual(['m-2', 'm-4']);
      expect(
        await find(
          [
            { audience, room },
            { audience, room, from: 20 },
          ],
          ['m-2'],
        ),
      ).toEqual(['m-1', 'm-3']);
      expect(await find([{ audience: dm, room }])).toEqual([]);
      expect(await find([{ audience: dm, room: 'test:nowhere' }])).toEqual([]);
      expect(await find([])).toEqual([]);
    });

    it('shows what was said directly before and after, as far as the place and its time go', async () => {
      await talk(stage.store, [intakeOf('1', { at: 10 }), intakeOf('2', { at: 20 })]);
      await stage.store.commit([{ write: 'reply', reply: replyTo('2', { text: 'a reply', at: 25 }) }]);
      await talk(stage.store, [
        intakeOf('3', { text: 'pixel', at: 30 }),
        intakeOf('4', { at: 40, audience: 'dm(p-1,mia)' }),
        intakeOf('5', { at: 50, rating: 'adult' }),
        intakeOf('6', { at: 60 }),
      ]);
      const around = async (window: Omit<RecallScope, 'audience' | 'room'>): Promise<readonly (string | undefined)[]> => {
        const scopes = [{ audience, room, ...window }];
        const [hit] = await stage.store.recall.search({ scopes, words: ['pixel'], ratings: ['everyone'], except: ['m-6'], limit: 9 });
        return [hit?.before?.id, hit?.message.id, hit?.after?.id];
      };
      expect(await around({})).toEqual(['a-2', 'm-3', 'm-6']);
      expect(await around({ from: 26, until: 60 })).toEqual([undefined, 'm-3', undefined]);
      await stage.store.commit([
        { write: 'hide', batch: 'b', person: 'p-1', messages: ['a-2'], facts: [], due: 99 },
        { write: 'forget', message: 'm-6' },
      ]);
      expect(await around({})).toEqual(['m-2', 'm-3', undefined]);
    });

    it('ranks what holds more of the words, and rarer ones, higher; scores are comparable over places', async () => {
      const chatter = Array.from({ length: 30 }, (_, index) => intakeOf(`x${index}`, { text: 'common talk of the day' }));
      await talk(stage.store, [
        ...chatter,
        intakeOf('1', { text: 'common rare talk' }),
        intakeOf('2', { text: 'common rare lantern', room: 'test:attic', audience: 'room(test:attic)' }),
      ]);
      const scopes = [{ audience, room }, { audience: 'room(test:attic)', room: 'test:attic' } as const];
      const words = ['common', 'rare', 'lantern'];
      const hits = await stage.store.recall.search({ scopes, words, ratings: ['everyone'], except: [], limit: 3 });
      expect(hits.map(({ message }) => message.id).slice(0, 2)).toEqual(['m-2', 'm-1']);
      expect(hits).toHaveLength(3);
      expect(hits[0]?.score).toBeGreaterThan(hits[1]?.score ?? 0);
    });

    it('looks into many places as into few', async () => {
      const places = Array.from({ length: 21 }, (_, index): RoomId => `test:place-${index}`);
      await talk(
        stage.store,
        places.flatMap((place, index) => [
          intakeOf(`a${index}`, { text: 'common talk', room: place, audience: `room(${place})` }),
          intakeOf(`b${index}`, { text: index === 7 ? 'common pixel' : 'something else', room: place, audience: `room(${place})` }),
        ]),
      );
      const scopes = places.map((place) => ({ audience: `room(${place})`, room: place }));
      const query = { scopes, words: ['common', 'pixel', 'nowhere'], ratings: ['everyone'], except: [] } as const;
      const hits = await stage.store.recall.search({ ...query, limit: 30 });
      expect(hits[0]?.message.id).toBe('m-b7');
      expect(hits).toHaveLength(22);
      expect(await stage.store.recall.search({ ...query, limit: 5 })).toHaveLength(5);
      expect(await stage.store.recall.search({ ...query, words: ['nowhere'], limit: 5 })).toEqual([]);
    });
  });
}
