import { BotError } from '../errors.ts';
import type { RoomId } from '../ids.ts';
import type { Intake } from '../ports/store.ts';
import { dmAudience, roomAudience } from '../privacy/audience.ts';
import { type EngineParts, platformFor } from '../turns/engine-parts.ts';
import { castHere } from './cast-here.ts';
import { chooseCast } from './choose-cast.ts';
import type { InboundEvent, Inbox } from './inbound-event.ts';
import { placeInLane } from './place-in-lane.ts';
import { forWizard } from './wizard-state.ts';

/**
 * Where every event comes in: claimed in the store before the promise resolves, pulled from there by the lanes.
 * Events of one room are claimed one after the other, in the order they were handed over.
 */
export function createInbox(parts: EngineParts, wake: () => void): Inbox {
  const tails = new Map<RoomId, Promise<unknown>>();
  return async (event) => {
    const before = tails.get(event.room) ?? Promise.resolve();
    const claimed = before.then(() => claim(parts, event));
    const tail = claimed.catch(() => undefined);
    tails.set(event.room, tail);
    try {
      const isNew = await claimed;
      if (isNew) wake();
      return isNew ? 'accepted' : 'repeated';
    } finally {
      if (tails.get(event.room) === tail) tails.delete(event.room);
    }
  };
}

async function claim(parts: EngineParts, given: InboundEvent): Promise<boolean> {
  const { clock, store } = parts;
  const platform = platformFor(parts, given.account);
  if (platform === undefined) throw new BotError('platform-failed', 'an event came from an account that is not connected');
  const now = clock.now();
  const room = await platform.describe(given.room);
  const event = platform.presentForm === undefined ? await forWizard(parts, given) : given;
  const intake = { turn: clock.id(), event, receivedAt: now, room, newPerson: clock.id() };
  if (event.kind !== 'message') return store.inbox.claim({ ...intake, lane: 'control', cast: [], notBefore: now });
  return store.inbox.claim({ ...intake, ...(await talk(parts, { event, kind: room.kind, newPerson: intake.newPerson, now })) });
}

type TalkFields = Pick<Intake, 'lane' | 'cast' | 'notBefore' | 'joins' | 'message'>;

async function talk(
  parts: EngineParts,
  arrival: {
    readonly event: InboundEvent & { readonly kind: 'message' };
    readonly kind: 'dm' | 'room';
    readonly newPerson: string;
    readonly now: number;
  },
): Promise<TalkFields> {
  const { event, kind, newPerson, now } = arrival;
  const { store, settings, clock } = parts;
  const person = (await store.rooms.person(event.participant))?.id ?? newPerson;
  const present = await castHere(parts, { room: event.room, person });
  const replied = event.replyTo === undefined ? undefined : await store.history.byRef(event.room, event.replyTo);
  const cast = chooseCast({
    text: event.text,
    kind,
    mentioned: event.mentioned ?? false,
    repliedTo: replied?.author.kind === 'personality' ? replied.author.id : undefined,
    present,
  });
  const audience = kind === 'dm' ? dmAudience(person, cast[0]?.personality ?? settings.personality) : roomAudience(event.room);
  return {
    lane: 'talk',
    cast,
    message: {
      id: clock.id(),
      audience,
      exposure: settings.ceiling,
      rating: present.find(({ id }) => id === cast[0]?.personality)?.rating ?? 'everyone',
    },
    ...placeInLane({ kind, cast, now }, await store.inbox.openIn(event.room)),
  };
}
