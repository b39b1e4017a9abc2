import { describe, expect, it } from 'vitest';
import { createFakeClock, type FakeClock } from '../../test/fakes/fake-clock.ts';
import { finish, says } from '../../test/fakes/scripted-provider.ts';
import { createStage, type Stage } from '../../test/fakes/stage.ts';
import chat from './commands/chat/index.ts';
import me from './commands/me/index.ts';
import settings from './commands/settings/index.ts';
import type { ChatProvider, ChatRequest, Health } from './ports/provider.ts';

const commands = [
  { ...chat, name: 'chat' },
  { ...settings, name: 'settings' },
  { ...me, name: 'me' },
];
const text = (words: string) => ({ en: words, de: words });

interface Remote {
  readonly provider: ChatProvider;
  readonly requests: ChatRequest[];
  isThere: boolean;
}

/** A server with models that comes and goes. */
function remote(name: string, models: readonly string[] = [`${name}-1`]): Remote {
  const requests: ChatRequest[] = [];
  const info = models.map((id) => ({ id, window: 8192 }));
  const [first] = info;
  const one: Remote = {
    isThere: true,
    requests,
    provider: {
      name,
      exposure: 'loopback',
      async *stream(request) {
        requests.push(request);
        yield { type: 'text', text: `${name}/${request.model} answers` };
        yield finish;
      },
      health: async (): Promise<Health> =>
        one.isThere && first !== undefined
          ? {
              state: 'up',
              address: name,
              models: info,
              chosen: { model: first, why: text('first') },
              summary: text(`${name} is up`),
            }
          : { state: 'down', problem: text(`${name} is away.`) },
    },
  };
  return one;
}

/** Hears of models that come, as the app does. */
function watch({ models, engine }: Stage): void {
  models.watch((_candidate, health) => void engine.modelCame(health));
}

async function later(clock: FakeClock, ms = 4000): Promise<void> {
  await clock.advance(ms);
}

describe('a question nobody could answer', () => {
  it('is taken up once when a model comes, though two come at the same time', async () => {
    const [near, far] = [remote('near'), remote('far')];
    near.isThere = false;
    far.isThere = false;
    const stage = await createStage({ commands, script: () => says(''), providers: [near.provider, far.provider] });
    watch(stage);
    await stage.platform.say('ada', 'what should I cook?');
    await later(stage.clock, 100);
    expect(stage.platform.texts()).toEqual(['[provider-unreachable]']);
    near.isThere = true;
    far.isThere = true;
    await later(stage.clock, 60_000);
    expect(stage.platform.texts().slice(1)).toEqual([
      "-# ✓ near is up. I'm properly here now. You were asking: “what should I cook?”",
      'near/near-1 answers',
    ]);
    expect(near.requests.length + far.requests.length).toBe(1);
    near.isThere = false;
    await later(stage.clock, 60_000);
    near.isThere = true;
    await later(stage.clock, 60_000);
    expect(near.requests.length + far.requests.length).toBe(1);
  });

  it('is taken up once when two hear of a model in the same moment', async () => {
    const near = remote('near');
    near.isThere = false;
    const stage = await createStage({ commands, script: () => says(''), providers: [near.provider] });
    await stage.platform.say('ada', 'what should I cook?');
    await later(stage.clock, 100);
    near.isThere = true;
    await stage.models.look();
    const health = { state: 'up', address: '', models: [], summary: text('up') } as const;
    await Promise.all([stage.engine.modelCame(health), stage.engine.modelCame(health)]);
    await later(stage.clock);
    expect(near.requests).toHaveLength(1);
    expect(stage.platform.texts()).toHaveLength(3);
  });

  it('is let go when it was answered meanwhile, deleted, or is too old', async () => {
    for (const meanwhile of ['answered', 'deleted', 'old'] as const) {
      const near = remote('near');
      near.isThere = false;
      const stage = await createStage({ commands, script: () => says(''), providers: [near.provider] });
      await stage.platform.say('ada', 'what should I cook?');
      await later(stage.clock, 100);
      if (meanwhile === 'deleted') await stage.platform.deletes('event-1', 'ada');
      await later(stage.clock, meanwhile === 'old' ? 31 * 60_000 : 100);
      near.isThere = true;
      await stage.models.look();
      if (meanwhile === 'answered') await stage.platform.say('ada', 'never mind, hello');
      await later(stage.clock, 100);
      const before = near.requests.length;
      await stage.engine.modelCame({ state: 'up', address: '', models: [], summary: text('up') });
      await later(stage.clock, 100);
      expect(near.requests).toHaveLength(before);
    }
  });

  it('that a rehearsal answered is answered in the same place', async () => {
    const near = remote('near');
    near.isThere = false;
    const rehearsal: ChatProvider = {
      name: 'script',
      exposure: 'process',
      rehearsal: 'script',
      async *stream() {
        yield { type: 'text', text: 'I only know my lines.' };
        yield { type: 'finish', reason: 'stop', raw: 'unanswered' };
      },
    };
    const stage = await createStage({ commands, script: () => says(''), providers: [rehearsal] });
    await stage.platform.say('ada', 'what should I cook?');
    await later(stage.clock, 100);
    near.isThere = true;
    watch(stage);
    await stage.models.replace([{ provider: near.provider, isConfigured: true }]);
    await later(stage.clock);
    expect(stage.platform.texts()).toEqual(['near/near-1 answers', expect.stringContaining('properly here now')]);
    expect(stage.platform.shown[0]?.message).toMatchObject({ variant: 2 });
  });
});

