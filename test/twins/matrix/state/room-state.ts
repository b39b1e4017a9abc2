import { textOf } from './content.ts';
import type { Content, TwinEvent, TwinRoom } from './world.ts';

export const stateSlot = (type: string, key: string): string => `${type}\u0000${key}`;

export function stateOf(room: TwinRoom, type: string, key = ''): Content | undefined {
  return room.state.get(stateSlot(type, key))?.data.content;
}

export type Membership = 'join' | 'invite' | 'leave' | 'ban' | 'knock';

/** `leave` for whoever was never there. */
export function membershipOf(room: TwinRoom, userId: string): Membership {
  return asMembership(textOf(stateOf(room, 'm.room.member', userId), 'membership'));
}

export function membershipAt(room: TwinRoom, userId: string, position: number): Membership {
  const event = memberEvents(room, userId).findLast((one) => one.position <= position);
  return asMembership(textOf(event?.data.content, 'membership'));
}

export function memberEvents(room: TwinRoom, userId: string): readonly TwinEvent[] {
  const chain: TwinEvent[] = [];
  for (let event = room.state.get(stateSlot('m.room.member', userId)); event !== undefined; event = event.replaced) chain.unshift(event);
  return chain;
}

export const membersIn = (room: TwinRoom, ...which: readonly Membership[]): readonly string[] =>
  [...room.state.values()].flatMap(({ data }) =>
    data.type === 'm.room.member' && which.includes(asMembership(textOf(data.content, 'membership'))) ? [data.state_key ?? ''] : [],
  );

/** The state before everything from `position` on. */
export function stateBefore(room: TwinRoom, position: number): ReadonlyMap<string, TwinEvent> {
  const state = new Map<string, TwinEvent>();
  for (const event of room.events) {
    if (event.position >= position) break;
    if (event.data.state_key !== undefined) state.set(stateSlot(event.data.type, event.data.state_key), event);
  }
  return state;
}

/** Whether somebody may read an event, by the history visibility it was sent under. */
export function canSee(room: TwinRoom, userId: string, event: TwinEvent): boolean {
  if (event.visibility === 'world_readable' || (event.data.type === 'm.room.member' && event.data.state_key === userId)) return true;
  const then = membershipAt(room, userId, event.position);
  if (then === 'join') return true;
  if (event.visibility === 'joined') return false;
  if (event.visibility === 'invited') return then === 'invite';
  return memberEvents(room, userId).some(
    ({ data, position }) => position > event.position && textOf(data.content, 'membership') === 'join',
  );
}

function asMembership(text: string | undefined): Membership {
  return text === 'join' || text === 'invite' || text === 'ban' || text === 'knock' ? text : 'leave';
}
