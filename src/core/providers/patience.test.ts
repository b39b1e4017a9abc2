import { expect, it } from 'vitest';
import { createFakeClock } from '../../../test/fakes/fake-clock.ts';
import { createPatience } from './patience.ts';

const never = new Promise<never>(() => undefined);

function begin() {
  const clock = createFakeClock();
  const alarms: number[] = [];
  const sleep: typeof clock.sleep = (ms, signal) => {
    alarms.push(ms);
    return clock.sleep(ms, signal);
  };
  const stop = new AbortController();
  return { clock, alarms, stop, patience: createPatience({ ...clock, sleep }, stop.signal) };
}

it('gives each step its own time', async () => {
  const { clock, patience } = begin();
  await expect(patience.within(Promise.resolve('a'), 60_000)).resolves.toBe('a');
  await clock.advance(50_000);
  // Shorter than what the alarm was set for, and begun later.
  const late = patience.within(never, 2_000);
  const told = expect(late).rejects.toMatchObject({ code: 'provider-timeout' });
  let isOver = false;
  late.catch(() => {
    isOver = true;
  });
  await clock.advance(1_999);
  expect(isOver).toBe(false);
  await clock.advance(1);
  expect(isOver).toBe(true);
  await told;
});

it('waits with a step that began before the alarm for another one rang', async () => {
  const { clock, patience } = begin();
  await patience.within(Promise.resolve(), 1_000);
  await clock.advance(600);
  const step = Promise.withResolvers<string>();
  const late = patience.within(step.promise, 1_000);
  await clock.advance(900);
  step.resolve('in time');
  await expect(late).resolves.toBe('in time');
});

it('sets one alarm for a thousand steps and leaves none behind', async () => {
  const { clock, alarms, patience } = begin();
  for (let count = 0; count < 1_000; count += 1) await patience.within(Promise.resolve(count), 30_000);
  expect(alarms).toEqual([30_000]);
  patience.end();
  expect(clock.sleeping()).toBe(0);
});

it('ends at once with the reason of the stop, and never begins after it', async () => {
  const { stop, patience } = begin();
  const reason = new Error('stopped');
  const waiting = patience.within(never, 30_000);
  stop.abort(reason);
  await expect(waiting).rejects.toBe(reason);
  await expect(patience.within(never, 30_000)).rejects.toBe(reason);
});

it('hands on the failure of a step', async () => {
  const { patience } = begin();
  const broken = new Error('broken');
  await expect(patience.within(Promise.reject(broken), 1_000)).rejects.toBe(broken);
});
