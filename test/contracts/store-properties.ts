import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { RoomId } from '../../src/core/ids.ts';
import type { ContractStore } from './store-contract.ts';
import { intakeOf, room, talk } from './store-samples.ts';

const rooms: readonly RoomId[] = ['test:one', 'test:two', 'test:three'];
const step = fc.oneof(
  { weight: 4, arbitrary: fc.record({ do: fc.constant('claim' as const), room: fc.constantFrom(...rooms), delay: fc.nat(3) }) },
  { weight: 3, arbitrary: fc.record({ do: fc.constant('next' as const), room: fc.constantFrom(...rooms), delay: fc.nat(3) }) },
  { weight: 2, arbitrary: fc.record({ do: fc.constant('finish' as const), room: fc.constantFrom(...rooms), delay: fc.nat(3) }) },
  { weight: 1, arbitrary: fc.record({ do: fc.constant('retry' as const), room: fc.constantFrom(...rooms), delay: fc.nat(3) }) },
);

/** What must hold whatever happens in whatever order. */
export function storeProperties(name: string, open: () => Promise<ContractStore>): void {
  describe(`${name}: store properties`, () => {
    it('gives every room its turns in order, one at a time', async () => {
      await fc.assert(
        fc.asyncProperty(fc.array(step, { maxLength: 60 }), async (steps) => {
          const { store, close } = await open();
          try {
            const waiting = new Map<RoomId, string[]>(rooms.map((one) => [one, []]));
            const running = new Map<RoomId, string>();
            let now = 0;
            for (const [index, { do: action, room: place, delay }] of steps.entries()) {
              now += 1;
              if (action === 'claim') {
                await store.inbox.claim(intakeOf(`${index}`, { room: place, notBefore: now + delay }));
                waiting.get(place)?.push(`t-${index}`);
              } else if (action === 'next') {
                const turn = await store.inbox.claimNext('talk', now);
                if (turn === undefined) continue;
                expect(running.has(turn.event.room)).toBe(false);
                expect(turn.id).toBe(waiting.get(turn.event.room)?.shift());
                running.set(turn.event.room, turn.id);
              } else {
                const id = running.get(place);
                if (id === undefined) continue;
                running.delete(place);
                await store.commit([{ write: 'turn', id, state: action === 'finish' ? 'delivered' : 'received', notBefore: now + delay }]);
                if (action === 'retry') waiting.get(place)?.unshift(id);
              }
            }
            // Whatever has its time comes out in the end: nothing is stuck.
            for (
              let turn = await store.inbox.claimNext('talk', 1000);
              turn !== undefined;
              turn = await store.inbox.claimNext('talk', 1000)
            ) {
              expect(turn.id).toBe(waiting.get(turn.event.room)?.shift());
              await store.commit([{ write: 'turn', id: turn.id, state: 'delivered' }]);
            }
            for (const place of rooms) expect(waiting.get(place)?.length === 0 || running.has(place)).toBe(true);
          } finally {
            await close();
          }
        }),
        { numRuns: 25 },
      );
    });

    it('never recalls a line of an audience or rating that was not asked for', async () => {
      const audiences = ['dm(p,mia)', 'dm(p,leo)', `room(${room})`, 'public'];
      const ratings = ['everyone', 'mature', 'adult'] as const;
      const words = ['apple', 'pear', 'plum'];
      const line = fc.record({
        audience: fc.constantFrom(...audiences),
        rating: fc.constantFrom(...ratings),
        text: fc.constantFrom(...words),
        room: fc.constantFrom<RoomId>(room, 'test:other'),
      });
      const query = fc.record({
        audiences: fc.subarray(audiences),
        ratings: fc.subarray([...ratings]),
        words: fc.subarray(words),
        limit: fc.integer({ min: 1, max: 30 }),
      });
      await fc.assert(
        fc.asyncProperty(fc.array(line, { maxLength: 20 }), query, async (lines, asked) => {
          const { store, close } = await open();
          try {
            await talk(
              store,
              lines.map((one, index) => intakeOf(`${index}`, one)),
            );
            const { audiences: wanted, ...rest } = asked;
            const scopes = wanted.map((audience) => ({ audience, room }));
            const found = await store.recall.search({ ...rest, scopes, except: [] });
            const allowed = lines.flatMap((one, index) => {
              const isVisible =
                one.room === room &&
                asked.audiences.includes(one.audience) &&
                asked.ratings.includes(one.rating) &&
                asked.words.includes(one.text);
              return isVisible ? [`m-${index}`] : [];
            });
            expect(allowed).toEqual(expect.arrayContaining(found.map(({ message }) => message.id)));
            expect(found).toHaveLength(Math.min(asked.limit, allowed.length));
          } finally {
            await close();
          }
        }),
        { numRuns: 25 },
      );
    });
  });
}
