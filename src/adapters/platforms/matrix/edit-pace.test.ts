import { describe, expect, it } from 'vitest';
import { createFakeClock } from '../../../../test/fakes/fake-clock.ts';
import { createEditPace } from './edit-pace.ts';

class Refusal extends Error {
  readonly ms: number;
  constructor(ms: number) {
    super('limited');
    this.ms = ms;
  }
}

/** An account on a server that lets through `perSecond` events after a burst, and holds a refusal for half a second; each event takes 20 ms. */
function stage({ perSecond = 0.2, burst = 10 } = {}) {
  const clock = createFakeClock(0);
  const pace = createEditPace(clock, (thrown) => (thrown instanceof Refusal ? thrown.ms : undefined));
  const shown: { readonly slot: string; readonly text: string; readonly at: number }[] = [];
  let level = 0;
  let at = 0;
  let refused = 0;

  const request = (slot: string, text: string) => async (): Promise<void> => {
    level = Math.max(0, level - ((clock.now() - at) / 1000) * perSecond);
    at = clock.now();
    if (level + 1 > burst) {
      refused += 1;
      const ms = ((level + 1 - burst) / perSecond) * 1000;
      await clock.sleep(500);
      throw new Refusal(ms);
    }
    level += 1;
    await clock.sleep(20);
    shown.push({ slot, text, at: clock.now() });
  };

  /** What the engine does: one call at a time, always with the latest text; the last one at once. How long the last text took. */
  async function stream(slot: string, words: number): Promise<number> {
    await pace.final(request(slot, 'first'));
    pace.begin(slot);
    const over = new AbortController();
    let text = '';
    let work: Promise<void> | undefined;
    const show = async (): Promise<void> => {
      let last = '';
      while (!over.signal.aborted && text !== last) {
        last = text;
        await pace.interim(slot, { run: request(slot, text), signal: over.signal });
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
    await pace.final(request(slot, 'final'), slot);
    return clock.now() - ended;
  }
  return { clock, pace, shown, stream, request, refused: () => refused };
}

async function run<Result>(clock: ReturnType<typeof createFakeClock>, work: Promise<Result>, ms: number): Promise<Result> {
  for (let at = 0; at < ms; at += 500) await clock.advance(500);
  return work;
}

describe('the pace of edits', () => {
  it('lets a short answer grow without any edit but its last', async () => {
    const { clock, stream, shown } = stage();
    expect(await run(clock, stream('a', 5), 3_000)).toBeLessThan(100);
    expect(shown.map(({ text }) => text)).toEqual(['first', 'final']);
  });

  it('shows the latest text every second and a half where nothing is refused', async () => {
    const { clock, stream, shown, refused } = stage({ perSecond: 1_000, burst: 1_000 });
    expect(await run(clock, stream('a', 100), 15_000)).toBeLessThan(100);
    const edits = shown.filter(({ text }) => text.endsWith('words'));
    expect(edits.length).toBeGreaterThanOrEqual(5);
    for (const { text, at } of edits) expect(at - Number.parseInt(text, 10) * 100).toBeLessThan(300);
    expect(refused()).toBe(0);
  });

  it.each([20, 80, 150, 163, 200, 320, 600])(
    'has the last text of %i words there within six seconds under the default limits',
    async (words) => {
      const { clock, stream, shown, refused } = stage();
      expect(await run(clock, stream('a', words), words * 100 + 10_000)).toBeLessThan(6_000);
      expect(shown.at(-1)?.text).toBe('final');
      expect(refused()).toBeLessThanOrEqual(4);
    },
  );

  it('keeps that for every answer of a long talk, once it has learned', async () => {
    const { clock, stream } = stage();
    const late: number[] = [];
    const talk = (async () => {
      for (let turn = 0; turn < 8; turn += 1) {
        late.push(await stream(`turn ${turn}`, 100));
        await clock.sleep(15_000);
      }
    })();
    await run(clock, talk, 300_000);
    expect(Math.max(...late)).toBeLessThan(6_000);
  });

  it('loses no last text where many end at once, and shows each once', async () => {
    const { clock, pace, shown, request } = stage();
    const all = Promise.all(Array.from({ length: 25 }, (_, index) => pace.final(request(`${index}`, 'final'))));
    await run(clock, all, 120_000);
    expect(new Set(shown.map(({ slot }) => slot)).size).toBe(25);
    expect(shown).toHaveLength(25);
  });

  it('shows what was handed over last when the model pauses', async () => {
    const { clock, pace, shown, request } = stage();
    pace.begin('a');
    const waiting = pace.interim('a', { run: request('a', 'a pause follows') });
    await clock.advance(3_000);
    await waiting;
    expect(shown.map(({ text }) => text)).toEqual(['a pause follows']);
  });

  it('spares what nobody has to see as soon as the server has begun to refuse', async () => {
    const { clock, pace, request } = stage();
    expect(pace.spare()).toBe(true);
    await run(clock, Promise.all(Array.from({ length: 12 }, (_, index) => pace.final(request(`${index}`, 'x')))), 30_000);
    expect(pace.spare()).toBe(false);
    await clock.advance(60_000);
    expect(pace.spare()).toBe(true);
  });

  it('passes on what is no refusal, and waits no longer when it is stopped', async () => {
    const { clock, pace, request } = stage({ burst: 1 });
    await expect(pace.final(async () => Promise.reject(new Error('broken')))).rejects.toThrow('broken');
    await run(clock, pace.final(request('a', 'one')), 1_000);
    const blocked = pace.final(request('a', 'two'));
    blocked.catch(() => undefined);
    await clock.advance(1_000);
    pace.stop();
    await expect(blocked).rejects.toBeDefined();
  });
});
