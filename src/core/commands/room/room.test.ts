import { describe, expect, it } from 'vitest';
import { createFakeClock } from '../../../../test/fakes/fake-clock.ts';
import { finish, says } from '../../../../test/fakes/scripted-provider.ts';
import { createStage, personality, type StageOptions } from '../../../../test/fakes/stage.ts';
import type { RoomFacts } from '../../ports/platform.ts';
import room from './index.ts';

const hourMs = 3_600_000;
const den: RoomFacts = { kind: 'room', admins: ['fake:mod'] };
/** A thread of the den, and a room beside it. */
const rooms = { 'fake:den': den, 'fake:thread': { ...den, parent: 'fake:den' }, 'fake:hall': den } as const satisfies Record<
  string,
  RoomFacts
>;

async function start(options: Partial<StageOptions> = {}) {
  const stage = await createStage({ script: () => says('hello'), commands: [{ ...room, name: 'room' }], platform: { rooms }, ...options });
  const { platform, clock } = stage;
  return {
    ...stage,
    /** The last thing that stands in a place once somebody has called a command there. */
    async call(who: string, line: string, place = 'den'): Promise<string> {
      await platform.command(who, line, place);
      await clock.advance(10);
      return platform.texts(`fake:${place}`).at(-1) ?? '';
    },
    /** How many replies a question brings. */
    async asks(who: string, place = 'den'): Promise<number> {
      const before = platform.shown.filter(({ message }) => message.kind === 'reply').length;
      await platform.say(who, 'Mia, are you there?', place.startsWith('dm/') ? {} : { room: place });
      await clock.advance(5_000);
      return platform.shown.filter(({ message }) => message.kind === 'reply').length - before;
    },
  };
}

describe('/room quiet', () => {
  it('silences her in that place for as long as it says, and nowhere else', async () => {
    const { call, asks, clock, platform, provider } = await start();
    expect(await call('mod', 'room quiet 1h')).toMatch(
      /^I am quiet here until .*\. Commands still work; \/room quiet off lets me speak before\.$/,
    );
    expect([await asks('ada'), await asks('ada', 'hall'), await asks('ada', 'dm/ada')]).toEqual([0, 1, 1]);
    expect(platform.texts('fake:den')).toHaveLength(1);
    expect(provider.requests).toHaveLength(2);
    expect(await call('ada', 'room show')).toContain('I am quiet here until');
    await clock.advance(hourMs);
    expect(await asks('ada')).toBe(1);
  });

  it('what was said meanwhile was kept', async () => {
    const { call, asks, provider } = await start();
    await call('mod', 'room quiet 8h');
    await asks('ada');
    await call('mod', 'room quiet off');
    await asks('bob');
    expect(provider.requests.at(-1)?.messages.filter(({ role }) => role === 'user')).toHaveLength(2);
  });

  it('holds for ever until somebody says off, by word or by button', async () => {
    const { call, asks, clock, platform } = await start();
    expect(await call('mod', 'room quiet forever')).toContain('until you say otherwise');
    await clock.advance(400 * 24 * hourMs);
    expect(await asks('ada')).toBe(0);
    expect(await call('mod', 'room quiet off')).toBe('I speak here again.');
    expect(await asks('ada')).toBe(1);
    expect(await call('mod', 'room quiet off')).toBe('I am not quiet here.');
    await call('mod', 'room quiet 1d');
    await platform.presses('mod', 'Speak again', 'den');
    await clock.advance(10);
    expect(await asks('ada')).toBe(1);
  });

  it('asks how long when nothing is said', async () => {
    const { call, clock, platform, asks } = await start();
    expect(await call('mod', 'room quiet')).toBe('For how long shall I be quiet here?');
    expect(platform.shown.at(-1)?.message.actions?.map(({ label }) => label)).toEqual([
      'for 1 hour',
      'for 8 hours',
      'for 1 day',
      'for ever',
    ]);
    expect(await asks('ada')).toBe(1);
    await platform.presses('mod', 'for 8 hours', 'den');
    await clock.advance(10);
    expect(await asks('ada')).toBe(0);
  });

  it('is for moderators; in a private chat its person decides', async () => {
    const { call, asks, clock, platform } = await start();
    expect(await call('ada', 'room quiet 1h')).toBe('[not-allowed]');
    expect(await asks('ada')).toBe(1);
    await platform.command('ada', 'room quiet 1h');
    await clock.advance(10);
    expect([await asks('ada', 'dm/ada'), await asks('bob', 'dm/bob')]).toEqual([0, 1]);
  });

  it('takes what was asked before and the answer that is being written with it', async () => {
    const clock = createFakeClock();
    const { call, platform, provider } = await start({
      clock,
      async *script(_request, _attempt, signal) {
        yield { type: 'text', text: 'Once upon' };
        await clock.sleep(60_000, signal);
        yield { type: 'text', text: ' a time' };
        yield finish;
      },
    });
    await platform.say('ada', 'Mia, a story', { room: 'den' });
    await clock.advance(100);
    await platform.say('bob', 'Mia, another', { room: 'den' });
    await clock.advance(100);
    await call('mod', 'room quiet 1h');
    await clock.advance(70_000);
    expect(platform.texts('fake:den')).toEqual(['Once upon', expect.stringContaining('I am quiet here')]);
    expect(provider.requests).toHaveLength(1);
  });

  it('an edited question is not answered anew', async () => {
    const { call, clock, platform, provider } = await start();
    const question = await platform.say('ada', 'hi');
    await clock.advance(10);
    await platform.command('ada', 'room quiet 1h');
    await clock.advance(10);
    await platform.edits(question, 'hello', 'ada');
    await clock.advance(10);
    expect(provider.requests).toHaveLength(1);
    expect(await call('ada', 'room show', 'dm/ada')).toContain('quiet');
  });
});

