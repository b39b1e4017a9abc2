import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Limiter, LimitWindow } from '../../src/core/ports/limiter.ts';

export interface LimiterStage {
  readonly limiter: Limiter;
  advance(ms: number): Promise<void>;
  /** The clock of the machine is set; what has begun to wait waits on as it would have. */
  setClock(byMs: number): void;
  close(): void;
}

/** What every limiter does, whatever counts for it. */
export function limiterContract(name: string, open: () => LimiterStage): void {
  describe(`${name}: limiter contract`, () => {
    let stage: LimiterStage;
    const minute: LimitWindow = { key: 'a', limit: 3, ms: 60_000 };
    const takes = async (window: LimitWindow, points = 1): Promise<boolean> => (await stage.limiter.take(window, points)).ok;

    beforeEach(() => {
      stage = open();
    });
    afterEach(() => stage.close());

    it('lets through what fits, and no more until the window is over', async () => {
      expect([await takes(minute), await takes(minute), await takes(minute), await takes(minute)]).toEqual([true, true, true, false]);
      await stage.advance(59_000);
      expect(await stage.limiter.take(minute, 1)).toEqual({ ok: false, waitMs: 1_000 });
      await stage.advance(1_001);
      expect(await takes(minute)).toBe(true);
    });

    it('takes nothing when it refuses', async () => {
      expect(await takes(minute, 2)).toBe(true);
      expect(await takes(minute, 2)).toBe(false);
      expect(await takes(minute, 1)).toBe(true);
    });

    it('counts each key for itself', async () => {
      expect(await takes(minute, 3)).toBe(true);
      expect(await takes({ ...minute, key: 'b' }, 3)).toBe(true);
    });

    it('may be used beyond its limit afterwards, and be given something back', async () => {
      await stage.limiter.add(minute, 10);
      expect(await takes(minute)).toBe(false);
      await stage.limiter.add(minute, -8);
      expect(await takes(minute)).toBe(true);
      expect(await takes(minute)).toBe(false);
    });

    it('knows what was gone before, asks once, also when two come at the same moment', async () => {
      let asked = 0;
      const window = {
        ...minute,
        used: async () => {
          asked += 1;
          return 2;
        },
      };
      const both = await Promise.all([takes(window), takes(window)]);
      expect(both.filter(Boolean)).toHaveLength(1);
      await takes(window);
      expect(asked).toBe(1);
    });

    it('holds to the limit of the moment', async () => {
      expect(await takes(minute, 3)).toBe(true);
      expect(await takes({ ...minute, limit: 4 })).toBe(true);
      expect(await takes({ ...minute, limit: 2 })).toBe(false);
    });

    it('neither locks anybody out nor opens when the clock is set back an hour', async () => {
      expect(await takes(minute, 3)).toBe(true);
      stage.setClock(-3_600_000);
      const refused = await stage.limiter.take(minute, 1);
      expect(refused).toMatchObject({ ok: false });
      expect(refused.ok === false && refused.waitMs <= 60_000).toBe(true);
      await stage.advance(60_001);
      expect(await takes(minute)).toBe(true);
    });
  });
}
