import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type BreakerEvent, type BreakerState, breakerPhase, closedBreaker, isPassable, reduceBreaker, waitMs } from './breaker.ts';

const failed = { type: 'failed', random: 0 } as const;
const begun = { type: 'begun' } as const;

function following(events: readonly (readonly [at: number, event: BreakerEvent])[], from: BreakerState = closedBreaker): BreakerState {
  return events.reduce((state, [at, event]) => reduceBreaker(state, event, at), from);
}

const fiveFailures = (at: number) => Array.from({ length: 5 }, (_, index) => [at + index, failed] as const);

describe('a breaker', () => {
  it('opens for 15 s at five failures among ten calls in a minute', () => {
    const ok = { type: 'succeeded' } as const;
    const four = following([
      [0, ok],
      [0, failed],
      [1, ok],
      [2, failed],
      [3, failed],
      [4, failed],
    ]);
    expect(isPassable(four, 5)).toBe(true);
    const open = following([[5, failed]], four);
    expect([isPassable(open, 5), waitMs(open, 5), breakerPhase(open, 5)]).toEqual([false, 15_000, 'open']);
    expect([isPassable(open, 15_005), breakerPhase(open, 15_005)]).toEqual([true, 'half-open']);
  });

  it('stays closed at failures that are a minute apart, or few among many', () => {
    const slow = following(Array.from({ length: 20 }, (_, index) => [index * 16_000, failed]));
    expect(slow.phase).toBe('closed');
    const few = following(Array.from({ length: 60 }, (_, index) => [index, index % 3 === 0 ? failed : { type: 'succeeded' }]));
    expect(few.phase).toBe('closed');
  });

  it('lets one probe through, and closes when it succeeds', () => {
    const probing = following([...fiveFailures(0), [20_000, begun]]);
    expect([isPassable(probing, 20_001), breakerPhase(probing, 20_001)]).toEqual([false, 'half-open']);
    const closed = following([[20_100, { type: 'succeeded' }]], probing);
    expect(closed).toEqual(closedBreaker);
  });

  it('doubles its pause with each failed probe, up to five minutes, less a quarter at most', () => {
    let state = following(fiveFailures(0));
    const pauses: number[] = [];
    for (let at = 4, count = 0; count < 8; count += 1) {
      pauses.push(waitMs(state, at));
      at += waitMs(state, at);
      state = following(
        [
          [at, begun],
          [at, failed],
        ],
        state,
      );
    }
    expect(pauses).toEqual([15_000, 30_000, 60_000, 120_000, 240_000, 300_000, 300_000, 300_000]);
    expect(waitMs(following([...fiveFailures(0).slice(0, 4), [4, { type: 'failed', random: 0.999 }]]), 4)).toBeLessThan(11_300);
  });

  it('frees the probe that ended without a word, and one nobody reported on', () => {
    const left = following([...fiveFailures(0), [20_000, begun], [20_001, { type: 'left' }]]);
    expect(isPassable(left, 20_001)).toBe(true);
    const lost = following([...fiveFailures(0), [20_000, begun]]);
    expect(isPassable(lost, 20_000 + 299_999)).toBe(false);
    expect(isPassable(lost, 20_000 + 300_000)).toBe(true);
  });

  it('waits as long as it is told, at once, but never beyond an hour', () => {
    const told = following([[0, { type: 'failed', random: 0, retryAfterMs: 40_000 }]]);
    expect(waitMs(told, 0)).toBe(40_000);
    const longer = following([[10, { type: 'failed', random: 0, retryAfterMs: 60_000 }]], told);
    expect(waitMs(longer, 10)).toBe(60_000);
    expect(waitMs(following([[0, { type: 'failed', random: 0, retryAfterMs: 1e12 }]]), 0)).toBe(3_600_000);
    expect(following([[0, { type: 'failed', random: 0, retryAfterMs: 0 }]]).phase).toBe('closed');
  });

  it('is not told anything by calls that had begun before it opened', () => {
    const open = following(fiveFailures(0));
    expect(
      following(
        [
          [100, failed],
          [200, { type: 'succeeded' }],
          [300, begun],
        ],
        open,
      ),
    ).toEqual(open);
  });

  it('lets one probe through when the clock was set back while it was open', () => {
    const hour = 3_600_000;
    const open = following(fiveFailures(hour));
    expect(isPassable(open, 60_000)).toBe(true);
    const again = following(
      [
        [60_000, begun],
        [60_001, failed],
      ],
      open,
    );
    expect(waitMs(again, 60_001)).toBe(30_000);
    // Failures of the old time are not held against the new one.
    const four = following([...fiveFailures(hour).slice(1), [0, failed]]);
    expect(four.phase).toBe('closed');
  });

  it('whatever happens, and however the clock jumps, never more than one probe, and never a pause beyond its promise', () => {
    const event = fc.oneof(
      fc.constant(begun),
      fc.constant({ type: 'succeeded' } as const),
      fc.constant({ type: 'left' } as const),
      fc.record({ type: fc.constant('failed' as const), random: fc.double({ min: 0, max: 0.999, noNaN: true }) }),
    );
    const step = fc.record({ event, by: fc.oneof(fc.integer({ min: 0, max: 30_000 }), fc.constant(-3_600_000)) });
    fc.assert(
      fc.property(fc.array(step, { maxLength: 200 }), (steps) => {
        let now = 1e12;
        let state: BreakerState = closedBreaker;
        for (const { event: next, by } of steps) {
          now += by;
          if (next.type === 'begun' && !isPassable(state, now)) continue;
          state = reduceBreaker(state, next, now);
          expect(waitMs(state, now)).toBeLessThanOrEqual(300_000);
          if (next.type === 'begun' && state.phase !== 'closed') expect(isPassable(state, now)).toBe(false);
          if (state.phase === 'closed') expect(state.calls.length).toBeLessThanOrEqual(10);
        }
      }),
    );
  });
});
