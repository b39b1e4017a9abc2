import { randomBytes } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Clock } from '../core/ports/clock.ts';

const alphabet = '0123456789ABCDEFGHJKMNPQRSTVWXYZ';
/** Node's timers go no further; longer sleeps are cut to this. */
const longestSleepMs = 2 ** 31 - 1;

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
  let lastTime = 0;
  let chance = 0n;
  return () => {
    const time = Math.max(now(), lastTime);
    // The top bit stays free, so that counting up never overflows.
    chance = time === lastTime ? chance + 1n : BigInt(`0x${randomBytes(10).toString('hex')}`) >> 1n;
    lastTime = time;
    return encode(BigInt(time), 10) + encode(chance, 16);
  };
}

function encode(value: bigint, digits: number): string {
  let text = '';
  for (let rest = value, count = 0; count < digits; count += 1, rest >>= 5n) text = (alphabet[Number(rest & 31n)] ?? '0') + text;
  return text;
}
