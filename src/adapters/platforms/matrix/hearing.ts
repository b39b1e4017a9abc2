import { LRUCache } from 'lru-cache';
import { toBotError } from '../../../core/errors.ts';
import type { InboundEvent, Inbox } from '../../../core/events/inbound-event.ts';
import type { ParticipantId } from '../../../core/ids.ts';
import type { Clock } from '../../../core/ports/clock.ts';
import type { Logger } from '../../../core/ports/logger.ts';
import type { JoinedRoom, MatrixApi, SyncBatch } from './api.ts';
import { type FetchFile, readAttachment } from './attachments.ts';
import { forUs, readAll, wholeTimeline } from './catch-up.ts';
import { isForbidden, isGone, toMatrixError } from './errors.ts';
import { isRedacted, type MatrixEvent, membershipOf, readStripped, redactedBy, relationOf, textIn } from './events.ts';
import { type Heard, toDeletion, toEdit, toImport, toMembers, toMessage, toPress, type View } from './incoming.ts';
import type { Invites } from './invites.ts';
import type { Originals } from './originals.ts';
import { cleanName, otherIn, type Place, type Places } from './places.ts';
import type { Presses } from './presses.ts';
import type { Say } from './say.ts';
import type { Spaces } from './spaces.ts';
import { texts } from './texts.ts';
import type { Upgrades } from './upgrades.ts';

/** In the first sync of all what is older than this is history. */
const freshMs = 15 * 60_000;

export interface HearingParts {
  readonly api: MatrixApi;
  readonly clock: Clock;
  readonly logger: Logger;
  readonly say: Say;
  readonly inbox: Inbox;
  readonly places: Places;
  readonly originals: Originals;
  readonly presses: Presses;
  readonly invites: Invites;
  readonly spaces: Spaces;
  readonly upgrades: Upgrades;
  readonly fetchFile: FetchFile;
  readonly account: ParticipantId;
  readonly self: { readonly id: string; readonly name: string };
  /** A room we may not write into is left; the operator learns why. */
  onEncrypted(room: string): void;
  /** An event, maybe of ours, was taken away. */
  onRedacted(event: string): void;
}

/** So often an event is handed over before it is given up. */
const mostTries = 3;

/** Everything that a sync brings, handed over in its room's order; resolves when all of it has been taken. */
export type Hearing = (batch: SyncBatch, since: string | undefined) => Promise<void>;

