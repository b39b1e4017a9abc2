import { BotError } from '../errors.ts';
import type { RoomId } from '../ids.ts';
import type { Platform } from '../ports/platform.ts';
import type { Intake, Store } from '../ports/store.ts';
import { dmAudience, roomAudience } from '../privacy/audience.ts';
import { forConsent } from '../privacy/consent.ts';
import { reachOf } from '../privacy/reach.ts';
import type { Resolved } from '../settings/settings-reader.ts';
import { type EngineParts, platformFor } from '../turns/engine-parts.ts';
import { castHere } from './cast-here.ts';
import { chooseCast } from './choose-cast.ts';
import type { InboundEvent, Inbox } from './inbound-event.ts';
import { placeInLane } from './place-in-lane.ts';
import { withoutSecrets } from './without-secrets.ts';
import { forWizard } from './wizard-state.ts';

/** A new event, as the lanes learn of it. */
export interface Claimed {
  readonly turn: string;
  /** Somebody in that room waits for others to be answered first. */
  readonly isBehind: boolean;
}

/**
 * Where every event comes in: claimed in the store before the promise resolves, pulled from there by the lanes.
 * Events of one room are claimed one after the other, in the order they were handed over.
 */
export function createInbox(parts: EngineParts, onClaimed: (claimed: Claimed) => void): Inbox {
  const tails = new Map<RoomId, Promise<unknown>>();
  return async (event) => {
    const before = tails.get(event.room) ?? Promise.resolve();
    const claimed = before.then(() => claim(parts, event));
    const tail = claimed.catch(() => undefined);
    tails.set(event.room, tail);
    try {
      const news = await claimed;
      if (news !== undefined) onClaimed(news);
      return news === undefined ? 'repeated' : 'accepted';
    } finally {
      if (tails.get(event.room) === tail) tails.delete(event.room);
    }
  };
}

/** Undefined: it was there already. */
async function claim(parts: EngineParts, given: InboundEvent): Promise<Claimed | undefined> {
  const { clock, store } = parts;
  const platform = platformFor(parts, given.account);
  if (platform === undefined) throw new BotError('platform-failed', 'an event came from an account that is not connected');
  const now = clock.now();
  const room = await platform.describe(given.room);
  const hasWizard = platform.presentForm === undefined;
  const { event, withheld } = await withoutSecrets(parts, given, hasWizard && room.kind === 'dm');
  const read = await forConsent(parts, event, room.kind);
  const said = hasWizard ? await forWizard(parts, read) : read;
  const intake = { turn: clock.id(), receivedAt: now, room, newPerson: clock.id() };
  const claimed = async (fields: TalkFields, isBehind: boolean): Promise<Claimed | undefined> => {
    if (withheld !== undefined) parts.withheld.hold(intake.turn, withheld);
    const isNew = await store.inbox.claim({ ...intake, ...fields });
    if (!isNew) parts.withheld.take(intake.turn);
    return isNew ? { turn: intake.turn, isBehind } : undefined;
  };
  if (said.kind !== 'message')
    return claimed(
      { event: await withHistory(store, platform, { said, kind: room.kind }), lane: 'control', cast: [], notBefore: now },
      false,
    );
  const { kind } = room;
  const { fields, isBehind } = await talk(parts, platform, { event: said, kind, newPerson: intake.newPerson, now });
  return claimed(fields, isBehind);
}

type TalkFields = Pick<Intake, 'event' | 'lane' | 'cast' | 'notBefore' | 'joins' | 'message'>;

interface Arrival {
  readonly event: Said;
  readonly kind: 'dm' | 'room';
  readonly newPerson: string;
  readonly now: number;
}
type Said = InboundEvent & { readonly kind: 'message' };

async function talk(
  parts: EngineParts,
  platform: Platform,
  arrival: Arrival,
): Promise<{ readonly fields: TalkFields; readonly isBehind: boolean }> {
  const { kind, newPerson, now } = arrival;
  const { store, settings, clock } = parts;
  const { participant, room, replyTo, text, mentioned = false } = arrival.event;
  const person = (await store.rooms.person(participant))?.id ?? newPerson;
  const chosen = await parts.reader.resolve({ person, room });
  const present = await castHere(parts, { room, person }, chosen);
  const replied = replyTo === undefined ? undefined : await store.history.byRef(room, replyTo);
  const repliedTo = replied?.author.kind === 'personality' ? replied.author.id : undefined;
  const cast = chooseCast({ text, kind, mentioned, repliedTo, present });
  const event = kind === 'room' && cast.length > 0 ? whereItIsAnswered(platform, arrival.event, chosen) : arrival.event;
  const audience = kind === 'dm' ? dmAudience(person, cast[0]?.personality ?? settings.personality) : roomAudience(event.room);
  const open = await store.inbox.openIn(event.room);
  const fields: TalkFields = {
    event,
    lane: 'talk',
    cast,
    message: {
      id: clock.id(),
      audience,
      exposure: reachOf(chosen, settings.cloud).ceiling,
      rating: present.find(({ id }) => id === cast[0]?.personality)?.rating ?? 'everyone',
    },
    ...placeInLane({ kind, cast, now }, open),
  };
  return { fields, isBehind: kind === 'room' && cast.length > 0 && open.some((turn) => turn.cast.length > 0) };
}

/** Where the room wants it so, a question belongs into the thread that it begins. */
function whereItIsAnswered(platform: Platform, event: Said, settings: Resolved): Said {
  const thread = settings.get('replies') === 'thread' ? platform.threadOn?.(event) : undefined;
  return thread === undefined ? event : { ...event, room: thread };
}

/** An event with what has to be known of the time before it. */
async function withHistory(
  store: Pick<Store, 'history' | 'rooms'>,
  platform: Platform,
  { said, kind }: { readonly said: InboundEvent; readonly kind: 'dm' | 'room' },
): Promise<InboundEvent> {
  if (said.kind !== 'members') return whereItWasSaid(store, platform, said);
  const endsPrivate = kind === 'room' && said.joined.length > 0 && (await store.rooms.kind(said.room)) === 'dm';
  return endsPrivate ? { ...said, endsPrivate } : said;
}

/** A message that began a thread is held there; what becomes of it is told of the place it was written in. */
async function whereItWasSaid({ history }: Pick<Store, 'history'>, platform: Platform, event: InboundEvent): Promise<InboundEvent> {
  if (event.kind !== 'messageEdited' && event.kind !== 'messageDeleted') return event;
  const { room, ref } = event;
  const thread = platform.threadOn?.({ room, ref });
  if (thread === undefined || (await history.byRef(room, ref)) !== undefined) return event;
  return (await history.byRef(thread, ref)) === undefined ? event : { ...event, room: thread };
}
