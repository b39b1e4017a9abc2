import type { APIMessage } from 'discord-api-types/v10';
import type { AdapterState } from '../../../core/ports/adapter-state.ts';
import type { Clock } from '../../../core/ports/clock.ts';
import type { Alive } from './alive.ts';
import type { DiscordApi } from './api.ts';
import { type Gap, gapBounds } from './catch-up-plan.ts';
import { isForbidden, isGone } from './errors.ts';
import { timeOf } from './refs.ts';

/** So many messages of a channel are looked through. */
const perChannel = 50;
const flushMs = 3_000;

/** The last message heard per channel, kept through restarts. */
export interface SeenMessages {
  note(channel: string, message: string): void;
  /** Channels with the last message heard there, latest first. */
  latest(): Promise<readonly Gap[]>;
  forget(channel: string): Promise<void>;
  /** Keeps with it up to when everything was heard. */
  flush(): Promise<void>;
}

export function createSeenMessages(state: AdapterState, clock: Clock, alive: Pick<Alive, 'save'>): SeenMessages {
  const seen = new Map<string, string>();
  const unsaved = new Set<string>();
  let isPlanned = false;

  const own: SeenMessages = {
    note(channel, message) {
      const before = seen.get(channel);
      if (before !== undefined && BigInt(before) >= BigInt(message)) return;
      seen.set(channel, message);
      unsaved.add(channel);
      // A channel that is nowhere noted would not be looked into at all after a crash.
      if (before === undefined) void own.flush().catch(() => undefined);
      if (isPlanned) return;
      isPlanned = true;
      // What is not saved in a crash is only fetched once more, and the claim knows it.
      void clock.sleep(flushMs).then(() => {
        isPlanned = false;
        return own.flush().catch(() => undefined);
      });
    },
    async latest() {
      for (const { key, value } of await state.list('seen/')) {
        const channel = key.slice('seen/'.length);
        if (!seen.has(channel)) seen.set(channel, value);
      }
      return [...seen]
        .map(([channel, message]) => ({ channel, message }))
        .toSorted((one, other) => (BigInt(one.message) > BigInt(other.message) ? -1 : 1));
    },
    async forget(channel) {
      seen.delete(channel);
      unsaved.delete(channel);
      await state.delete(`seen/${channel}`);
    },
    async flush() {
      for (const channel of [...unsaved]) {
        unsaved.delete(channel);
        const message = seen.get(channel);
        if (message !== undefined) await state.set(`seen/${channel}`, message);
      }
      await alive.save();
    },
  };
  return own;
}

/** What was said in a channel while nobody listened, oldest first; nothing where we may not look any more. */
export async function missedIn(
  { channel, message }: Gap,
  { api, seen, clock }: { readonly api: DiscordApi; readonly seen: SeenMessages; readonly clock: Clock },
): Promise<readonly APIMessage[]> {
  try {
    // Not asked for by `after`: that gives the oldest, and where others talk a lot the latest would be missed.
    const found = await api.messages(channel, { limit: perChannel });
    return found.filter(({ id }) => BigInt(id) > BigInt(message) && clock.now() - timeOf(id) <= gapBounds.ageMs).toReversed();
  } catch (thrown) {
    if (!isGone(thrown) && !isForbidden(thrown)) throw thrown;
    await seen.forget(channel);
    return [];
  }
}
