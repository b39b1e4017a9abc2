import { LRUCache } from 'lru-cache';
import { z } from 'zod';
import type { AdapterState } from '../../../core/ports/adapter-state.ts';
import type { Clock } from '../../../core/ports/clock.ts';
import { type Button, bareKey } from './buttons.ts';

/** Longer than any action lives. */
const lifeMs = 30 * 24 * 3_600_000;
const kept = z.object({ at: z.number(), tokens: z.record(z.string(), z.string()) });

/** What a reaction to a message of ours means: (message, sign) → token, through restarts. */
export interface Presses {
  set(event: string, buttons: readonly Button[]): Promise<void>;
  token(event: string, key: string): Promise<string | undefined>;
  prune(): Promise<void>;
}

export function createPresses(state: AdapterState, clock: Clock): Presses {
  const recent = new LRUCache<string, Readonly<Record<string, string>>>({ max: 1_000 });

  async function tokensOf(event: string): Promise<Readonly<Record<string, string>> | undefined> {
    const there = recent.get(event);
    if (there !== undefined) return there;
    const text = await state.get(`press/${event}`);
    return text === undefined ? undefined : kept.safeParse(JSON.parse(text)).data?.tokens;
  }

  return {
    async set(event, buttons) {
      if (buttons.length === 0) {
        // Most messages never had any.
        if ((await tokensOf(event)) === undefined) return;
        recent.delete(event);
        await state.delete(`press/${event}`);
        return;
      }
      const tokens = Object.fromEntries(buttons.map(({ key, token }) => [bareKey(key), token]));
      recent.set(event, tokens);
      await state.set(`press/${event}`, JSON.stringify({ at: clock.now(), tokens }));
    },
    async token(event, key) {
      const tokens = await tokensOf(event);
      const bare = bareKey(key);
      return tokens !== undefined && Object.hasOwn(tokens, bare) ? tokens[bare] : undefined;
    },
    async prune() {
      for (const { key, value } of await state.list('press/')) {
        const at = kept.safeParse(JSON.parse(value)).data?.at ?? 0;
        if (clock.now() - at > lifeMs) await state.delete(key);
      }
    },
  };
}
