import { describe, expect, it } from 'vitest';
import { createFakeClock } from '../../../test/fakes/fake-clock.ts';
import type { FakePlatform } from '../../../test/fakes/fake-platform.ts';
import { createMemoryStore } from '../../../test/fakes/memory-store.ts';
import { says } from '../../../test/fakes/scripted-provider.ts';
import { createStage, personality } from '../../../test/fakes/stage.ts';
import { BotError } from '../errors.ts';
import type { Store } from '../ports/store.ts';
import type { Write } from '../ports/writes.ts';

const isReply = (writes: readonly Write[]): boolean => writes.some(({ write }) => write === 'reply');

/** A store that does something around the first such commit: `before` it, or `after` it and before anybody knows. */
function around(
  store: Store,
  is: (writes: readonly Write[]) => boolean,
  steps: { before?(): Promise<void>; after?(): Promise<void> },
): Store {
  let isFirst = true;
  return {
    ...store,
    async commit(writes) {
      const isMoment = isFirst && is(writes);
      if (isMoment) isFirst = false;
      if (isMoment) await steps.before?.();
      await store.commit(writes);
      if (isMoment) await steps.after?.();
    },
  };
}

/** Lets what only waits for promises happen. */
async function settled(): Promise<void> {
  for (let round = 0; round < 20; round += 1) await new Promise((resolve) => setImmediate(resolve));
}

describe('a deletion', () => {
  it.each(['before', 'after'] as const)('that comes in the moment %s the answer is stored leaves nothing of either', async (moment) => {
    const clock = createFakeClock();
    const store = createMemoryStore();
    let platform: FakePlatform | undefined;
    const remove = async (): Promise<void> => {
      await platform?.deletes('event-1', 'ada');
      await settled();
    };
    const stage = await createStage({
      clock,
      store: around(store, isReply, { [moment]: remove }),
      script: () => says('You said ', 'zebra.'),
    });
    platform = stage.platform;
    await stage.platform.say('ada', 'zebra');
    await clock.advance(5000);
    const message = await store.history.byRef('fake:dm/ada', 'event-1');
    expect(message?.forgotten).toBe(true);
    expect((await store.history.repliesTo(message?.id ?? '')).map(({ text }) => text).join('')).toBe('');
    expect(stage.platform.texts().join()).not.toContain('zebra');
  });

  it('takes the answers of every personality with it', async () => {
    const { platform, clock, store } = await createStage({
      cast: [personality('mia', 'Mia'), personality('juno', 'Juno')],
      script: () => says('about the zebra'),
      platform: { rooms: { 'fake:dm/ada': { kind: 'room' } } },
    });
    await platform.say('ada', '@Mia @Juno zebra');
    await clock.advance(10);
    expect(platform.texts()).toEqual(['about the zebra', 'about the zebra']);
    await platform.deletes('event-1', 'ada');
    await clock.advance(10);
    expect(platform.texts()).toEqual([]);
    const message = await store.history.byRef('fake:dm/ada', 'event-1');
    const [first] = await store.history.repliesTo(message?.id ?? '');
    const [second] = await store.history.repliesTo(first?.id ?? '');
    expect([first?.text, second?.text]).toEqual(['', '']);
  });

  it.each([
    ['a question, whoever took it away', 'event-1', []],
    ['an answer, which is only out of sight', 'ref-1', ['about the zebra']],
  ])('told by the platform alone is of %s', async (_what, ref, left) => {
    const { platform, engine, clock } = await createStage({ script: () => says('about the zebra') });
    await platform.say('ada', 'zebra');
    await clock.advance(10);
    const place = { account: 'fake:mia', room: 'fake:dm/ada', participant: 'fake:mia', name: '', at: clock.now() } as const;
    await engine.inbox({ ...place, id: `delete:${ref}`, kind: 'messageDeleted', ref, isGone: true });
    await clock.advance(10);
    expect(platform.texts()).toEqual(left);
  });

  it('of a hidden question shreds it and its hidden answers at once', async () => {
    const store = createMemoryStore();
    const { platform, clock } = await createStage({ store, script: () => says('about the zebra') });
    await platform.say('ada', 'zebra');
    await clock.advance(10);
    const question = await store.history.byRef('fake:dm/ada', 'event-1');
    const [answer] = await store.history.repliesTo(question?.id ?? '');
    const lines = [question?.id ?? '', answer?.id ?? ''];
    await store.commit([{ write: 'hide', batch: 'b', person: 'somebody', messages: lines, facts: [], due: clock.now() + 9_000_000 }]);
    await platform.deletes('event-1', 'ada');
    await clock.advance(10);
    expect(await store.memory.hiddenBatches()).toEqual([]);
    await store.commit([{ write: 'unhide', batch: 'b' }]);
    expect((await Promise.all(lines.map((id) => store.history.message(id)))).map((line) => line?.text)).toEqual(['', '']);
    expect(platform.texts()).toEqual([]);
  });

  it('cut short between the question and its answers is finished by the next try', async () => {
    const clock = createFakeClock();
    const store = createMemoryStore();
    let forgets = 0;
    const failing: Store = {
      ...store,
      async commit(writes) {
        if (writes.some(({ write }) => write === 'forget')) forgets += 1;
        if (forgets === 2) throw new BotError('storage-full', 'full');
        return store.commit(writes);
      },
    };
    const { platform } = await createStage({ clock, store: failing, script: () => says('about the zebra') });
    await platform.say('ada', 'zebra');
    await clock.advance(10);
    await platform.deletes('event-1', 'ada');
    await clock.advance(10);
    expect(platform.texts()).toEqual(['about the zebra']);
    forgets = 10;
    await clock.advance(10_000);
    expect(platform.texts()).toEqual([]);
  });

  it('on a full disk happens as soon as there is room, without a restart', async () => {
    const clock = createFakeClock();
    const store = createMemoryStore();
    let isFull = false;
    const full: Store = {
      ...store,
      async commit(writes) {
        if (isFull) throw new BotError('storage-full', 'full');
        return store.commit(writes);
      },
    };
    const { platform } = await createStage({ clock, store: full, script: () => says('about the zebra') });
    await platform.say('ada', 'zebra');
    await clock.advance(10);
    isFull = true;
    await platform.deletes('event-1', 'ada');
    await clock.advance(20_000);
    expect(platform.texts()).toEqual(['about the zebra']);
    isFull = false;
    await clock.advance(10_000);
    expect(platform.texts()).toEqual([]);
    expect((await store.history.byRef('fake:dm/ada', 'event-1'))?.forgotten).toBe(true);
  });
});

