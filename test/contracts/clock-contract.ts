import { describe, expect, it } from 'vitest';
import type { Clock } from '../../src/core/ports/clock.ts';

/** What every clock must do; `pass` lets its time go on. */
export function clockContract(name: string, make: () => { readonly clock: Clock; pass(ms: number): Promise<void> }): void {
  describe(`${name} keeps the clock contract`, () => {
    it('gives ids of 26 characters that sort by time of making and never repeat', () => {
      const { clock } = make();
      const ids = Array.from({ length: 2000 }, () => clock.id());
      expect(new Set(ids).size).toBe(2000);
      expect(ids.toSorted()).toEqual(ids);
      for (const id of ids) expect(id).toHaveLength(26);
    });

    it('gives chance in [0, 1)', () => {
      const { clock } = make();
      for (let count = 0; count < 100; count += 1) {
        const chance = clock.random();
        expect(chance).toBeGreaterThanOrEqual(0);
        expect(chance).toBeLessThan(1);
      }
    });

    it('wakes a sleeper when its time has come', async () => {
      const { clock, pass } = make();
      const before = clock.now();
      const slept = clock.sleep(20);
      await pass(20);
      await slept;
      expect(clock.now() - before).toBeGreaterThanOrEqual(19);
    });

    it('an aborted sleep ends at once, also when it was aborted before', async () => {
      const { clock } = make();
      const cut = new AbortController();
      const slept = clock.sleep(3_600_000, cut.signal);
      cut.abort();
      await expect(slept).rejects.toMatchObject({ name: 'AbortError' });
      await expect(clock.sleep(3_600_000, AbortSignal.abort())).rejects.toMatchObject({ name: 'AbortError' });
    });
  });
}
