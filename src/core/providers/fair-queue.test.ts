import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { admit, emptyQueue, enter, type FairQueue, leave, perPerson, type Ticket } from './fair-queue.ts';

const ticket = (id: string, person = id, isDm = false): Ticket => ({ id, person, isDm });

function filled(tickets: readonly Ticket[], atOnce = 1): FairQueue {
  return tickets.reduce((queue, one) => admit(enter(queue, one) ?? queue, { atOnce }).queue, emptyQueue);
}

const idsOf = (tickets: readonly Ticket[]): readonly string[] => tickets.map(({ id }) => id);

describe('a fair queue', () => {
  it('runs so many at once and lets the oldest in next', () => {
    const full = filled([ticket('a'), ticket('b'), ticket('c'), ticket('d')], 2);
    expect(idsOf(full.running)).toEqual(['a', 'b']);
    expect(idsOf(admit(leave(full, 'b'), { atOnce: 2 }).admitted)).toEqual(['c']);
  });

  it('runs one of each person, and lets others pass meanwhile', () => {
    const queue = filled([ticket('a1', 'a'), ticket('a2', 'a'), ticket('b')], 2);
    expect(idsOf(queue.running)).toEqual(['a1', 'b']);
    expect(idsOf(admit(leave(queue, 'a1'), { atOnce: 2 }).admitted)).toEqual(['a2']);
  });

  it('holds one that runs and two that wait of each person, and no more', () => {
    const queue = filled([ticket('a1', 'a'), ticket('a2', 'a'), ticket('a3', 'a')]);
    expect(enter(queue, ticket('a4', 'a'))).toBeUndefined();
    expect(enter(queue, ticket('b'))).toBeDefined();
    expect(enter(leave(queue, 'a2'), ticket('a4', 'a'))).toBeDefined();
  });

  it('puts a DM before rooms, but not before other DMs', () => {
    const queue = filled([ticket('x'), ticket('r1'), ticket('r2'), ticket('d1', 'd1', true), ticket('d2', 'd2', true)]);
    expect(idsOf(queue.waiting)).toEqual(['d1', 'd2', 'r1', 'r2']);
  });

  it('forgets those who left', () => {
    const queue = filled([ticket('a'), ticket('b'), ticket('c')]);
    expect(idsOf(admit(leave(leave(queue, 'b'), 'a'), { atOnce: 1 }).admitted)).toEqual(['c']);
  });

  it('starves nobody: a room waits for at most eight DMs that came after it', () => {
    let queue = filled([ticket('x'), ticket('room')]);
    let passed = 0;
    let running = 'x';
    while (running !== 'room' && passed < 50) {
      // A new DM comes before each end.
      queue = admit(enter(queue, ticket(`d${passed}`, `d${passed}`, true)) ?? queue, { atOnce: 1 }).queue;
      const next = admit(leave(queue, running), { atOnce: 1 });
      queue = next.queue;
      running = next.admitted[0]?.id ?? 'none';
      passed += 1;
    }
    expect(running).toBe('room');
    expect(passed).toBeLessThanOrEqual(9);
  });

  it('whoever comes, ends or leaves in whatever order: never too many, never idle, never lost', () => {
    const come = fc.record({ kind: fc.constant('come' as const), person: fc.integer({ min: 0, max: 6 }), isDm: fc.boolean() });
    const go = fc.record({ kind: fc.constantFrom('end' as const, 'cancel' as const), which: fc.nat() });
    fc.assert(
      fc.property(fc.array(fc.oneof(come, go), { maxLength: 120 }), fc.integer({ min: 1, max: 8 }), (steps, atOnce) => {
        let queue = emptyQueue;
        const alive = new Set<string>();
        for (const [index, step] of steps.entries()) {
          if (step.kind === 'come') {
            const entered = enter(queue, ticket(String(index), String(step.person), step.isDm));
            const theirs = [...queue.running, ...queue.waiting].filter(({ person }) => person === String(step.person)).length;
            expect(entered === undefined).toBe(theirs === perPerson.running + perPerson.waiting);
            if (entered !== undefined) alive.add(String(index));
            queue = entered ?? queue;
          } else {
            const from = step.kind === 'end' ? queue.running : queue.waiting;
            const gone = from[step.which % Math.max(1, from.length)];
            if (gone !== undefined) alive.delete(gone.id);
            queue = leave(queue, gone?.id ?? '');
          }
          queue = admit(queue, { atOnce }).queue;
          expect(new Set([...idsOf(queue.running), ...idsOf(queue.waiting)])).toEqual(alive);
          expect(queue.running.length).toBeLessThanOrEqual(atOnce);
          expect(new Set(queue.running.map(({ person }) => person)).size).toBe(queue.running.length);
          const busy = new Set(queue.running.map(({ person }) => person));
          if (queue.running.length < atOnce) expect(queue.waiting.every(({ person }) => busy.has(person))).toBe(true);
        }
        // Everybody who is still there has their turn once the others end.
        for (let round = 0; alive.size > 0 && round < 200; round += 1) {
          for (const { id } of queue.running) alive.delete(id);
          queue = admit(
            queue.running.reduce((left, { id }) => leave(left, id), queue),
            { atOnce },
          ).queue;
        }
        expect(alive.size).toBe(0);
      }),
    );
  });
});
