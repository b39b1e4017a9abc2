import { type Call, numberFrom, ok, type Reply, type Route, readBody } from '../http/route.ts';
import { badParam, notFound } from '../refusal.ts';
import { type EventsFilter, eventsFilterForm } from '../schemas/forms.ts';
import { relatedTo, relationOf } from '../state/relations.ts';
import { canSee, membershipOf, stateBefore, stateSlot } from '../state/room-state.ts';
import { show } from '../state/show.ts';
import type { TwinEvent, TwinRoom } from '../state/world.ts';
import { matches } from '../sync/matches.ts';
import { pageToken, readPageToken } from '../sync/tokens.ts';
import { eventFor, pastRoomFor } from './access.ts';

interface Page {
  readonly chunk: readonly TwinEvent[];
  readonly start: string;
  /** Where to go on; undefined when there is nothing more. */
  readonly end: string | undefined;
}

/** Reads on from a token, backwards or forwards. */
function pageOf({ core, query }: Call, events: readonly TwinEvent[], otherwise: 'b' | 'f' | undefined): Page {
  const dir = query.get('dir') ?? otherwise;
  if (dir !== 'b' && dir !== 'f') throw badParam("Query parameter dir must be 'b' or 'f'");
  const limit = Math.min(numberFrom(query, 'limit', 10), 1000);
  if (limit === 0) throw badParam('Query parameter limit must be positive');
  const position = (name: string): number | undefined => {
    const token = query.get(name);
    return token === null ? undefined : readPageToken(core.world, token);
  };
  const from = position('from') ?? (dir === 'b' ? core.world.position + 1 : 0);
  const to = position('to');
  const isBack = dir === 'b';
  const rest = isBack
    ? events.filter((one) => one.position < from && (to === undefined || one.position >= to)).toReversed()
    : events.filter((one) => one.position >= from && (to === undefined || one.position < to));
  const chunk = rest.slice(0, limit);
  const last = chunk.at(-1);
  // Only an empty page says that there is no more.
  const end = last === undefined ? undefined : pageToken(isBack ? last.position : last.position + 1);
  return { chunk, start: pageToken(from), end };
}

function filterFrom(query: URLSearchParams): EventsFilter {
  const text = query.get('filter');
  return text === null ? {} : readBody(eventsFilterForm, JSON.parse(text));
}

function messages(call: Call): Reply {
  const { core, session, user, query } = call;
  const room = pastRoomFor(call);
  const filter = filterFrom(query);
  const readable = room.events.filter((event) => canSee(room, user.id, event) && matches(filter, event.data));
  const { chunk, start, end } = pageOf(call, readable, undefined);
  const state = filter.lazy_load_members === true ? speakersOf(room, chunk) : [];
  const shown = (event: TwinEvent): unknown => show(core, room, { event, session });
  return ok({
    chunk: chunk.map(shown),
    start,
    ...(end === undefined ? {} : { end }),
    ...(state.length === 0 ? {} : { state: state.map(shown) }),
  });
}

const speakersOf = (room: TwinRoom, chunk: readonly TwinEvent[]): readonly TwinEvent[] =>
  [...new Set(chunk.map(({ data }) => data.sender))].flatMap((id) => room.state.get(stateSlot('m.room.member', id)) ?? []);

function event(call: Call): Reply {
  const room = pastRoomFor(call);
  return ok(show(call.core, room, { event: eventFor(call, room), session: call.session }));
}

function context(call: Call): Reply {
  const { core, session, user, query } = call;
  const room = pastRoomFor(call);
  const centre = eventFor(call, room);
  const filter = filterFrom(query);
  const limit = numberFrom(query, 'limit', 10);
  const readable = room.events.filter((one) => canSee(room, user.id, one) && matches(filter, one.data));
  const before = readable
    .filter(({ position }) => position < centre.position)
    .toReversed()
    .slice(0, Math.ceil(limit / 2));
  const after = readable.filter(({ position }) => position > centre.position).slice(0, Math.floor(limit / 2));
  const last = after.at(-1) ?? centre;
  const state = [...stateBefore(room, last.position + 1).values()];
  const shown = (one: TwinEvent): unknown => show(core, room, { event: one, session });
  return ok({
    start: pageToken((before.at(-1) ?? centre).position),
    events_before: before.map(shown),
    event: shown(centre),
    events_after: after.map(shown),
    end: pageToken(last.position + 1),
    state: state.map(shown),
  });
}

function relations(call: Call): Reply {
  const { core, session, user, query, param } = call;
  const room = pastRoomFor(call);
  const centre = eventFor(call, room);
  const type = param('relType');
  const eventType = param('eventType');
  const direct = relatedTo(room, centre.data.event_id);
  const ids = new Set(direct.map(({ data }) => data.event_id));
  const deeper = query.get('recurse') === 'true' ? room.events.filter(({ data }) => ids.has(relationOf(data)?.target ?? '')) : [];
  const found = [...direct, ...deeper]
    .filter(({ data }) => (type === '' || relationOf(data)?.type === type) && (eventType === '' || data.type === eventType))
    .filter((one) => canSee(room, user.id, one))
    .toSorted((a, b) => a.position - b.position);
  const { chunk, end } = pageOf(call, found, 'b');
  const isMore = found.length > chunk.length && end !== undefined;
  return ok({ chunk: chunk.map((one) => show(core, room, { event: one, session })), ...(isMore ? { next_batch: end } : {}) });
}

/** Whoever has left gets the state as it was then. */
function stateFor(call: Call): readonly TwinEvent[] {
  const room = pastRoomFor(call);
  if (membershipOf(room, call.user.id) === 'join') return [...room.state.values()];
  const gone = room.state.get(stateSlot('m.room.member', call.user.id));
  return [...stateBefore(room, (gone?.position ?? 0) + 1).values()];
}

function allState(call: Call): Reply {
  const room = pastRoomFor(call);
  return ok(stateFor(call).map((one) => show(call.core, room, { event: one, session: call.session })));
}

function oneState(call: Call): Reply {
  const { core, session, query, param } = call;
  const room = pastRoomFor(call);
  const found = stateFor(call).find(({ data }) => data.type === param('type') && data.state_key === param('key'));
  if (found === undefined) throw notFound('Event not found.');
  return ok(query.get('format') === 'event' ? show(core, room, { event: found, session }) : found.data.content);
}

const paging = ['from', 'to', 'dir', 'limit'];
const relationsRoute = (path: string): Route => ({
  method: 'GET',
  version: 'v1',
  path: `/rooms/:room/relations/:event${path}`,
  query: [...paging, 'recurse'],
  handle: relations,
});

export const eventRoutes: readonly Route[] = [
  { method: 'GET', path: '/rooms/:room/messages', query: [...paging, 'filter'], handle: messages },
  { method: 'GET', path: '/rooms/:room/event/:event', handle: event },
  { method: 'GET', path: '/rooms/:room/context/:event', query: ['limit', 'filter'], handle: context },
  relationsRoute(''),
  relationsRoute('/:relType'),
  relationsRoute('/:relType/:eventType'),
  { method: 'GET', path: '/rooms/:room/state', handle: allState },
  { method: 'GET', path: '/rooms/:room/state/:type/:key?', query: ['format'], handle: oneState },
];