describe('an edit', () => {
  it('that comes when the last word is there and the answer is not stored yet is answered with its new text', async () => {
    const clock = createFakeClock();
    const store = createMemoryStore();
    let platform: FakePlatform | undefined;
    // The preview's commit is waited for between the last word and the storing.
    const isPreview = (writes: readonly Write[]): boolean =>
      writes.some((write) => write.write === 'deliveryState' && write.state === 'shown');
    const edit = async (): Promise<void> => {
      await platform?.edits('event-1', 'horse', 'ada');
      await settled();
    };
    const stage = await createStage({
      clock,
      store: around(store, isPreview, { before: edit }),
      script: (request) => says(`about ${request.messages.findLast(({ role }) => role === 'user')?.text}`),
    });
    platform = stage.platform;
    await stage.platform.say('ada', 'zebra');
    await clock.advance(5000);
    expect(stage.platform.texts()).toEqual(['about horse']);
    expect(stage.provider.requests).toHaveLength(2);
    const message = await store.history.byRef('fake:dm/ada', 'event-1');
    expect((await store.history.repliesTo(message?.id ?? '')).map(({ text }) => text)).toEqual(['about horse']);
  });
});

describe('a courtesy that fails', () => {
  it('does not cost the answer', async () => {
    const { platform, clock } = await createStage({ script: () => says('Hello.') });
    platform.typing = async () => {
      throw new BotError('platform-failed', 'no typing here');
    };
    await platform.say('ada', 'hi');
    await clock.advance(10);
    expect(platform.texts()).toEqual(['Hello.']);
  });
});
