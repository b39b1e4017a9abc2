import { describe, expect, it } from 'vitest';
import { freshHealth, healthOf, noteAttempt } from './health-record.ts';

const attempt = (outcome: string, at: number, firstMs?: number) => ({ outcome, at, totalMs: 0, firstMs, payer: 'operator' }) as const;

function following(...attempts: readonly (readonly [outcome: string, at: number, firstMs?: number])[]) {
  return attempts.reduce((record, one) => noteAttempt(record, attempt(...one)), freshHealth);
}

describe('the health that traffic shows', () => {
  it('is unknown before the first attempt, and again a while after the last', () => {
    expect(healthOf(freshHealth, 0)).toEqual({ state: 'unknown', firstMs: undefined, lastError: undefined, lastSeen: undefined });
    expect(healthOf(following(['ok', 0, 10]), 15 * 60_000)).toMatchObject({ state: 'unknown', lastSeen: 0 });
  });

  it('is healthy, degraded by a failure, down after three in a row, and healthy once that is long over', () => {
    const up = following(['ok', 1, 30], ['ok', 2, 10], ['ok', 3, 20]);
    expect(healthOf(up, 3)).toMatchObject({ state: 'healthy', firstMs: 20, lastSeen: 3 });
    const hurt = noteAttempt(up, attempt('provider-failed', 4));
    expect(healthOf(hurt, 4)).toMatchObject({ state: 'degraded', lastError: { code: 'provider-failed', at: 4 } });
    const down = ['provider-timeout', 'provider-unreachable'].reduce(
      (record, code, index) => noteAttempt(record, attempt(code, 5 + index)),
      hurt,
    );
    expect(healthOf(down, 6)).toMatchObject({ state: 'down', lastError: { code: 'provider-unreachable', at: 6 }, firstMs: 20 });
    const back = noteAttempt(down, attempt('ok', 7, 20));
    expect(healthOf(back, 7)).toMatchObject({ state: 'degraded' });
    const well = Array.from({ length: 10 }).reduce<typeof back>((record) => noteAttempt(record, attempt('ok', 8, 20)), back);
    expect(healthOf(well, 8)).toMatchObject({ state: 'healthy', lastError: { code: 'provider-unreachable', at: 6 } });
  });

  it('holds nothing against it that was not its fault', () => {
    const record = following(['context-too-long', 1], ['left', 2], ['wish-refused', 3]);
    expect(healthOf(record, 4).state).toBe('unknown');
    const own = noteAttempt(freshHealth, { ...attempt('provider-auth', 1), payer: 'own' });
    expect(healthOf(own, 1).state).toBe('unknown');
    expect(healthOf(following(['provider-auth', 1]), 1).state).toBe('degraded');
  });

  it('takes what it has seen for new when the clock was set back', () => {
    const record = following(['ok', 3_600_000, 5]);
    expect(healthOf(record, 60_000)).toMatchObject({ state: 'healthy', lastSeen: 60_000 });
  });
});
