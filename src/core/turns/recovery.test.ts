import { describe, expect, it } from 'vitest';
import { createFakeClock } from '../../../test/fakes/fake-clock.ts';
import type { Shown } from '../../../test/fakes/fake-platform.ts';
import { createMemoryStore } from '../../../test/fakes/memory-store.ts';
import { finish, says } from '../../../test/fakes/scripted-provider.ts';
import { createStage, personality } from '../../../test/fakes/stage.ts';
import chat from '../commands/chat/index.ts';
import type { Store } from '../ports/store.ts';
import type { Write } from '../ports/writes.ts';

const minutes = 60_000;

/** A life that crashes: every store call after `crashes` says so never comes back, as in a killed process. */
function dyingStore(store: Store, crashes: (writes: readonly Write[]) => boolean): Store {
  let isDead = false;
  return {
    ...store,
    async commit(writes) {
      if (isDead || crashes(writes)) {
        isDead = true;
        return new Promise<never>(() => undefined);
      }
      return store.commit(writes);
    },
  };
}

/** First life: one question, crashing at a write. Second life: on what is left, after `later` ms. */
async function twoLives(plan: {
  readonly crashes: (writes: readonly Write[]) => boolean;
  readonly later: number;
  readonly keyLifetimeMs?: number;
  readonly canEdit?: boolean;
  /** Nothing of the first life ever reached the platform. */
  readonly isLostOutside?: boolean;
}) {
  const clock = createFakeClock();
  const store = createMemoryStore();
  const platform = { facts: { keyLifetimeMs: plan.keyLifetimeMs ?? 120_000 }, canEdit: plan.canEdit ?? true };
  const cast = [personality('mia', 'Mia', { rating: 'mature' })];
  const first = await createStage({
    clock,
    cast,
    store: dyingStore(store, plan.crashes),
    platform,
    async *script() {
      yield { type: 'text', text: 'Once upon ' };
      await clock.sleep(3000);
      yield { type: 'text', text: 'a ' };
      await clock.sleep(3000);
      yield { type: 'text', text: 'time.' };
      yield finish;
    },
  });
  await first.platform.say('ada', 'a story');
  await clock.advance(10_000);
  await clock.advance(plan.later);
  const before: Shown[] = plan.isLostOutside === true ? [] : first.platform.shown;
  const second = await createStage({
    clock,
    cast,
    store,
    platform: { ...platform, before },
    script: () => says('Once upon a time, ', 'again.'),
  });
  await clock.advance(1000);
  return { first, second, store };
}

const isReply = (writes: readonly Write[]): boolean => writes.some(({ write }) => write === 'reply');
const isSent = (writes: readonly Write[]): boolean =>
  writes.some((write) => write.write === 'deliveryState' && (write.state === 'delivered' || write.state === 'sent'));
const isPartial = (writes: readonly Write[]): boolean =>
  writes.some((write) => write.write === 'deliveryState' && write.partial !== undefined && write.partial !== '');
const isShown = (writes: readonly Write[]): boolean => writes.some((write) => write.write === 'deliveryState' && write.state === 'shown');

