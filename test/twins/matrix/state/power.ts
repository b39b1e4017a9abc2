import { numberOf, partOf } from './content.ts';
import { stateOf, stateSlot } from './room-state.ts';
import type { TwinRoom } from './world.ts';

/** From this version on a room's creators stand above all levels, and its id has no server in it. */
export const hasCreators = (room: { readonly version: string }): boolean => Number(room.version) >= 12;

export function creatorsOf(room: TwinRoom): readonly string[] {
  const create = room.state.get(stateSlot('m.room.create', ''));
  if (create === undefined) return [];
  const more: unknown = create.data.content['additional_creators'];
  return [create.data.sender, ...(hasCreators(room) && Array.isArray(more) ? more.map(String) : [])];
}

export function powerOf(room: TwinRoom, userId: string): number {
  const isCreator = creatorsOf(room).includes(userId);
  if (isCreator && hasCreators(room)) return Number.POSITIVE_INFINITY;
  const levels = stateOf(room, 'm.room.power_levels');
  if (levels === undefined) return isCreator ? 100 : 0;
  return numberOf(partOf(levels, 'users'), userId) ?? numberOf(levels, 'users_default') ?? 0;
}

const otherwise = { ban: 50, kick: 50, redact: 50, invite: 0 } as const;

export function powerFor(room: TwinRoom, act: keyof typeof otherwise): number {
  return numberOf(stateOf(room, 'm.room.power_levels'), act) ?? otherwise[act];
}

/** What it takes to send an event of that type. */
export function powerToSend(room: TwinRoom, type: string, isState: boolean): number {
  const levels = stateOf(room, 'm.room.power_levels');
  // Closing a room down is for its creators, as good as.
  if (type === 'm.room.tombstone' && hasCreators(room) && numberOf(partOf(levels, 'events'), type) === undefined) return 150;
  return (
    numberOf(partOf(levels, 'events'), type) ??
    (isState ? (numberOf(levels, 'state_default') ?? (levels === undefined ? 0 : 50)) : (numberOf(levels, 'events_default') ?? 0))
  );
}
