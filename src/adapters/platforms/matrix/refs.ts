import type { ParticipantId, RoomId } from '../../../core/ids.ts';

/** A room as the engine knows it: the Matrix room, and the event a thread began with. */
export interface RoomPlace {
  /** The room's first id: an upgraded room stays the same room for the engine. */
  readonly room: string;
  readonly thread?: string;
}

export const participantOf = (user: string): ParticipantId => `matrix:${user}`;

export function roomOf({ room, thread }: RoomPlace): RoomId {
  return thread === undefined ? `matrix:${room}` : `matrix:${room}/${thread}`;
}

/** Undefined for what is no Matrix room. Ids are opaque, but an event's always begins with `$`. */
export function placeOf(room: RoomId): RoomPlace | undefined {
  const parts = /^matrix:(?<room>![^$]*?)(?:\/(?<thread>\$.+))?$/.exec(room)?.groups;
  if (parts === undefined) return undefined;
  const { room: id = '', thread } = parts;
  return thread === undefined ? { room: id } : { room: id, thread };
}

/** The server a Matrix id belongs to: everything behind the first colon. */
export const serverOf = (id: string): string => id.slice(id.indexOf(':') + 1);
