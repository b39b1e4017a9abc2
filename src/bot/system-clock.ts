import { randomFillSync } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Clock } from '../core/ports/clock.ts';

const alphabet = '0123456789ABCDEFGHJKMNPQRSTVWXYZ';
/** Node's timers go no further; longer sleeps are cut to this. */
const longestSleepMs = 2 ** 31 - 1;

/** One half of an id's chance part: eight characters of five bits. */
const half = 2 ** 40;
/** Chance is fetched for so many ids at once: asking the system for it costs more than all the rest of an id. */
const stock = 128;

/** The real clock. Ids are ULIDs: 48 bits of time, 80 of chance, rising within a process. */
export const systemClock: Clock = {
  now: () => Date.now(),
  sleep: async (ms, signal) => {
    await sleep(Math.min(ms, longestSleepMs), undefined, signal === undefined ? {} : { signal });
  },
  random: () => Math.random(),
  id: createIds(Date.now),
};

/** Two ids of one millisecond differ by one in their chance part, so that order of making is order of sorting. */
function createIds(now: () => number): () => string {
  const draw = createChance();
  let lastTime = 0;
  let high = 0;
  let low = 0;
  return () => {
    const time = Math.max(now(), lastTime);
    if (time === lastTime) low += 1;
    // The top bit stays free, so that counting up never overflows.
    else [high, low] = [draw() % (half / 2), draw()];
    if (low === half) [high, low] = [high + 1, 0];
    lastTime = time;
    return encode(time, 10) + encode(high, 8) + encode(low, 8);
  };
}

/** Numbers of 40 random bits. */
function createChance(): () => number {
  const bytes = Buffer.alloc(stock * 10);
  let next = bytes.length;
  return () => {
    if (next === bytes.length) {
      randomFillSync(bytes);
      next = 0;
    }
    next += 5;
    return bytes.readUIntBE(next - 5, 5);
  };
}

function encode(value: number, digits: number): string {
  let text = '';
  for (let rest = value, count = 0; count < digits; count += 1, rest = Math.floor(rest / 32)) text = (alphabet[rest % 32] ?? '0') + text;
  return text;
}
