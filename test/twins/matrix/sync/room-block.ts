import type { Core } from '../core.ts';
import type { Filter } from '../schemas/forms.ts';
import { textOf } from '../state/content.ts';
import { canSee, memberEvents, membersIn, stateBefore, stateOf, stateSlot } from '../state/room-state.ts';
import { showInSync, stripEvent } from '../state/show.ts';
import type { Content, Session, TwinEvent, TwinRoom } from '../state/world.ts';
import { matches, takesRoom } from './matches.ts';
import { pageToken } from './tokens.ts';

/** The part of time a sync tells about. */
export interface Span {
  readonly session: Session;
  readonly filter: Filter;
  /** After this; 0 for everything. */
  readonly since: number;
  readonly isFull: boolean;
  /** At most that many events per room, whatever the filter says. */
  readonly cap: number | undefined;
}

/** What a filter gets when it names no limit. */
const usualLimit = 10;

/** What is new in a room somebody is in. */
export function joinedBlock(core: Core, room: TwinRoom, span: Span): Content | undefined {
  const { session, filter, since } = span;
  const user = session.user.id;
  const wasIn = since > 0 && !span.isFull && isInAt(room, user, since);
  const { timeline, start, own } = timelineOf(core, room, { span, until: Number.POSITIVE_INFINITY, isNew: !wasIn });
  const state = stateChanges(room, { span, since: wasIn ? since : 0, start, timeline: timeline.events });
  const ephemeral = ephemeralOf(room, span, wasIn);
  const accountData = [...(session.user.accountData.get(room.id) ?? [])]
    .filter(([type, { position }]) => (!wasIn || position > since) && matches(filter.room?.account_data, { type }))
    .map(([type, { content }]) => ({ type, content }));
  const shown = [...state, ...own].map((event) => showInSync(core, room, { event, session }));
  const isQuiet = timeline.events.length + shown.length + ephemeral.length + accountData.length === 0;
  if (wasIn && isQuiet) return undefined;
  return {
    timeline: timeline.shown,
    state: { events: shown },
    account_data: { events: accountData },
    ephemeral: { events: ephemeral },
    unread_notifications: { notification_count: 0, highlight_count: 0 },
    summary: filter.room?.state?.lazy_load_members === true ? summaryOf(room, user) : {},
  };
}

/** Only for those who do not get all members; who is there only where no name tells it. */
function summaryOf(room: TwinRoom, userId: string): Content {
  const joined = membersIn(room, 'join');
  const invited = membersIn(room, 'invite');
  const isNamed = ['m.room.name', 'm.room.canonical_alias'].some((type) => stateOf(room, type) !== undefined);
  return {
    ...(isNamed ? {} : { 'm.heroes': [...joined, ...invited].filter((id) => id !== userId).slice(0, 5) }),
    'm.joined_member_count': joined.length,
    'm.invited_member_count': invited.length,
  };
}

/** How somebody came out of a room, with what they still saw. */
export function leftBlock(core: Core, room: TwinRoom, span: Span): Content {
  const { session, since } = span;
  const until = memberEvents(room, session.user.id).at(-1)?.position ?? 0;
  const { timeline, start } = timelineOf(core, room, { span, until, isNew: false });
  const state = stateChanges(room, { span, since, start, timeline: timeline.events });
  return {
    timeline: timeline.shown,
    state: { events: state.map((event) => showInSync(core, room, { event, session })) },
    account_data: { events: [] },
  };
}

const invitation = ['create', 'join_rules', 'canonical_alias', 'avatar', 'name', 'encryption', 'topic'].map((name) => `m.room.${name}`);

/** What somebody who is invited gets to know. */
export function invitedBlock(room: TwinRoom, userId: string): Content {
  const own = room.state.get(stateSlot('m.room.member', userId));
  const inviter = room.state.get(stateSlot('m.room.member', own?.data.sender ?? ''));
  const events = [...invitation.map((type) => room.state.get(stateSlot(type, ''))), inviter, own].filter((one) => one !== undefined);
  return { invite_state: { events: events.map(stripEvent) } };
}