export function createHearing(parts: HearingParts): Hearing {
  const { api, clock, logger, say, places, originals, presses, spaces, upgrades, account, self } = parts;

  /** How often the engine could not take an event. */
  const failures = new LRUCache<string, number>({ max: 200 });

  /** While the store fails, everything waits for it; an event that is refused for another reason again and again must not. */
  async function hand(event: InboundEvent): Promise<void> {
    try {
      await parts.inbox(event);
    } catch (thrown) {
      const { code } = toBotError(thrown);
      const count = (failures.get(event.id) ?? 0) + 1;
      failures.set(event.id, count);
      if (code === 'storage-full' || code === 'storage-failed' || count < mostTries) throw thrown;
      logger.error('matrix-event-not-claimed', { code });
    }
  }

  async function hearRoom(room: string, data: JoinedRoom, since: string | undefined): Promise<void> {
    if (upgrades.isClosed(room)) return hearClosed(room, data, since);
    await upgrades.settled(room);
    const state = readAll(data.state.events);
    for (const event of state) await places.apply(room, event);
    const timeline = await wholeTimeline({ api, clock, self: self.id }, { room, data: data.timeline, since });
    for (const event of timeline) if (event.state_key !== undefined) await places.apply(room, event);
    const place = await places.get(room);
    await spaces.note(place);
    if (place.isEncrypted) return leaveEncrypted(room);
    const events = forUs(timeline, self.id, { state, oldest: since === undefined ? clock.now() - freshMs : 0 });
    let read: string | undefined;
    for (const event of events) if (await hear(event, place)) read = event.event_id;
    // An ornament for whoever wrote; it is never waited for.
    if (read !== undefined) void api.receipt(room, read).catch(() => undefined);
    const isEmpty = ![...place.members.keys()].some((user) => user !== self.id);
    if (isEmpty && timeline.some(({ type }) => type === 'm.room.member')) await leave(room, say(undefined, texts['nobody-left'], {}));
  }

  /** In a room that goes on elsewhere what was said may still be taken away. */
  async function hearClosed(room: string, data: JoinedRoom, since: string | undefined): Promise<void> {
    const timeline = await wholeTimeline({ api, clock, self: self.id }, { room, data: data.timeline, since });
    for (const event of timeline) if (event.type === 'm.room.redaction') await hear(event, await places.get(room));
  }

  function viewOf(place: Place): View {
    return {
      account,
      self: { id: self.id, name: place.members.get(self.id)?.name ?? self.name },
      room: upgrades.home(place.id),
      isDm: otherIn(place, self.id) !== undefined,
      nameOf: (user) => place.members.get(user)?.name ?? cleanName(undefined, user),
    };
  }

  /** True when it was said to be heard: then its writer sees that it was. */
  async function hear(event: MatrixEvent, place: Place): Promise<boolean> {
    const view = viewOf(place);
    switch (event.type) {
      case 'm.room.message':
        if (isRedacted(event)) return false;
        return relationOf(event.content).rel_type === 'm.replace' ? change(event, view, place) : hearTalk(event, view);
      case 'm.reaction':
        return press(event, view, place);
      case 'm.room.redaction':
        return lose(event, view, place);
      case 'm.room.member':
        return meet(event, view);
      case 'm.room.tombstone': {
        const replacement = textIn(event.content, 'replacement_room');
        if (replacement !== undefined && event.state_key === '') await upgrades.begin(place.id, replacement, event.sender);
        return false;
      }
      default:
        return false;
    }
  }

  async function hearTalk(event: MatrixEvent, view: View): Promise<boolean> {
    if (event.sender === self.id) return false;
    await originals.note(event);
    const heard = understood(event, () => toMessage(event, view));
    if (heard === undefined) return false;
    await hand(await withFile(heard, view));
    return true;
  }

  async function withFile({ event, file }: Heard, { isDm }: View): Promise<InboundEvent> {
    if (file === undefined || event.kind !== 'message') return event;
    const read = await readAttachment(file, { say, fetchFile: parts.fetchFile });
    const isForUs = isDm || event.mentioned === true;
    if (isForUs && read.content !== undefined && /\.xml$/i.test(read.name)) return toImport(event, read.content);
    return { ...event, text: [event.text, read.text].filter((part) => part !== '').join('\n\n') };
  }

  /** What somebody sent may be anything; one event that cannot be read must not stop all that follow it. */
  function understood<Result>(event: MatrixEvent, read: () => Result | undefined): Result | undefined {
    try {
      return read();
    } catch (thrown) {
      logger.error('matrix-event-not-read', { event: event.event_id, name: thrown instanceof Error ? thrown.name : 'unknown' });
      return undefined;
    }
  }

  async function change(event: MatrixEvent, view: View, { id }: Place): Promise<boolean> {
    const ref = relationOf(event.content).event_id;
    if (ref === undefined || event.sender === self.id) return false;
    const original = await originals.get(id, ref);
    const edit = original === undefined ? undefined : understood(event, () => toEdit(event, original, view));
    if (edit === undefined) return false;
    await originals.note(event);
    await hand(edit);
    return true;
  }

  async function press(event: MatrixEvent, view: View, { id }: Place): Promise<boolean> {
    const { rel_type: kind, event_id: ref, key } = relationOf(event.content);
    if (event.sender === self.id || kind !== 'm.annotation' || ref === undefined || key === undefined) return false;
    const token = await presses.token(ref, key);
    if (token === undefined) return false;
    const original = await originals.get(id, ref);
    await hand(toPress(event, token, { view, thread: original?.thread }));
    return false;
  }

  async function lose(event: MatrixEvent, view: View, { id }: Place): Promise<boolean> {
    const ref = redactedBy(event);
    if (ref === undefined || event.sender === self.id) return false;
    parts.onRedacted(ref);
    const original = await originals.known(ref);
    // A text that was only in an edit is gone with it, and what it had replaced is not what its writer says now.
    const target = original?.edits;
    if (target === undefined) {
      const deletion = toDeletion(event, original, view);
      if (deletion !== undefined) await hand(deletion);
    } else {
      const whole = await originals.get(id, target);
      const deletion = toDeletion({ ...event, redacts: target, content: {} }, whole, view);
      if (deletion !== undefined) await hand(deletion);
    }
    await originals.drop(ref);
    return false;
  }

  async function meet(event: MatrixEvent, view: View): Promise<boolean> {
    const { now, before } = membershipOf(event);
    if (event.state_key === undefined || event.state_key === self.id) return false;
    const hasJoined = now === 'join' && before !== 'join';
    const hasLeft = (now === 'leave' || now === 'ban') && before !== 'leave' && before !== 'ban' && before !== 'invite';
    if (hasJoined || hasLeft) await hand(toMembers(event, hasJoined, view));
    return false;
  }

  async function leaveEncrypted(room: string): Promise<void> {
    parts.onEncrypted(room);
    await leave(room, say(undefined, texts.encrypted, {}));
  }

  async function leave(room: string, reason: string): Promise<void> {
    places.forget(room);
    try {
      await api.leave(room, reason);
      logger.info('matrix-left', { room });
    } catch (thrown) {
      logger.warn('matrix-not-left', { room, code: toMatrixError(thrown).code });
    }
  }

  /** We are out of it again by now: there is nothing to be heard for us, and the next sync will say so. */
  function notInside(room: string, thrown: unknown): void {
    if (!isForbidden(thrown) && !isGone(thrown)) throw thrown;
    logger.info('matrix-not-inside', { room });
    places.forget(room);
  }

  return async ({ rooms }, since) => {
    for (const [room, { invite_state: invited }] of Object.entries(rooms.invite))
      await parts.invites.take(
        room,
        invited.events.flatMap((raw) => readStripped(raw) ?? []),
      );
    for (const room of Object.keys(rooms.leave)) {
      places.forget(room);
      await spaces.forget(room);
    }
    const heard = await Promise.allSettled(
      Object.entries(rooms.join).map(([room, data]) => hearRoom(room, data, since).catch((thrown: unknown) => notInside(room, thrown))),
    );
    const failed = heard.find((one) => one.status === 'rejected');
    if (failed === undefined) return;
    // One room that cannot be read must not be mistaken for nothing said there: the batch comes again.
    logger.warn('matrix-room-not-heard', { code: toBotError(failed.reason).code });
    throw failed.reason;
  };
}
