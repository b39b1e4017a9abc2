import { describe, expect, it } from 'vitest';
import { createFakeClock } from '../../../test/fakes/fake-clock.ts';
import { createMemoryStore } from '../../../test/fakes/memory-store.ts';
import { says } from '../../../test/fakes/scripted-provider.ts';
import { createStage, type Stage } from '../../../test/fakes/stage.ts';
import chat from '../commands/chat/index.ts';
import type { CommandPart } from '../commands/command.ts';
import memory from '../commands/memory/index.ts';
import type { Store } from '../ports/store.ts';
import type { Write } from '../ports/writes.ts';

const day = 24 * 3_600_000;
const commands = [
  { ...chat, name: 'chat' },
  { ...memory, name: 'memory' },
];

/** A life that is cut off at the first such write, before it or right after it. */
function cutOff(store: Store, when: 'before' | 'after', is: (writes: readonly Write[]) => boolean): Store {
  let isDead = false;
  return {
    ...store,
    async commit(writes) {
      const isMoment = !isDead && is(writes);
      if (!isDead && !(isMoment && when === 'before')) await store.commit(writes);
      isDead ||= isMoment;
      if (isDead) return new Promise<never>(() => undefined);
    },
  };
}

const isDone = (writes: readonly Write[]): boolean => writes.some((write) => write.write === 'turn' && write.state === 'delivered');

async function settle({ clock }: Stage, ms = 100): Promise<void> {
  await clock.advance(ms);
}

function tokenOf({ platform }: Stage, label: string): string {
  return platform.shown.flatMap(({ message }) => message.actions ?? []).findLast((action) => action.label === label)?.token ?? '';
}

/** The code somebody is refused with, or what they get. */
async function press(
  stage: Stage,
  who: string,
  { token, room }: { readonly token: string; readonly room?: string },
): Promise<string | undefined> {
  await stage.platform.press(who, token, room);
  await settle(stage);
  return stage.platform.texts().at(-1);
}

describe('something to press', () => {
  it('works after a restart', async () => {
    const first = await createStage({ commands, script: () => says('one') });
    await first.platform.say('ada', 'hi', { id: 'first' });
    await settle(first);
    const { clock, store, platform } = first;
    const second = await createStage({ clock, store, commands, platform: { before: platform.shown }, script: () => says('another') });
    expect(await press(second, 'ada', { token: tokenOf(second, 'Retry') })).toBe('another');
    expect(second.platform.texts()).toEqual(['another']);
  });

  it('is for whoever asked, and for those who decide for the room', async () => {
    const rooms = { 'fake:den': { kind: 'room', admins: ['fake:mod'] } } as const;
    const stage = await createStage({ commands, platform: { rooms }, script: () => says('one') });
    await stage.platform.say('ada', 'Mia, hi', { room: 'den' });
    await settle(stage);
    const token = tokenOf(stage, 'Retry');
    expect(await press(stage, 'bob', { token, room: 'den' })).toBe('[not-yours]');
    expect(stage.provider.requests).toHaveLength(1);
    await press(stage, 'mod', { token, room: 'den' });
    expect(stage.provider.requests).toHaveLength(2);
  });

  it('made for one person alone is nobody else’s, whoever decides here', async () => {
    const rooms = { 'fake:den': { kind: 'room', admins: ['fake:mod'] } } as const;
    const stage = await createStage({ commands, platform: { rooms }, script: () => says('one') });
    await stage.platform.say('ada', 'Mia, my zebra is called Marty', { room: 'den' });
    await stage.platform.command('ada', 'memory forget zebra', 'den');
    await settle(stage);
    const undo = tokenOf(stage, 'Undo');
    expect(await press(stage, 'mod', { token: undo, room: 'den' })).toBe('[not-yours]');
    expect(await press(stage, 'ada', { token: undo, room: 'den' })).toBe('Brought back.');
  });

  it('does nothing in another room, when its time is over, or when its message is gone', async () => {
    const stage = await createStage({ commands, script: () => says('one') });
    await stage.platform.say('ada', 'hi');
    await settle(stage);
    const token = tokenOf(stage, 'Retry');
    expect(await press(stage, 'ada', { token, room: 'den' })).toBe('[expired-action]');
    await stage.platform.deletes('event-1', 'ada');
    expect(await press(stage, 'ada', { token })).toBe('[expired-action]');
    await stage.platform.say('ada', 'hi again');
    await settle(stage);
    await settle(stage, 31 * day);
    expect(await press(stage, 'ada', { token: tokenOf(stage, 'Retry') })).toBe('[expired-action]');
    expect(stage.provider.requests).toHaveLength(2);
  });

  it('that is past its time is gone from the store after a start', async () => {
    const first = await createStage({ commands, script: () => says('one') });
    await first.platform.say('ada', 'hi');
    await settle(first);
    const token = tokenOf(first, 'Retry');
    await settle(first, 31 * day);
    expect(await first.store.actions.get(token)).toBeDefined();
    await createStage({ clock: first.clock, store: first.store, commands, script: () => says('') });
    expect(await first.store.actions.get(token)).toBeUndefined();
  });
});

