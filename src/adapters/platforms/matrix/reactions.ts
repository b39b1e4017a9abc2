import { LRUCache } from 'lru-cache';
import type { Ref } from '../../../core/ids.ts';
import type { Clock } from '../../../core/ports/clock.ts';
import type { MatrixApi } from './api.ts';
import type { Button } from './buttons.ts';
import type { EditPace } from './edit-pace.ts';
import { nonceOf } from './nonce.ts';

/** What grows for longer than this gets its sign; a quick answer needs none before its last. */
const patienceMs = 1_500;
/** How a sign waits for a quiet moment. */
const retryMs = 250;
const mostTries = 12;

/** The signs under our messages, for people to press: an ornament, since anybody can set them by hand. */
export interface Reactions {
  /** Puts these under a message and takes away what stood there before, as far as the server lets us. */
  show(room: string, event: Ref, how: { readonly buttons: readonly Button[]; readonly isGrowing: boolean }): Promise<void>;
}

export function createReactions({
  api,
  clock,
  pace,
}: {
  readonly api: Pick<MatrixApi, 'send' | 'redact'>;
  readonly clock: Clock;
  readonly pace: EditPace;
}): Reactions {
  /** What was last wanted under a message: older wishes are over. */
  const wanted = new LRUCache<Ref, readonly Button[]>({ max: 500 });
  const standing = new LRUCache<Ref, Map<string, string>>({ max: 500 });
  const tails = new LRUCache<Ref, Promise<void>>({ max: 500 });

  async function change(room: string, event: Ref, buttons: readonly Button[]): Promise<void> {
    const there = standing.get(event) ?? new Map<string, string>();
    standing.set(event, there);
    for (const [key, reaction] of [...there]) {
      if (buttons.some((button) => button.key === key)) continue;
      there.delete(key);
      await pace.final(() => api.redact(room, reaction, nonceOf(`react/${reaction}/off`)));
    }
    for (const { key } of buttons) {
      // What is left of the allowance belongs to what people read; where only something else is on its way, it is over soon.
      for (let tries = 0; tries < mostTries && wanted.get(event) === buttons && !pace.spare(); tries += 1) await clock.sleep(retryMs);
      if (wanted.get(event) !== buttons || !pace.spare()) return;
      if (there.has(key)) continue;
      const content = { 'm.relates_to': { rel_type: 'm.annotation', event_id: event, key } };
      const transaction = nonceOf(`react/${event}/${key}`);
      there.set(key, await pace.final(() => api.send({ room, type: 'm.reaction', transaction }, content)));
    }
  }

  return {
    async show(room, event, { buttons, isGrowing }) {
      if (buttons.length === 0 && !standing.has(event)) return;
      wanted.set(event, buttons);
      if (isGrowing) await clock.sleep(patienceMs);
      if (wanted.get(event) !== buttons) return;
      const tail = (tails.get(event) ?? Promise.resolve()).catch(() => undefined).then(() => change(room, event, buttons));
      tails.set(event, tail);
      await tail;
    },
  };
}
