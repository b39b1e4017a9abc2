import { describe, expect, it } from 'vitest';
import { says } from '../../../../test/fakes/scripted-provider.ts';
import { createStage } from '../../../../test/fakes/stage.ts';
import me from '../me/index.ts';
import memory from './index.ts';

/** Ada and Bob have each asked something in a room, and were answered. */
async function start() {
  const stage = await createStage({
    script: () => says('The owl is awake.'),
    commands: [
      { ...memory, name: 'memory' },
      { ...me, name: 'me' },
    ],
  });
  const { platform, clock, store } = stage;
  const adas = await platform.say('ada', 'Mia, I keep bees', { room: 'den' });
  await clock.advance(5_000);
  const bobs = await platform.say('bob', 'Mia, I keep owls', { room: 'den' });
  await clock.advance(5_000);
  return {
    ...stage,
    adas,
    bobs,
    async remembers(who: string, target: string, room = 'den'): Promise<string> {
      await platform.menu(who, 'memory remember', { room, target });
      await clock.advance(10);
      return platform.texts(`fake:${room}`).at(-1) ?? '';
    },
    async facts(who: string) {
      return store.memory.factsOf((await store.rooms.person(`fake:${who}`))?.id ?? '', []);
    },
  };
}

describe('a line that somebody wants remembered', () => {
  it('is kept as it stands when it is their own, for them alone', async () => {
    const { remembers, facts, adas } = await start();
    expect(await remembers('ada', adas)).toContain('Kept: “Mia, I keep bees”');
    expect(await facts('ada')).toMatchObject([{ text: 'Mia, I keep bees', audience: expect.stringMatching(/^dm\(/) }]);
    expect(await facts('bob')).toEqual([]);
  });

  it('is a quote with its author when it is not: of a person, of her', async () => {
    const { remembers, facts, bobs, platform } = await start();
    await remembers('ada', bobs);
    const reply = platform.shown.find(({ message }) => message.kind === 'reply');
    await remembers('ada', reply?.ref ?? '');
    expect((await facts('ada')).map(({ text }) => text)).toEqual(['bob: “Mia, I keep owls”', 'Mia: “The owl is awake.”']);
  });

  it('goes when the line goes', async () => {
    const { remembers, facts, bobs, platform, clock } = await start();
    await remembers('ada', bobs);
    await platform.in('den').deletes(bobs, 'bob');
    await clock.advance(10);
    expect(await facts('ada')).toEqual([]);
  });

  it('is gone when somebody else changes what they had said; their own stays', async () => {
    const { remembers, facts, adas, bobs, platform, clock } = await start();
    await remembers('ada', bobs);
    await remembers('ada', adas);
    await platform.in('den').edits(bobs, 'Mia, I keep nothing', 'bob');
    await platform.in('den').edits(adas, 'Mia, I keep wasps', 'ada');
    await clock.advance(5_000);
    expect((await facts('ada')).map(({ text }) => text)).toEqual(['Mia, I keep bees']);
  });

  it('is not kept for somebody else when its author lets her remember nothing', async () => {
    const { remembers, facts, bobs, platform, clock } = await start();
    await platform.command('bob', 'me remember nothing');
    await clock.advance(10);
    expect(await remembers('ada', bobs)).toBe('[not-allowed]');
    expect(await facts('ada')).toEqual([]);
  });

  it('is in no prompt any more once its author lets her remember nothing, or wants the line forgotten', async () => {
    const { remembers, bobs, platform, clock, provider } = await start();
    await remembers('ada', bobs);
    const askedAlone = async (): Promise<string> => {
      await platform.say('ada', 'who keeps what?');
      await clock.advance(5_000);
      return JSON.stringify(provider.requests.at(-1)?.messages);
    };
    expect(await askedAlone()).toContain('I keep owls');
    await platform.command('bob', 'me remember nothing');
    await clock.advance(10);
    expect(await askedAlone()).not.toContain('I keep owls');
    await platform.command('bob', 'me remember everything');
    await clock.advance(10);
    expect(await askedAlone()).toContain('I keep owls');
    await platform.menu('bob', 'memory forget', { room: 'den', target: bobs });
    await clock.advance(10);
    expect(await askedAlone()).not.toContain('I keep owls');
    await platform.command('ada', 'memory show');
    await clock.advance(10);
    expect(platform.texts('fake:dm/ada').at(-1)).not.toContain('I keep owls');
  });

  it('is only one that was said to her or by her in that place', async () => {
    const { remembers, facts, adas } = await start();
    expect(await remembers('ada', 'never-heard')).toBe('[not-found]');
    expect(await remembers('ada', adas, 'hall')).toBe('[not-found]');
    expect(await facts('ada')).toEqual([]);
  });

  it('has to be given where nothing was pointed at', async () => {
    const { platform, clock } = await start();
    await platform.command('ada', 'memory remember', 'den');
    await clock.advance(10);
    expect(platform.texts('fake:den').at(-1)).toBe('[invalid-option]');
  });
});
