import { describe, expect, it } from 'vitest';
import { createFakeClock } from '../../../test/fakes/fake-clock.ts';
import { createTypingLoop } from './typing-loop.ts';

function start() {
  const clock = createFakeClock();
  const pulses: string[] = [];
  const typing = createTypingLoop({ clock, everyMs: 8_000, show: async (channel) => void pulses.push(channel) });
  return { clock, pulses, typing };
}

describe('typing', () => {
  it('is not shown for an answer that comes at once', async () => {
    const { clock, pulses, typing } = start();
    typing.start('1');
    await clock.advance(299);
    typing.stop('1');
    await clock.advance(60_000);
    expect(pulses).toEqual([]);
    expect(clock.sleeping()).toBe(0);
  });

  it('is shown after a moment, once however often it is asked for, and again before the platform lets it fade', async () => {
    const { clock, pulses, typing } = start();
    typing.start('1');
    typing.start('1');
    await clock.advance(300);
    expect(pulses).toEqual(['1']);
    await clock.advance(8_000);
    expect(pulses).toEqual(['1', '1']);
    typing.stop('1');
    await clock.advance(60_000);
    expect(pulses).toEqual(['1', '1']);
  });

  it('waits anew for every answer, each channel for itself', async () => {
    const { clock, pulses, typing } = start();
    typing.start('1');
    await clock.advance(200);
    typing.stop('1');
    typing.start('1');
    typing.start('2');
    await clock.advance(200);
    expect(pulses).toEqual([]);
    await clock.advance(100);
    expect(pulses).toEqual(['1', '2']);
    typing.stopAll();
    await clock.advance(60_000);
    expect(pulses).toEqual(['1', '2']);
  });

  it('ends by itself when nobody ends it, also where the platform refuses it', async () => {
    const clock = createFakeClock();
    let pulses = 0;
    const typing = createTypingLoop({
      ...{ clock, everyMs: 8_000 },
      show() {
        pulses += 1;
        return Promise.reject(new Error('refused'));
      },
    });
    typing.start('1');
    await clock.advance(30 * 60_000);
    expect(pulses).toBe(75);
    expect(clock.sleeping()).toBe(0);
  });

  it('is taken back where it does not go by itself, after all that was shown', async () => {
    const clock = createFakeClock();
    const said: string[] = [];
    const typing = createTypingLoop({
      ...{ clock, everyMs: 8_000 },
      show: async (place) => void said.push(`on ${place}`),
      hide: async (place) => void said.push(`off ${place}`),
    });
    typing.start('1');
    await clock.advance(300);
    typing.stop('1');
    await clock.advance(10);
    expect(said).toEqual(['on 1', 'off 1']);
    typing.start('2');
    typing.stop('2');
    await clock.advance(60_000);
    expect(said).toEqual(['on 1', 'off 1']);
  });
});
