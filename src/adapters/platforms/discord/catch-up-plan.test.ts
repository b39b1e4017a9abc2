import { describe, expect, it } from 'vitest';
import { type Known, planCatchUp } from './catch-up-plan.ts';
import { snowflakeAt } from './refs.ts';

const now = Date.UTC(2026, 10, 24, 9);
const minute = 60_000;
/** A message of so many minutes ago. */
const ago = (minutes: number): string => snowflakeAt(now - minutes * minute);
const place = (channel: string, minutes: number) => ({ channel, guild: '1', last: ago(minutes) });
const known = (more: Partial<Known>): Known => ({ seen: [], written: [], since: now - 20 * minute, now, mayLook: () => true, ...more });
const many = (count: number, from: number) => Array.from({ length: count }, (_, index) => String(from + index));

describe('where something may have been missed', () => {
  it('is wherever something came since the bot last listened, the latest first', () => {
    const written = [place('1', 25), place('2', 10), place('3', 1), place('4', 600)];
    expect(planCatchUp(known({ written }))).toEqual({
      seen: [],
      fresh: [
        { channel: '3', message: ago(20) },
        { channel: '2', message: ago(20) },
      ],
    });
  });

  it('is nowhere new before anybody ever listened', () => {
    expect(planCatchUp(known({ written: [place('1', 1)], since: undefined })).fresh).toEqual([]);
  });

  it('is where somebody was heard, if something came there since, and in every private chat', () => {
    const seen = ['1', '2', '3', '9'].map((channel) => ({ channel, message: ago(50) }));
    const written = [place('1', 5), place('2', 50), place('3', 40)];
    expect(planCatchUp(known({ seen, written })).seen.map(({ channel }) => channel)).toEqual(['1', '9']);
  });

  it('is twenty places at most, five of them kept for new ones where there are any', () => {
    const seen = many(30, 100).map((channel) => ({ channel, message: ago(50) }));
    const counts = (written: Known['written']) => {
      const plan = planCatchUp(known({ seen, written }));
      return [plan.seen.length, plan.fresh.length];
    };
    expect(counts([])).toEqual([20, 0]);
    expect(counts([place('1', 1)])).toEqual([19, 1]);
    expect(counts(many(40, 1).map((channel) => place(channel, 1)))).toEqual([15, 5]);
  });

  it('is asked about no more than needed', () => {
    let asked = 0;
    const mayLook = () => {
      asked += 1;
      return asked % 2 === 0;
    };
    const written = many(5_000, 1).map((channel) => place(channel, 1));
    expect(planCatchUp(known({ written, mayLook })).fresh).toHaveLength(20);
    expect(asked).toBe(40);
  });
});
