import { describe, expect, it } from 'vitest';
import { dayWords } from './day-words.ts';

describe('days and times', () => {
  const now = Date.UTC(2026, 2, 29, 10); // the Sunday on which Berlin's clocks go forward

  it('begins a day in the quarter of an hour where it begins there', () => {
    const kathmandu = dayWords('Asia/Kathmandu');
    const midnight = Date.UTC(2026, 10, 23, 18, 15);
    expect(kathmandu.ago(midnight - 1, midnight)).toBe('yesterday');
    expect(kathmandu.ago(midnight, midnight + 86_399_999)).toBe('today');
    expect(kathmandu.ago(midnight, midnight + 86_400_000)).toBe('yesterday');
  });

  it('counts days of the calendar, not of 24 hours', () => {
    const berlin = dayWords('Europe/Berlin');
    expect(berlin.ago(Date.UTC(2026, 2, 28, 22, 59), now)).toBe('yesterday');
    expect(berlin.ago(Date.UTC(2026, 2, 28, 23, 1), now)).toBe('today');
    expect(berlin.dayBefore(now)).toBe('Saturday, 28 March 2026');
    expect(berlin.dayBefore(Date.UTC(2026, 2, 30, 21, 30))).toBe('Sunday, 29 March 2026');
  });

  it.each([
    [0, 'today'],
    [1, 'yesterday'],
    [2, '2 days ago'],
    [13, '13 days ago'],
    [14, '2 weeks ago'],
    [59, '8 weeks ago'],
    [61, '2 months ago'],
    [400, '13 months ago'],
    [800, '2 years ago'],
    [-3, 'today'],
  ])('%i days back is %s', (days, words) => {
    expect(dayWords('UTC').ago(now - days * 86_400_000, now)).toBe(words);
  });

  it('goes by UTC where there is no such zone', () => {
    expect(dayWords('Nowhere/At all').zone).toBe('UTC');
    expect(dayWords('').time(now)).toBe('10:00');
    expect(dayWords('Asia/Kathmandu').time(now)).toBe('15:45');
  });
});