function isInAt(room: TwinRoom, userId: string, position: number): boolean {
  const event = memberEvents(room, userId).findLast((one) => one.position <= position);
  return textOf(event?.data.content, 'membership') === 'join';
}

interface Stretch {
  readonly span: Span;
  readonly until: number;
  /** The person has just come in: earlier events belong to it. */
  readonly isNew: boolean;
}

function timelineOf(core: Core, room: TwinRoom, { span, until, isNew }: Stretch) {
  const { session, filter, since, cap } = span;
  const user = session.user.id;
  const wanted = filter.room?.timeline;
  const from = isNew ? 0 : since;
  const all = takesRoom(wanted, room.id)
    ? room.events.filter((one) => one.position > from && one.position <= until && matches(wanted, one.data) && canSee(room, user, one))
    : [];
  const limit = Math.min(wanted?.limit ?? usualLimit, cap ?? Number.POSITIVE_INFINITY);
  const kept = all.slice(-limit);
  const isOwnJoin = ({ data }: TwinEvent): boolean =>
    data.type === 'm.room.member' && data.state_key === user && data.content['membership'] === 'join';
  const own = core.manners.joinsInState && isNew ? kept.filter(isOwnJoin) : [];
  const events = kept.filter((one) => !own.includes(one));
  const start = kept[0]?.position ?? core.world.position + 1;
  const shown = {
    events: events.map((event) => showInSync(core, room, { event, session })),
    limited: all.length > kept.length,
    prev_batch: pageToken(start),
  };
  return { timeline: { events, shown }, start, own };
}

interface Changes {
  readonly span: Span;
  readonly since: number;
  readonly start: number;
  readonly timeline: readonly TwinEvent[];
}

/** How the state changed from `since` to where the timeline starts. */
function stateChanges(room: TwinRoom, { span, since, start, timeline }: Changes): readonly TwinEvent[] {
  const filter = span.filter.room?.state;
  const me = span.session.user.id;
  const speakers = new Set(timeline.map(({ data }) => data.sender));
  const told = new Set(timeline.flatMap(({ data }) => (data.type === 'm.room.member' ? [data.state_key] : [])));
  const isNeeded = ({ data, position }: TwinEvent): boolean => {
    if (data.type !== 'm.room.member' || filter?.lazy_load_members !== true) return position > since;
    const who = data.state_key ?? '';
    if (told.has(who)) return false;
    // Who speaks is told again: nobody counts on having been told before.
    return who === me ? position > since : speakers.has(who);
  };
  return [...stateBefore(room, start).values()].filter(
    (event) => isNeeded(event) && matches(filter, event.data) && takesRoom(filter, room.id),
  );
}

function ephemeralOf(room: TwinRoom, { session, filter, since }: Span, wasIn: boolean): readonly Content[] {
  const wanted = filter.room?.ephemeral;
  if (!takesRoom(wanted, room.id)) return [];
  const events: Content[] = [];
  const isNewTyping = wasIn ? room.typingPosition > since : room.typing.size > 0;
  if (isNewTyping) events.push({ type: 'm.typing', content: { user_ids: [...room.typing.keys()] } });
  const content: Record<string, Record<string, Record<string, unknown>>> = {};
  for (const { type, userId, eventId, threadId, at, position } of room.receipts.values()) {
    if ((wasIn && position <= since) || (type === 'm.read.private' && userId !== session.user.id)) continue;
    const byType = content[eventId] ?? {};
    const receipt = { ts: Math.floor(at), ...(threadId === undefined ? {} : { thread_id: threadId }) };
    content[eventId] = { ...byType, [type]: { ...byType[type], [userId]: receipt } };
  }
  if (Object.keys(content).length > 0) events.push({ type: 'm.receipt', content });
  return events.filter(({ type }) => matches(wanted, { type: String(type) }));
}
