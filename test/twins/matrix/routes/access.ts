import type { Call } from '../http/route.ts';
import { forbid, notFound } from '../refusal.ts';
import { canSee, membershipOf } from '../state/room-state.ts';
import type { TwinEvent, TwinRoom } from '../state/world.ts';

/** Refuses what somebody asks for another. */
export function assertSelf({ user, param }: Call): void {
  if (param('user') !== user.id) throw forbid('Cannot do that for other users');
}

/** The room, for whoever is in it. */
export function roomFor({ core, user, param }: Call): TwinRoom {
  const room = core.world.rooms.get(param('room'));
  if (room === undefined || membershipOf(room, user.id) !== 'join') throw forbid(`User ${user.id} not in room ${param('room')}`);
  return room;
}

/** The room, for whoever is or was in it. */
export function pastRoomFor({ core, user, param }: Call): TwinRoom {
  const room = core.world.rooms.get(param('room'));
  const isKnown = room?.events.some(({ data }) => data.state_key === user.id && data.content['membership'] === 'join') === true;
  if (room === undefined || !isKnown) throw forbid(`User ${user.id} not in room ${param('room')}, and room previews are disabled`);
  return room;
}

/** The event, for whoever may read it. */
export function eventFor(call: Call, room: TwinRoom): TwinEvent {
  const event = room.byId.get(call.param('event'));
  if (event === undefined || !canSee(room, call.user.id, event)) throw notFound('Event not found.');
  return event;
}