describe('a command that a crash cuts off', () => {
  it.each(['before', 'after'] as const)('%s its answer is kept is answered once, and what it did is there once', async (when) => {
    const clock = createFakeClock();
    const store = createMemoryStore();
    const first = await createStage({ clock, store: cutOff(store, when, isDone), commands, script: () => says('') });
    await first.platform.command('ada', 'memory remember I start at the bakery in March');
    await settle(first);
    expect(first.platform.texts()).toEqual([]);
    const second = await createStage({ clock, store, commands, script: () => says('') });
    await settle(second, 10_000);
    expect(second.platform.texts()).toEqual([expect.stringContaining('Kept: “I start at the bakery in March”')]);
    const person = (await store.rooms.person('fake:ada'))?.id ?? '';
    expect(await store.memory.factsOf(person, [])).toHaveLength(1);
    const third = await createStage({ clock, store, commands, script: () => says('') });
    await settle(third, 10_000);
    expect(third.platform.texts()).toEqual([]);
  });

  it('while its answer is being written is written anew, with the words it was called with', async () => {
    const clock = createFakeClock();
    const store = createMemoryStore();
    const isReply = (writes: readonly Write[]): boolean => writes.some(({ write }) => write === 'reply');
    const first = await createStage({ clock, store: cutOff(store, 'before', isReply), commands, script: () => says('half') });
    await first.platform.command('ada', { command: 'chat say', args: { text: 'a story of the zebra' } });
    await settle(first);
    const second = await createStage({ clock, store, commands, platform: { before: first.platform.shown }, script: () => says('whole') });
    await settle(second, 10_000);
    expect(second.platform.texts()).toEqual(['whole']);
    expect(JSON.stringify(second.provider.requests[0]?.messages)).toContain('a story of the zebra');
    // The message alone holds what was said; the call keeps nothing of it.
    const turn = await store.turns.ofMessage((await store.history.byRef('fake:dm/ada', 'event-1'))?.id ?? '');
    expect(JSON.stringify(turn?.body)).not.toContain('zebra');
  });
});

describe('what a command answers on its way', () => {
  it('is shown in order, and only the last stays as the last', async () => {
    const slow = {
      name: 'slow',
      summary: { en: 'slow', de: 'langsam' },
      examples: ['slow'],
      options: [],
      access: 'anyone',
      lane: 'control',
      visible: 'asker',
      async *run() {
        yield { kind: 'progress', note: 'half' };
        yield { kind: 'text', body: 'whole' };
      },
    } satisfies CommandPart & { readonly name: string };
    const stage = await createStage({ commands: [slow], script: () => says('') });
    await stage.platform.command('ada', 'slow');
    await settle(stage);
    expect(stage.platform.shown.map(({ message }) => message.kind === 'answer' && [message.last, message.isPrivate])).toEqual([
      [false, true],
      [true, true],
    ]);
    expect(stage.platform.texts()).toEqual(['half', 'whole']);
  });
});
