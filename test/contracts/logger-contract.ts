import { describe, expect, it } from 'vitest';
import type { Logger } from '../../src/core/ports/logger.ts';

/** What every logger must do; `read` gives what it has written, one object per entry. */
export function loggerContract(
  name: string,
  make: () => Promise<{ readonly logger: Logger; read(): Promise<readonly Record<string, unknown>[]> }>,
): void {
  describe(`${name} keeps the logger contract`, () => {
    it('keeps event and fields of every level, in order', async () => {
      const { logger, read } = await make();
      logger.debug('first', { turn: 't1' });
      logger.info('second');
      logger.warn('third', { count: 3, isLate: true });
      logger.error('fourth', { code: 'bug', missing: undefined });
      const entries = (await read()).map((entry) => JSON.stringify(entry));
      expect(entries).toHaveLength(4);
      expect(entries[0]).toMatch(/first.*t1|t1.*first/);
      expect(entries[1]).toContain('second');
      expect(entries[2]).toMatch(/third.*3|3.*third/);
      expect(entries[3]).toMatch(/fourth|bug/);
    });
  });
}
