import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { intakeOf } from '../../../../test/contracts/store-samples.ts';
import { stillClock } from '../../../../test/fakes/still-clock.ts';
import { openSqliteStore } from './index.ts';

describe('a full disk', () => {
  it('refuses a claim whole: with a stable code, nothing half written, and it can be made again when there is room', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'miachat-full-'));
    const clock = stillClock();
    const tight = await openSqliteStore({ folder, clock, mostPages: 130 });
    let claimed = 0;
    let failure: unknown;
    while (failure === undefined) {
      try {
        await tight.inbox.claim(intakeOf(String(claimed), { text: 'word '.repeat(400) }));
        claimed += 1;
      } catch (thrown) {
        failure = thrown;
      }
    }
    expect(failure).toMatchObject({ code: 'storage-full', retryable: true });
    expect(String(failure)).not.toContain('word');
    expect(claimed).toBeGreaterThan(3);
    const lost = String(claimed);
    expect(await tight.turns.get(`t-${lost}`)).toBeUndefined();
    expect(await tight.history.message(`m-${lost}`)).toBeUndefined();
    await tight.close();

    const roomy = await openSqliteStore({ folder, clock });
    expect((await roomy.check()).problems).toEqual([]);
    expect(await roomy.inbox.claim(intakeOf(lost))).toBe(true);
    expect(await roomy.inbox.claim(intakeOf('0'))).toBe(false);
    await roomy.close();
  });

  it('at the first start: says so, and the next start works', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'miachat-full-'));
    await expect(openSqliteStore({ folder, clock: stillClock(), mostPages: 20 })).rejects.toMatchObject({ code: 'storage-full' });
    const store = await openSqliteStore({ folder, clock: stillClock() });
    expect((await store.check()).problems).toEqual([]);
    await store.close();
  });
});
