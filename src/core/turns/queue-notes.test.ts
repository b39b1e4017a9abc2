import { describe, expect, it } from 'vitest';
import { createFakeClock } from '../../../test/fakes/fake-clock.ts';
import { createMemoryStore } from '../../../test/fakes/memory-store.ts';
import { finish, type ProviderScript, says } from '../../../test/fakes/scripted-provider.ts';
import { createStage } from '../../../test/fakes/stage.ts';

/** A model that answers each question when it is let. */
function held() {
  const gates: (() => void)[] = [];
  const script: ProviderScript = async function* () {
    await new Promise<void>((resolve) => gates.push(resolve));
    yield { type: 'text', text: 'well' };
    yield finish;
  };
  return { script, answer: () => gates.shift()?.() };
}

const notices = (texts: readonly string[]): readonly string[] => texts.filter((text) => text.startsWith('-#'));

describe('whoever waits behind others in a room', () => {
  it('is told how many there are, once, and no more when their turn comes', async () => {
    const { script, answer } = held();
    const { platform, clock } = await createStage({ script });
    for (const who of ['ada', 'bob', 'eve']) await platform.say(who, 'Mia, hello', { room: 'den' });
    await clock.advance(2_900);
    expect(platform.texts()).toEqual([]);
    await clock.advance(200);
    expect(platform.texts()).toEqual(['-# One question is before yours.', '-# 2 questions are before yours.']);
    answer();
    await clock.advance(1_000);
    expect(notices(platform.texts())).toEqual(['-# 2 questions are before yours.']);
    answer();
    await clock.advance(10_000);
    expect(notices(platform.texts())).toEqual([]);
    expect(platform.shown.filter(({ message }) => message.kind === 'notice')).toHaveLength(2);
  });

  it('is told no more when their question is answered together with a later one', async () => {
    const { script, answer } = held();
    const { platform, clock } = await createStage({ script });
    for (const who of ['ada', 'bob', 'eve', 'fay']) await platform.say(who, 'Mia, hello', { room: 'den' });
    await clock.advance(3_200);
    expect(notices(platform.texts())).toHaveLength(3);
    await platform.say('gus', 'Mia, hello', { room: 'den' });
    for (let turn = 0; turn < 4; turn += 1) {
      answer();
      await clock.advance(5_000);
    }
    expect(platform.texts().filter((text) => text === 'well')).toHaveLength(4);
    expect(notices(platform.texts())).toEqual([]);
  });

  it('is told no more when they take their question back', async () => {
    const { script, answer } = held();
    const { platform, clock } = await createStage({ script });
    await platform.say('ada', 'Mia, hello', { room: 'den' });
    const bobs = await platform.say('bob', 'Mia, hello', { room: 'den' });
    await clock.advance(3_200);
    await platform.in('den').deletes(bobs, 'bob');
    answer();
    await clock.advance(5_000);
    expect(notices(platform.texts())).toEqual([]);
  });

  it('is told no more after a restart either', async () => {
    const clock = createFakeClock();
    const store = createMemoryStore();
    const first = await createStage({ clock, store, script: held().script });
    for (const who of ['ada', 'bob']) await first.platform.say(who, 'Mia, hello', { room: 'den' });
    await clock.advance(3_200);
    expect(notices(first.platform.texts())).toEqual(['-# One question is before yours.']);
    // That life ends here: its model never says a word.
    const platform = { before: first.platform.shown };
    const second = await createStage({ clock, store, platform, script: () => says('well'), settings: { discloses: true } });
    await clock.advance(10_000);
    expect(second.platform.texts().filter((text) => text === 'well')).toHaveLength(2);
    const said = notices(second.platform.texts());
    expect(said.filter((text) => text.includes('before yours'))).toEqual([]);
    expect(said.filter((text) => text.includes('AI'))).toHaveLength(2);
  });

  it('is told nothing where the answer comes soon, in a private chat, or where nobody else is meant', async () => {
    const { script, answer } = held();
    const { platform, clock } = await createStage({ script });
    await platform.say('bob', 'just talking', { room: 'den' });
    await platform.say('ada', 'Mia, one', { room: 'den' });
    await platform.say('eve', 'one');
    await clock.advance(1_000);
    await platform.say('eve', 'two');
    await platform.say('bob', 'Mia, two', { room: 'den' });
    await clock.advance(1_000);
    answer();
    await clock.advance(10_000);
    expect(notices(platform.texts())).toEqual([]);
  });
});