describe('a provider that was replaced', () => {
  it('says nothing any more', async () => {
    const [old, fresh] = [remote('old'), remote('fresh')];
    old.isThere = false;
    const heard: string[] = [];
    const stage = await createStage({ commands, script: () => says(''), providers: [old.provider] });
    stage.models.watch(({ name }) => void heard.push(name));
    await later(stage.clock, 100);
    await stage.models.replace([{ provider: fresh.provider, isConfigured: true }]);
    old.isThere = true;
    await later(stage.clock, 60_000);
    expect(heard).toEqual(['fresh']);
  });
});

describe('a model that sleeps', () => {
  async function sleepy(awake: boolean | undefined) {
    const clock = createFakeClock();
    const provider: ChatProvider = {
      name: 'near',
      exposure: 'loopback',
      isAwake: async () => awake,
      async *stream(_request, { signal }) {
        await clock.sleep(41_000, signal);
        yield { type: 'text', text: 'Good morning.' };
        yield finish;
      },
    };
    return createStage({ clock, script: () => says(''), providers: [provider] });
  }

  it('is said to be waking, the next time with how long it took', async () => {
    const stage = await sleepy(false);
    await stage.platform.say('ada', 'hi');
    await later(stage.clock, 3000);
    expect(stage.platform.texts()).toEqual(['-# Waking near up.']);
    await later(stage.clock, 60_000);
    await stage.platform.say('ada', 'hi again');
    await later(stage.clock, 60_000);
    expect(stage.platform.texts()).toEqual(['-# Waking near up.', 'Good morning.', '-# Waking near up (last time 41 s).', 'Good morning.']);
  });

  it.each([true, undefined])('is not said to be waking when it is awake or cannot tell (%s)', async (awake) => {
    const stage = await sleepy(awake);
    await stage.platform.say('ada', 'hi');
    await later(stage.clock, 60_000);
    expect(stage.platform.texts()).toEqual(['Good morning.']);
  });
});

describe('settings in a real turn', () => {
  it('the person’s wish comes before the room’s and the operator’s, and a model goes with its own provider', async () => {
    const [near, far] = [remote('near', ['near-1', 'near-2']), remote('far', ['far-1', 'far-2'])];
    const stage = await createStage({
      commands,
      script: () => says(''),
      providers: [near.provider, far.provider],
      settings: { environment: { provider: 'near', model: 'near-2' } },
    });
    const ask = async (): Promise<string | undefined> => {
      await stage.platform.say('ada', 'Mia, hi', { room: 'den' });
      await later(stage.clock);
      return stage.platform.texts('fake:den').at(-1);
    };
    const call = async (line: string): Promise<void> => {
      await stage.platform.command('ada', line, 'den');
      await later(stage.clock);
    };
    expect(await ask()).toBe('near/near-2 answers');
    await call('settings provider far scope=room');
    // What the operator named for the other one does not follow.
    expect(await ask()).toBe('far/far-1 answers');
    await call('settings model far-2 scope=room');
    expect(await ask()).toBe('far/far-2 answers');
    await call('settings provider near');
    expect(await ask()).toBe('near/near-1 answers');
    await call('settings provider unset');
    expect(await ask()).toBe('far/far-2 answers');
  });

  it('in a room everybody is called as they wish, and what they wrote about themselves stays in private', async () => {
    const near = remote('near');
    const stage = await createStage({ commands, script: () => says(''), providers: [near.provider] });
    const about = [
      ['ada', 'Countess Ada', 'I keep bees'],
      ['bob', 'Sir Bob', 'I climb walls'],
    ] as const;
    for (const [who, name, words] of about) {
      await stage.platform.command(who, `me name ${name}`);
      await stage.platform.command(who, `me about ${words}`);
      await stage.platform.say(who, 'Mia, hi', { room: 'den' });
      await later(stage.clock);
    }
    const asked = JSON.stringify(near.requests.at(-1)?.messages);
    expect(asked).toContain('Countess Ada');
    expect(asked).toContain('Sir Bob');
    expect(asked).not.toMatch(/bees|walls/);
    await stage.platform.say('bob', 'hi');
    await later(stage.clock);
    expect(JSON.stringify(near.requests.at(-1)?.messages)).toContain('I climb walls');
  });

  it('“yesterday” is the person’s own', async () => {
    const near = remote('near');
    const stage = await createStage({
      commands,
      clock: createFakeClock(Date.UTC(2026, 10, 24, 22)),
      script: () => says(''),
      providers: [near.provider],
    });
    await stage.platform.command('ada', 'me time-zone Pacific/Kiritimati');
    await later(stage.clock);
    await stage.platform.say('ada', 'hi');
    await stage.platform.say('bob', 'hi');
    await later(stage.clock);
    const [hers, his] = near.requests.map(({ messages }) => messages.map((message) => message.text).join('\n'));
    expect(hers).toContain('Yesterday was Tuesday');
    expect(his).toContain('Yesterday was Monday');
  });
});
