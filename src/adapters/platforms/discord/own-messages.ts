import type { APIMessage } from 'discord-api-types/v10';
import type { AdapterState } from '../../../core/ports/adapter-state.ts';
import type { Clock } from '../../../core/ports/clock.ts';
import { timeOf } from './refs.ts';

/** Longer than any delivery is looked for. */
const lifeMs = 2 * 24 * 3_600_000;
const pruneEvery = 500;
const remembered = 2_000;

/** What we have sent, by channel and message, so that after a crash what is *not* among it can be told apart. */
export interface OwnMessages {
  note(channel: string, message: string, key: string): Promise<void>;
  /** What this run has sent with a key. */
  byKey(key: string): { readonly channel: string; readonly message: string } | undefined;
  /** Whether anything was sent there in the last days. */
  spokeIn(channel: string): Promise<boolean>;
  /** What a run has sent here with a key, or else the one message of ours that no run has a note of: it was sent by one that died in that moment. */
  recognise(
    channel: string,
    candidates: readonly APIMessage[],
    trace: { readonly key: string; readonly cause: string | undefined },
  ): Promise<string | undefined>;
  prune(): Promise<void>;
}

export function createOwnMessages(state: AdapterState, clock: Clock): OwnMessages {
  const byKey = new Map<string, { readonly channel: string; readonly message: string }>();
  let notes = 0;

  const own: OwnMessages = {
    async note(channel, message, key) {
      byKey.set(key, { channel, message });
      const oldest = byKey.keys().next().value;
      if (byKey.size > remembered && oldest !== undefined) byKey.delete(oldest);
      await state.set(`own/${channel}/${message}`, key);
      notes += 1;
      if (notes % pruneEvery === 0) await own.prune();
    },
    byKey: (key) => byKey.get(key),
    spokeIn: async (channel) => (await state.list(`own/${channel}/`)).length > 0,
    async recognise(channel, candidates, { key, cause }) {
      const notes = await state.list(`own/${channel}/`);
      const named = notes.find(({ value }) => value === key);
      if (named !== undefined) return named.key.slice(named.key.lastIndexOf('/') + 1);
      const known = new Set(notes.map((note) => note.key.slice(note.key.lastIndexOf('/') + 1)));
      const strangers = candidates
        .filter(({ id }) => !known.has(id))
        .toSorted((one, other) => (BigInt(one.id) < BigInt(other.id) ? -1 : 1));
      const answering = strangers.find(({ message_reference }) => cause !== undefined && message_reference?.message_id === cause);
      return (answering ?? strangers.find(({ message_reference }) => message_reference?.message_id === undefined))?.id;
    },
    async prune() {
      for (const { key } of await state.list('own/'))
        if (clock.now() - timeOf(key.slice(key.lastIndexOf('/') + 1)) > lifeMs) await state.delete(key);
    },
  };
  return own;
}
