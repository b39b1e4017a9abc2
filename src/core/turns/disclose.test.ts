import { describe, expect, it } from 'vitest';
import { createFakeClock } from '../../../test/fakes/fake-clock.ts';
import { createScriptedProvider, says } from '../../../test/fakes/scripted-provider.ts';
import { createStage, type Stage } from '../../../test/fakes/stage.ts';
import type { SettingValues } from '../settings/setting-definitions.ts';

const minute = 60_000;
const hour = 60 * minute;

async function stageWith(notice: SettingValues['notice'], owners: readonly string[] = []): Promise<Stage> {
  return createStage({
    clock: createFakeClock(),
    script: () => says('Hello.'),
    settings: { discloses: true, environment: { notice }, owners },
  });
}

/** The bot's own sentences since the last look. */
function notices({ platform }: Stage): readonly string[] {
  return platform.shown.flatMap(({ message }) => (message.kind === 'notice' ? [message.text] : []));
}

async function talk(stage: Stage, text = 'hi', room?: string): Promise<void> {
  await stage.platform.say('ada', text, room === undefined ? {} : { room });
  await stage.clock.advance(10);
}

describe('saying that she is an AI', () => {
  it('at first contact, with a way to be forgotten, and not as part of the reply', async () => {
    const stage = await stageWith('daily+3h');
    await talk(stage);
    expect(notices(stage)).toEqual([expect.stringContaining("I'm an AI")]);
    const first = stage.platform.shown[0];
    expect(first?.message.actions?.map(({ label }) => label)).toEqual(['Fine', "Don't remember me"]);
    expect(
      stage.platform.shown.filter(({ message }) => message.kind === 'reply').map(({ message }) => message.kind === 'reply' && message.text),
    ).toEqual(['Hello.']);
    await talk(stage);
    expect(notices(stage)).toHaveLength(1);
    const stored = await stage.store.history.byRef('fake:dm/ada', 'event-1');
    const replies = await stage.store.history.repliesTo(stored?.id ?? '');
    expect(replies.map(({ text }) => text)).toEqual(['Hello.']);
  });

  it.each([
    ['loopback', 'on their own computer; nothing you write goes further than that. I keep'],
    ['lan', 'in their own network; nothing you write goes further than that. I keep'],
    ['cloud', 'by the operator of this bot; the answers are written on the servers of scripted, so what you write is sent there. I keep'],
  ] as const)('at first contact it promises what holds when the model is as far away as %s', async (exposure, promise) => {
    const provider = createScriptedProvider(() => says('Hello.'), { exposure });
    const settings = { discloses: true, cloud: 'allow' } as const;
    const stage = await createStage({ clock: createFakeClock(), script: () => says(''), providers: [provider], settings });
    await talk(stage);
    expect(notices(stage)).toEqual([expect.stringContaining(promise)]);
  });

  it('in a private chat what is kept there, whatever was said in a room before; once', async () => {
    const stage = await stageWith('daily+3h');
    await talk(stage, 'Mia, hi', 'den');
    await talk(stage);
    await talk(stage, 'Mia, hi', 'den');
    await talk(stage);
    expect(notices(stage)).toEqual([expect.stringContaining('for this channel only'), expect.stringContaining("I'm an AI")]);
  });

  it('in a room in one line, for the place', async () => {
    const stage = await stageWith('daily+3h');
    await talk(stage, 'Mia, hi', 'den');
    expect(notices(stage)).toEqual([expect.stringContaining('for this channel only')]);
  });

  it('once on another day, and after three hours without a pause', async () => {
    const stage = await stageWith('daily+3h');
    await talk(stage);
    await stage.clock.advance(25 * hour);
    await talk(stage);
    expect(notices(stage).at(-1)).toBe('Mia is an AI, not a person.');
    for (let spoken = 0; spoken < 3 * hour; spoken += 20 * minute) {
      await stage.clock.advance(20 * minute);
      await talk(stage);
    }
    expect(notices(stage).at(-1)).toContain('Three hours with an AI.');
    expect(notices(stage)).toHaveLength(3);
  });

  it('a pause begins the three hours anew', async () => {
    const stage = await stageWith('daily+3h');
    await talk(stage);
    for (let spoken = 0; spoken < 4; spoken += 1) {
      await stage.clock.advance(hour);
      await talk(stage);
    }
    expect(notices(stage)).toHaveLength(1);
  });

  it.each([
    ['first', 1],
    ['daily', 2],
  ] as const)('set to %s', async (notice, many) => {
    const stage = await stageWith(notice);
    await talk(stage);
    await stage.clock.advance(25 * hour);
    for (let spoken = 0; spoken < 5 * hour; spoken += 20 * minute) {
      await stage.clock.advance(20 * minute);
      await talk(stage);
    }
    expect(notices(stage)).toHaveLength(many);
  });

  it('not to the operator, except when asked', async () => {
    const stage = await stageWith('daily+3h', ['fake:ada']);
    await talk(stage);
    await stage.clock.advance(25 * hour);
    await talk(stage);
    expect(notices(stage)).toEqual([]);
    await talk(stage, 'are you human?');
    expect(notices(stage)).toEqual(["Yes, I'm an AI. No person is writing this."]);
  });

  it('always when sincerely asked, whatever the model says', async () => {
    const stage = await stageWith('first');
    await talk(stage, 'are you a real person?');
    await talk(stage, 'bist du ein Mensch?');
    expect(notices(stage).filter((text) => text === "Yes, I'm an AI. No person is writing this.")).toHaveLength(2);
  });
});