describe('after a crash', () => {
  it('answered, key young: sent again with the same key, shown once, with the final text', async () => {
    const { second } = await twoLives({ crashes: isSent, later: 0 });
    expect(second.platform.texts()).toEqual(['Once upon a time.']);
    expect(second.provider.requests).toHaveLength(0);
  });

  it('answered, key old: found first, then edited; nothing is sent twice', async () => {
    const { second } = await twoLives({ crashes: isSent, later: 5 * minutes, canEdit: false });
    expect(second.platform.calls).toMatchObject({ find: 1, send: 0 });
    expect(second.platform.texts()).toEqual(['Once upon a time.']);
  });

  it('answered, key old and nothing found: sent', async () => {
    const { second } = await twoLives({ crashes: isSent, later: 5 * minutes, canEdit: false, isLostOutside: true });
    expect(second.platform.calls).toMatchObject({ find: 1, send: 1 });
    expect(second.platform.texts()).toEqual(['Once upon a time.']);
  });

  it('generating, at most 15 minutes old: run again, the visible part replaced, never appended', async () => {
    const { second, first } = await twoLives({ crashes: isReply, later: 14 * minutes });
    expect(first.platform.texts()[0]).toMatch(/^Once upon/);
    expect(second.platform.texts().filter((text) => !text.startsWith('-#'))).toEqual(['Once upon a time, again.']);
    expect(second.provider.requests).toHaveLength(1);
  });

  it('generating, first send unconfirmed, key old: the part is found and replaced', async () => {
    const { second } = await twoLives({ crashes: isShown, later: 10 * minutes });
    expect(second.platform.calls.find).toBe(1);
    expect(second.platform.texts().filter((text) => !text.startsWith('-#'))).toEqual(['Once upon a time, again.']);
  });

  it('generating, older: the saved part stands, is stored, and is said to be one', async () => {
    const { second, store } = await twoLives({ crashes: isReply, later: 16 * minutes });
    const [part, notice] = second.platform.texts();
    expect(part).toMatch(/^Once upon a/);
    expect(notice).toContain('broke off');
    expect(second.provider.requests).toHaveLength(0);
    const message = await store.history.byRef('fake:dm/ada', 'event-1');
    const [reply] = await store.history.repliesTo(message?.id ?? '');
    expect(reply).toMatchObject({ text: part, finish: 'interrupted', rating: 'mature' });
    expect(second.platform.shown[0]?.message.actions?.map(({ label }) => label)).toEqual(['Retry', 'Continue', 'Why']);
  });

  it('generating, older, and nothing of it was saved: no half answer stays, nor a Stop that would stop somebody else', async () => {
    const { first, second } = await twoLives({ crashes: isPartial, later: 16 * minutes });
    expect(first.platform.shown[0]?.message.actions?.map(({ label }) => label)).toEqual(['Stop']);
    expect(second.platform.texts()).toEqual(['[interrupted]']);
  });

  it('another answer was being written in the place of one, and that is too old: the one there was stands again', async () => {
    const clock = createFakeClock();
    const store = createMemoryStore();
    let isFirst = true;
    const commands = [{ ...chat, name: 'chat' }];
    let dies = false;
    const first = await createStage({
      clock,
      store: dyingStore(store, (writes) => dies && isReply(writes)),
      commands,
      async *script() {
        yield { type: 'text', text: isFirst ? 'The first.' : 'Another on' };
        if (!isFirst) await clock.sleep(3000);
        isFirst = false;
        yield finish;
      },
    });
    await first.platform.say('ada', 'a story');
    await clock.advance(1_000);
    dies = true;
    await first.platform.presses('ada', 'Retry');
    await clock.advance(10_000);
    expect(first.platform.texts()).toEqual(['Another on']);
    await clock.advance(16 * minutes);
    const second = await createStage({ clock, store, commands, platform: { before: first.platform.shown }, script: () => says('new') });
    await clock.advance(1_000);
    expect(second.platform.texts()).toEqual(['The first.', '[interrupted]']);
    expect(second.platform.shown[0]?.message.actions?.map(({ label }) => label)).toEqual(['Retry', 'Why']);
  });

  it('a word about the absence comes once per room, before the answer', async () => {
    const { second } = await twoLives({ crashes: isReply, later: 5 * minutes });
    expect(second.platform.texts().filter((text) => text.includes('away for 5 minutes'))).toHaveLength(1);
  });

  it('a turn that took the process down ten times is dead, with one error', async () => {
    const clock = createFakeClock();
    const store = createMemoryStore();
    let stage = await createStage({ clock, store: dyingStore(store, isReply), script: () => says('boom') });
    await stage.platform.say('ada', 'a story');
    await clock.advance(100);
    for (let life = 0; life < 12; life += 1) {
      stage = await createStage({ clock, store: dyingStore(store, isReply), script: () => says('boom') });
      await clock.advance(100);
    }
    const last = await createStage({ clock, store, script: () => says('boom') });
    await clock.advance(100);
    expect(last.provider.requests).toHaveLength(0);
    const turn = await store.turns.ofMessage((await store.history.byRef('fake:dm/ada', 'event-1'))?.id ?? '');
    expect(turn?.state).toBe('dead');
  });
});
