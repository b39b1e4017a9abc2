import { describe, expect, it } from 'vitest';
import { createFakeClock } from '../../../../test/fakes/fake-clock.ts';
import { createEditPace } from './edit-pace.ts';

/** A channel whose bucket holds `limit` edits per `windowMs`, as Discord's headers tell it; each edit takes `tookMs`. */
function stage({ limit = 5, windowMs = 5_000, tookMs = 20 } = {}) {
  const clock = createFakeClock(0);
  const pace = createEditPace(clock);
  const shown: { readonly slot: string; readonly text: string; readonly at: number }[] = [];
  let refused = 0;
  let windowEnd = 0;
  let left = limit;

  const edit =
    (slot: string, text: string, channel = 'c') =>
    async (): Promise<void> => {
      if (clock.now() >= windowEnd) {
        windowEnd = clock.now() + windowMs;
        left = limit;
      }
      const isRefused = left === 0;
      if (isRefused) refused += 1;
      else left -= 1;
      const news = { limit, remaining: left, resetAfterMs: windowEnd - clock.now() };
      await clock.sleep(tookMs);
      pace.observe(channel, { ...news, isRefused, tookMs });
      shown.push({ slot, text, at: clock.now() });
    };

  /** What the engine does: one call at a time, always with the latest text; the last one at once. */
  async function stream(slot: string, words: number, channel = 'c'): Promise<number> {
    const over = new AbortController();
    let text = '';
    pace.begin(channel, slot);
    let work: Promise<void> | undefined;
    const show = async (): Promise<void> => {
      let last = '';
      while (!over.signal.aborted && text !== last) {
        last = text;
        await pace.interim(channel, slot, { run: edit(slot, text, channel), signal: over.signal });
      }
      work = undefined;
    };
    for (let word = 1; word <= words; word += 1) {
      await clock.sleep(100);
      text = `${word} words`;
      work ??= show();
    }
    over.abort();
    await work;
    const ended = clock.now();
    await pace.final(channel, slot, edit(slot, 'final', channel));
    return clock.now() - ended;
  }
  return { clock, pace, shown, edit, stream, refused: () => refused };
}

async function run<Result>(clock: ReturnType<typeof createFakeClock>, work: Promise<Result>, ms: number): Promise<Result> {
  for (let at = 0; at < ms; at += 100) await clock.advance(100);
  return work;
}

describe('the pace of edits', () => {
  it('a short answer needs no edit but its last, and that goes out at once', async () => {
    const { clock, shown, stream } = stage();
    expect(await run(clock, stream('a', 3), 2_000)).toBe(20);
    expect(shown.map(({ text }) => text)).toEqual(['final']);
  });

  it('a long answer grows about every second and its last word is at most a second late', async () => {
    const { clock, shown, stream, refused } = stage();
    const lag = await run(clock, stream('a', 120), 20_000);
    expect(lag).toBeLessThanOrEqual(1_000);
    expect(refused()).toBe(0);
    const still = shown.slice(1).map(({ at }, index) => at - (shown[index]?.at ?? 0));
    expect(Math.max(...still)).toBeLessThanOrEqual(1_200);
  });

  it('what is shown is the latest there is', async () => {
    const { clock, shown, stream } = stage();
    await run(clock, stream('a', 60), 10_000);
    for (const { text, at } of shown.slice(0, -1)) expect(Math.floor((at - 20) / 100) - Number.parseInt(text, 10)).toBeLessThanOrEqual(1);
  });

  it('five answers in one channel take turns; their ends wait at most one window', async () => {
    const { clock, shown, stream, refused } = stage();
    const slots = ['a', 'b', 'c', 'd', 'e'];
    const lags = await run(clock, Promise.all(slots.map((slot) => stream(slot, 120))), 30_000);
    const sorted = lags.toSorted((one, other) => one - other);
    expect(sorted[2]).toBeLessThanOrEqual(3_000);
    expect(sorted[4]).toBeLessThanOrEqual(5_500);
    expect(refused()).toBe(0);
    const edits = slots.map((slot) => shown.filter((one) => one.slot === slot && one.text !== 'final').length);
    expect(Math.max(...edits) - Math.min(...edits)).toBeLessThanOrEqual(1);
  });

  it('answers in different channels never wait for each other', async () => {
    const { clock, stream } = stage({ limit: 100 });
    const lags = await run(clock, Promise.all(['a', 'b', 'c'].map((slot) => stream(slot, 40, `in-${slot}`))), 10_000);
    expect(lags).toEqual([20, 20, 20]);
  });

  it('a last text goes before everything that grows', async () => {
    const { clock, pace, shown, edit } = stage({ limit: 1 });
    await run(clock, pace.final('c', 'z', edit('z', 'uses the window up')), 100);
    const growing = pace.interim('c', 'a', { run: edit('a', 'growing') });
    const ended = pace.final('c', 'b', edit('b', 'final'));
    await run(clock, ended, 6_000);
    expect(shown.map(({ text }) => text)).toEqual(['uses the window up', 'final']);
    pace.stop();
    await growing;
  });

  it('a refusal stretches the pause', async () => {
    const { clock, pace, shown, edit } = stage({ limit: 100 });
    pace.begin('c', 'a');
    const first = pace.interim('c', 'a', { run: edit('a', 'one') });
    await clock.advance(1_200);
    pace.observe('c', { isRefused: true, resetAfterMs: 300, tookMs: 10 });
    pace.observe('c', { isRefused: true, resetAfterMs: 300, tookMs: 10 });
    await clock.advance(5_000);
    await first;
    const second = pace.interim('c', 'a', { run: edit('a', 'two') });
    await clock.advance(10_000);
    await second;
    const third = pace.interim('c', 'a', { run: edit('a', 'three') });
    await clock.advance(100);
    expect((shown[2]?.at ?? 0) - (shown[1]?.at ?? 0)).toBeGreaterThan(1_600);
    pace.stop();
    await third;
  });

  it('what is not wanted any more waits no longer and is not shown', async () => {
    const { clock, pace, shown, edit } = stage();
    const over = new AbortController();
    pace.begin('c', 'a');
    const growing = pace.interim('c', 'a', { run: edit('a', 'old'), signal: over.signal });
    await clock.advance(50);
    over.abort();
    await growing;
    expect(shown).toEqual([]);
    expect(clock.sleeping()).toBe(0);
  });
});
