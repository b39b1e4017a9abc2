import { describe, expect, it } from 'vitest';
import type { StoreStage } from './store-contract.ts';
import { controlOf, intakeOf, room } from './store-samples.ts';

/** Who was where, from when until when. */
export function presenceContract(stage: StoreStage): void {
  const of = async (person: string, limit = 9): Promise<readonly (readonly [string, number, number | undefined])[]> =>
    (await stage.store.memory.presences(person, limit)).map((stay) => [stay.room, stay.since, stay.until]);

  describe('presence', () => {
    it('begins and ends with the lists of members', async () => {
      const { store } = stage;
      await store.inbox.claim(intakeOf('0', { participant: 'test:bob', room: 'test:attic' }));
      await store.inbox.claim(intakeOf('1', { at: 10, members: ['test:ada', 'test:bob'] }));
      await store.inbox.claim(intakeOf('2', { at: 20, members: ['test:bob', 'test:ada'] }));
      await store.inbox.claim(intakeOf('3', { at: 30, members: ['test:ada'] }));
      expect(await of('p-1')).toEqual([[room, 10, undefined]]);
      expect(await of('p-0')).toEqual([[room, 10, 30]]);
      await store.inbox.claim(intakeOf('4', { at: 40, members: ['test:ada', 'test:bob'] }));
      expect(await of('p-0')).toEqual([
        [room, 40, undefined],
        [room, 10, 30],
      ]);
      expect(await of('p-0', 1)).toEqual([[room, 40, undefined]]);
    });

    it('begins and ends with who comes and goes', async () => {
      const { store } = stage;
      await store.inbox.claim(intakeOf('1', { at: 5 }));
      expect(await of('p-1')).toEqual([]);
      await store.commit([{ write: 'members', room, joined: ['test:ada'], left: [], at: 10 }]);
      await store.commit([{ write: 'members', room, joined: ['test:ada'], left: ['test:bob'], at: 15 }]);
      await store.commit([{ write: 'members', room, joined: [], left: ['test:ada'], at: 20 }]);
      expect(await of('p-1')).toEqual([[room, 10, 20]]);
      await store.commit([{ write: 'members', room, joined: ['test:ada'], left: [], at: 20 }]);
      await store.commit([{ write: 'members', room, joined: [], left: ['test:ada'], at: 15 }]);
      expect(await of('p-1')).toEqual([
        [room, 20, 20],
        [room, 10, 20],
      ]);
    });

    it('is that of the person in a private chat, of which nobody tells members', async () => {
      const { store } = stage;
      await store.inbox.claim(intakeOf('1', { at: 10, kind: 'dm' }));
      await store.inbox.claim(intakeOf('2', { at: 20, kind: 'dm' }));
      await store.inbox.claim(controlOf('3', { kind: 'press', token: 'k' }, { at: 5, kind: 'dm', room: 'test:other' }));
      expect(await store.memory.presences('p-1', 9)).toEqual([
        { room, kind: 'dm', since: 10, until: undefined },
        { room: 'test:other', kind: 'dm', since: 5, until: undefined },
      ]);
      expect(await store.rooms.kind(room)).toBe('dm');
      expect(await store.rooms.kind('test:nowhere')).toBeUndefined();
    });

    it('does not reach back to an old event whose list is of now, but for whoever spoke then', async () => {
      const { store } = stage;
      await store.inbox.claim(intakeOf('0', { participant: 'test:bob', room: 'test:attic' }));
      await store.inbox.claim(intakeOf('1', { at: 1000, receivedAt: 500_000, members: ['test:ada', 'test:bob'] }));
      expect(await of('p-1')).toEqual([[room, 1000, undefined]]);
      expect(await of('p-0')).toEqual([[room, 500_000, undefined]]);
      await stage.reopen();
      expect(await of('p-0')).toEqual([[room, 500_000, undefined]]);
    });
  });
}
