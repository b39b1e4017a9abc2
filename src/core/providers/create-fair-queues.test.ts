import { describe, expect, it } from 'vitest';
import { createFakeClock } from '../../../test/fakes/fake-clock.ts';
import { createFairQueues, type FairQueues, standardAtOnce } from './create-fair-queues.ts';

const never = new AbortController().signal;

/** Calls of so many people that take a second each; resolves to the most that ran at the same moment. */
async function crowd(queues: FairQueues, people: number, atOnce?: number): Promise<number> {
  const clock = createFakeClock();
  let running = 0;
  let most = 0;
  const calls = Array.from({ length: people }, async (_, index) => {
    const over = await queues.enter({
      endpoint: 'e',
      person: `p${index}`,
      isDm: false,
      signal: never,
      ...(atOnce === undefined ? {} : { atOnce }),
    });
    running += 1;
    most = Math.max(most, running);
    await clock.sleep(1_000);
    running -= 1;
    over();
  });
  await clock.advance(people * 1_000);
  await Promise.all(calls);
  return most;
}

describe('the queues before the endpoints', () => {
  it('let twenty calls through eight at a time, or as many as an endpoint bears', async () => {
    const queues = createFairQueues();
    expect(await crowd(queues, 20)).toBe(standardAtOnce);
    expect(await crowd(queues, 5, 1)).toBe(1);
    expect(queues.depths()).toEqual([]);
  });

  it('tell somebody with enough under way that it is enough, in a sentence', async () => {
    const queues = createFairQueues();
    const order = { endpoint: 'e', person: 'ada', isDm: true, signal: never };
    const over = await queues.enter(order);
    const second = queues.enter(order);
    const third = queues.enter(order);
    await expect(queues.enter(order)).rejects.toMatchObject({
      code: 'limit-reached',
      advice: { de: expect.stringContaining('beschäftigt') },
    });
    expect(queues.depths()).toEqual([{ endpoint: 'e', running: 1, waiting: 2 }]);
    await queues.enter({ ...order, endpoint: 'other' });
    over();
    (await second)();
    (await third)();
  });

  it('let go of whoever is cancelled while waiting, and of nobody who runs', async () => {
    const queues = createFairQueues();
    const cancel = new AbortController();
    const order = { endpoint: 'e', atOnce: 1, isDm: false };
    const first = await queues.enter({ ...order, person: 'ada', signal: never });
    const second = queues.enter({ ...order, person: 'bob', signal: cancel.signal });
    const third = queues.enter({ ...order, person: 'cleo', signal: cancel.signal });
    const fourth = queues.enter({ ...order, person: 'dan', signal: never });
    cancel.abort(new Error('not wanted'));
    await expect(second).rejects.toThrow('not wanted');
    await expect(third).rejects.toThrow('not wanted');
    await expect(queues.enter({ ...order, person: 'eve', signal: cancel.signal })).rejects.toThrow('not wanted');
    first();
    first();
    (await fourth)();
    expect(queues.depths()).toEqual([]);
  });
});
