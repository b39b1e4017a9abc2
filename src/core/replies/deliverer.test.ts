import { describe, expect, it } from 'vitest';
import { says } from '../../../test/fakes/scripted-provider.ts';
import { createStage } from '../../../test/fakes/stage.ts';
import { BotError } from '../errors.ts';
import type { Outgoing } from '../ports/platform.ts';

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
});
