import { describe, expect, it } from 'vitest';
import { says } from '../../../test/fakes/scripted-provider.ts';
import { createStage } from '../../../test/fakes/stage.ts';
import { BotError } from '../errors.ts';
import type { Outgoing } from '../ports/platform.ts';

describe('a platform that is away', () => {
  it('for ten minutes has every answer a minute after it is back, once', async () => {
    const { platform, clock, store } = await createStage({ script: () => says('here it is') });
    const { send } = platform;
    let isAway = true;
    platform.send = (target, message, key) =>
      isAway ? Promise.reject(new BotError('platform-failed', 'nobody answers')) : send(target, message, key);
    await platform.say('ada', 'hello');
    await clock.advance(600_000);
    expect(await store.deliveries.outstanding([platform.account])).toHaveLength(1);
    isAway = false;
    await clock.advance(60_000);
    expect(platform.texts()).toEqual(['here it is']);
    expect(await store.deliveries.outstanding([platform.account])).toEqual([]);
  });
});

describe('what a platform refuses for what it is', () => {
  it('is not sent again and again: whoever waits for it learns that something broke', async () => {
    const { platform, clock, store } = await createStage({ script: () => says('unshowable'), platform: { canEdit: false } });
    const { send } = platform;
    const tried: Outgoing['kind'][] = [];
    platform.send = async (target, message, key) => {
      tried.push(message.kind);
      if (message.kind === 'reply') throw new BotError('bug', 'refused for its form');
      return send(target, message, key);
    };
    const question = await platform.say('ada', 'hello');
    await clock.advance(600_000);
    expect(tried).toEqual(['reply', 'error']);
    expect(platform.texts()).toEqual(['[bug]']);
    const asked = await store.history.byRef('fake:dm/ada', question);
    expect((await store.history.repliesTo(asked?.id ?? '')).map(({ text }) => text)).toEqual(['unshowable']);
    expect(await store.deliveries.outstanding([platform.account])).toEqual([]);
  });

  it('is told from what nobody foresaw: that is tried again, and the answer is not given up', async () => {
    const { platform, clock } = await createStage({ script: () => says('late'), platform: { canEdit: false } });
    const { send } = platform;
    let breaks = 1;
    platform.send = async (target, message, key) => {
      breaks -= 1;
      if (breaks >= 0) throw new TypeError('something broke on the way');
      return send(target, message, key);
    };
    await platform.say('ada', 'hello');
    await clock.advance(5_000);
    expect(platform.texts()).toEqual(['late']);
  });

  it.each([true, false])('for its size is laid out in smaller parts, each shown once; edited: %s', async (canEdit) => {
    const text = Array.from({ length: 600 }, (_, index) => `word${index}`).join(' ');
    const { platform, clock, store } = await createStage({ script: () => says(text), platform: { canEdit } });
    const { send, edit } = platform;
    let most = 2_000;
    Object.defineProperty(platform.facts, 'maxLength', { get: () => most });
    const take = <Result>(message: Outgoing, act: () => Promise<Result>): Promise<Result> => {
      if (message.kind !== 'reply' || message.text.length <= 300) return act();
      most = Math.max(50, Math.floor(Math.min(most, message.text.length) / 2));
      return Promise.reject(new BotError('too-large', 'refused for its size'));
    };
    platform.send = (target, message, key) => take(message, () => send(target, message, key));
    if (edit !== undefined) platform.edit = (target, message, shown) => take(message, () => edit(target, message, shown));
    const question = await platform.say('ada', 'hello');
    await clock.advance(600_000);
    expect(platform.texts().join(' ')).toBe(text);
    expect(platform.texts().length).toBeGreaterThan(10);
    expect(await store.deliveries.outstanding([platform.account])).toEqual([]);
    // All of it belongs to the answer, and goes with it.
    await platform.deletes(question, 'ada');
    await clock.advance(1_000);
    expect(platform.texts()).toEqual([]);
  });

  it('for its size however little it is: whoever waits for it learns that something broke', async () => {
    const { platform, clock } = await createStage({ script: () => says('tiny'), platform: { canEdit: false } });
    const { send } = platform;
    let tries = 0;
    platform.send = async (target, message, key) => {
      if (message.kind !== 'reply') return send(target, message, key);
      tries += 1;
      throw new BotError('too-large', 'refused for its size');
    };
    await platform.say('ada', 'hello');
    await clock.advance(600_000);
    expect([tries, ...platform.texts()]).toEqual([1, '[bug]']);
  });
});
