import { systemClock } from '../../src/bot/system-clock.ts';
import type { RoomId } from '../../src/core/ids.ts';
import type { Store } from '../../src/core/ports/store.ts';
import type { Write } from '../../src/core/ports/writes.ts';
import { dmAudience } from '../../src/core/privacy/audience.ts';
import type { Receipt } from '../../src/core/prompting/receipt.ts';

export const account = 'bench:mia';

export function roomOf(number: number): RoomId {
  return `bench:room${number}`;
}

const receipt: Receipt = {
  personality: { id: 'mia', revision: 1 },
  provider: 'wire',
  model: 'bench',
  exposure: 'loopback',
  ceiling: 'lan',
  tokens: { in: 100, cached: 0, out: 20 },
  cost_micro: 0,
  timing_ms: { own: 1, first: 1, total: 2 },
  items: [],
};

/** Writes so many messages, a fifth of them into room 0 and the rest into rooms of about a thousand; half are replies. */
export async function fillStore(store: Store, messages: number): Promise<number> {
  const small = Math.max(1, Math.ceil((messages * 0.8) / 1000));
  const places = new Map<number, { conversation: string; head: string | undefined }>();
  let batch: Write[] = [];
  for (let count = 0; count < messages; count += 2) {
    const number = count % 10 < 2 ? 0 : 1 + (Math.floor(count / 10) % small);
    const room = roomOf(number);
    const participant = `bench:p${number}` as const;
    const [turn, message, reply] = [systemClock.id(), systemClock.id(), systemClock.id()];
    const at = Date.now();
    const audience = dmAudience(`person-${number}`, 'mia');
    const stamp = { audience, exposure: 'lan', rating: 'everyone' } as const;
    await store.inbox.claim({
      turn,
      lane: 'talk',
      event: { id: turn, account, room, participant, name: 'p', at, kind: 'message', ref: turn, text: sentence(count) },
      receivedAt: at,
      room: { kind: 'dm' },
      newPerson: `person-${number}`,
      cast: [],
      notBefore: at,
      message: { id: message, ...stamp },
    });
    const known = places.get(number);
    const place = known ?? { conversation: systemClock.id(), head: undefined };
    if (known === undefined)
      batch.push({ write: 'conversation', id: place.conversation, place: { room, person: `person-${number}`, personality: 'mia' }, at });
    batch.push(
      { write: 'place', message, conversation: place.conversation, parent: place.head },
      {
        write: 'reply',
        reply: {
          id: reply,
          turn,
          room,
          conversation: place.conversation,
          parent: message,
          personality: receipt.personality,
          text: sentence(count + 1),
          at,
          ...stamp,
          variant: 1,
          finish: 'stop',
          receipt,
        },
      },
      { write: 'turn', id: turn, state: 'delivered' },
    );
    places.set(number, { ...place, head: reply });
    if (batch.length >= 2000) {
      await store.commit(batch);
      batch = [];
    }
  }
  await store.commit(batch);
  return small + 1;
}

/** Words as common and as rare as in real talk without its stop words: few come in one line of a hundred, most are seldom. */
const vocabulary = 8000;

/** Eight words of a made-up language; the same seed, the same sentence. */
export function sentence(seed: number): string {
  let state = (seed * 2_654_435_761 + 1) >>> 0;
  const next = (): number => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return state / 2 ** 32;
  };
  return Array.from({ length: 8 }, () => `word${Math.floor(vocabulary ** (0.35 + 0.65 * next()))}`).join(' ');
}