describe('a thread', () => {
  it('is as quiet as the place it belongs to, and off there ends it', async () => {
    const { call, asks } = await start();
    await call('mod', 'room quiet 8h');
    expect(await asks('ada', 'thread')).toBe(0);
    expect(await call('mod', 'room quiet off', 'thread')).toContain('The place this thread belongs to is quiet');
    await call('mod', 'room quiet 1h', 'thread');
    expect(await asks('ada', 'thread')).toBe(0);
    await call('mod', 'room quiet off');
    expect([await asks('ada'), await asks('ada', 'thread')]).toEqual([1, 0]);
    expect(await call('mod', 'room quiet off', 'thread')).toBe('I speak here again.');
  });

  it('is answered by whom its place has chosen, unless it chose itself', async () => {
    const { store, platform, clock } = await start({ cast: [personality('mia', 'Mia'), personality('juno', 'Juno')] });
    const choose = (owner: string, value: string) =>
      store.commit([{ write: 'setting', level: 'room', owner, key: 'personality', value, at: 1 }]);
    const answering = async (): Promise<unknown> => {
      await platform.command('ada', 'room show', 'thread');
      await clock.advance(10);
      const { message } = platform.shown.at(-1) ?? {};
      return message?.kind === 'answer' && message.answer.kind === 'panel' ? message.answer.parts[0]?.body : undefined;
    };
    expect(await answering()).toBe('Mia');
    await choose('fake:den', 'juno');
    expect(await answering()).toBe('Juno');
    await choose('fake:thread', 'mia');
    expect(await answering()).toBe('Mia');
  });
});

describe('/room streaming', () => {
  it('off: an answer is shown once, when it is whole', async () => {
    const clock = createFakeClock();
    const { call, platform } = await start({
      clock,
      async *script() {
        yield { type: 'text', text: 'Hello' };
        await clock.sleep(1_000);
        yield { type: 'text', text: ' there.' };
        yield finish;
      },
    });
    const seen = async (): Promise<readonly unknown[]> => {
      await platform.say('ada', 'Mia, hi', { room: 'den' });
      await clock.advance(500);
      const before = platform.texts('fake:den').at(-1);
      await clock.advance(1_000);
      return [before, platform.texts('fake:den').at(-1), platform.shown.at(-1)?.replaced.length];
    };
    expect(await call('mod', 'room streaming off')).toBe('My answers come whole here, once they are finished.');
    expect(await seen()).toEqual([expect.stringContaining('My answers come whole'), 'Hello there.', 0]);
    expect(await call('mod', 'room streaming on')).toBe('My answers grow here as they are written.');
    expect((await seen())[0]).toBe('Hello');
    expect(await call('ada', 'room streaming off')).toBe('[not-allowed]');
  });
});

describe('/room', () => {
  it('alone shows who answers, when, how, and who may change that, with what may be changed', async () => {
    const { call, platform } = await start();
    const shown = await call('ada', 'room');
    for (const part of ['Who answers Mia', 'When To a mention', 'My answers grow', 'The moderators of this place.'])
      expect(shown).toContain(part);
    expect(platform.shown.at(-1)?.message.actions).toEqual([]);
    expect(await call('mod', 'room')).toContain('you are one');
    expect(platform.shown.at(-1)?.message.actions?.map(({ label }) => label)).toEqual(['Quiet for 1 hour']);
    expect(await call('ada', 'room', 'dm/ada')).toContain('Always: just write.');
  });
});

describe('/room replies', () => {
  it('is kept for the place and said by show; not offered where no thread can be opened', async () => {
    const { call } = await start({ platform: { rooms, hasThreads: true } });
    expect(await call('mod', 'room replies')).toContain('where the question is');
    expect(await call('mod', 'room replies thread')).toContain('opens a thread');
    expect(await call('ada', 'room show')).toContain('opens a thread');
    expect(await call('ada', 'room show', 'hall')).toContain('where the question is');
    for (const place of ['dm/ada', 'thread']) expect(await call('mod', 'room replies thread', place)).toContain('Nothing was changed');
    expect(await call('ada', 'room show', 'dm/ada')).not.toContain('where the question is');
    expect(await call('mod', 'room replies there')).toBe('[invalid-option]');
    expect(await call('ada', 'room replies here')).toBe('[not-allowed]');
  });

  it('is refused on a platform without threads', async () => {
    const { call } = await start();
    expect(await call('mod', 'room replies thread')).toContain('Nothing was changed');
    expect(await call('mod', 'room replies')).toContain('where the question is');
  });
});
