import { z } from 'zod';
import type { AdapterState } from '../../../core/ports/adapter-state.ts';
import type { Clock } from '../../../core/ports/clock.ts';
import type { MatrixEvent } from './events.ts';

/** Longer than any delivery is looked for. */
const lifeMs = 2 * 24 * 3_600_000;
const pruneEvery = 500;
const note = z.object({ event: z.string(), at: z.number() });

/** In every message of ours: of which delivery it is, so that it is known again whatever else is lost. It says nothing to anybody else. */
export const deliveryMark = 'org.miachat.delivery';

/** What we have sent, by transaction id, through restarts. */
export interface OwnMessages {
  note(transaction: string, event: string): Promise<void>;
  find(transaction: string): Promise<string | undefined>;
  prune(): Promise<void>;
}

export function createOwnMessages(state: AdapterState, clock: Clock): OwnMessages {
  let notes = 0;
  const own: OwnMessages = {
    async note(transaction, event) {
      await state.set(`own/${transaction}`, JSON.stringify({ event, at: clock.now() }));
      notes += 1;
      if (notes % pruneEvery === 0) await own.prune();
    },
    async find(transaction) {
      const kept = await state.get(`own/${transaction}`);
      return kept === undefined ? undefined : note.safeParse(JSON.parse(kept)).data?.event;
    },
    async prune() {
      for (const { key, value } of await state.list('own/')) {
        const at = note.safeParse(JSON.parse(value)).data?.at ?? 0;
        if (clock.now() - at > lifeMs) await state.delete(key);
      }
    },
  };
  return own;
}

/** Whether this event is ours and was sent under that transaction id. */
export function isDelivery({ sender, content, unsigned }: MatrixEvent, self: string, transaction: string): boolean {
  return sender === self && (content[deliveryMark] === transaction || unsigned?.['transaction_id'] === transaction);
}
