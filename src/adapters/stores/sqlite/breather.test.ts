import { describe, expect, it } from 'vitest';
import { createBreather } from './breather.ts';

const turn = (): Promise<void> => new Promise((resolve) => setImmediate(resolve));

describe('the breather', () => {
  it('lets everything else go on after eight milliseconds, and those who wait come in their order', async () => {
    let now = 0;
    const breathe = createBreather(() => now);
    const seen: string[] = [];
    const works = async (name: string, ms: number): Promise<void> => {
      await breathe();
      seen.push(name);
      now += ms;
    };
    const all = [works('a', 5), works('b', 5), works('c', 5), works('d', 5), works('e', 5)];
    setImmediate(() => seen.push('others'));
    await Promise.all(all);
    expect(seen).toEqual(['a', 'b', 'others', 'c', 'd', 'e']);
  });

  it('begins anew with each turn of the loop', async () => {
    let now = 0;
    const breathe = createBreather(() => now);
    for (let count = 0; count < 3; count += 1) {
      const first = await Promise.race([breathe().then(() => 'breath'), turn().then(() => 'turn')]);
      expect(first).toBe('breath');
      now += 100;
      await turn();
    }
  });
});
