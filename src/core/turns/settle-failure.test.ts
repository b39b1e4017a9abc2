import { describe, expect, it } from 'vitest';
import { createFakeClock } from '../../../test/fakes/fake-clock.ts';
import { createMemoryStore } from '../../../test/fakes/memory-store.ts';
import { says } from '../../../test/fakes/scripted-provider.ts';
import { createStage } from '../../../test/fakes/stage.ts';
import { BotError } from '../errors.ts';
import type { Store } from '../ports/store.ts';

/** A store whose writes fail from the given one on, so many times, as on a full disk. */
function fullFrom(store: Store, first: number, times: number): Store {
  let count = 0;
  const check = (): void => {
    count += 1;
    if (count >= first && count < first + times) throw new BotError('storage-full', 'full');
  };
  return {
    ...store,
    async commit(writes) {
      check();
      return store.commit(writes);
    },
  };
}

describe('a disk that is full at any write', () => {
  it.each(Array.from({ length: 10 }, (_, index) => [index + 1]))(
    'from write %i on: exactly one answer in the end, equal to the stored one',
    async (first) => {
      const clock = createFakeClock();
      const store = createMemoryStore();
      const { platform } = await createStage({ clock, store: fullFrom(store, first, 4), script: () => says('Hello', ' there.') });
      await platform.say('ada', 'hi');
      await clock.advance(120_000);
      const [text, ...others] = platform.texts();
      expect(others).toEqual([]);
      const message = await store.history.byRef('fake:dm/ada', 'event-1');
      const turn = await store.turns.ofMessage(message?.id ?? '');
      if (turn?.state === 'dead') return expect(text).toBe('[storage-full]');
      expect(turn?.state).toBe('delivered');
      expect((await store.history.repliesTo(message?.id ?? '')).map((reply) => reply.text)).toEqual([text]);
      expect(text).toBe('Hello there.');
    },
  );
});
