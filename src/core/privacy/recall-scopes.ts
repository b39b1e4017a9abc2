import type { RoomId } from '../ids.ts';
import type { Presence } from '../ports/memory-store.ts';
import type { RecallScope } from '../ports/store.ts';
import { dmAudience, roomAudience } from './audience.ts';

/** Who is talking with whom, and where. */
export interface TalkPlace {
  readonly person: string;
  readonly personality: string;
  readonly room: RoomId;
  readonly roomKind: 'dm' | 'room';
}

/**
 * Where may be looked for something to be reminded of. In a room: in what was said in that room. In a private chat: in what this person
 * and this personality said to each other in any private chat of theirs, and in what was said in a room while the person was there.
 */
export function recallScopes({ person, personality, room, roomKind }: TalkPlace, presences: readonly Presence[]): readonly RecallScope[] {
  if (roomKind === 'room') return [{ audience: roomAudience(room), room }];
  const audience = dmAudience(person, personality);
  const chats = new Set([room, ...presences.filter(({ kind }) => kind === 'dm').map((presence) => presence.room)]);
  const witnessed = presences.filter(({ kind }) => kind === 'room').map(toWitnessed);
  return [...[...chats].map((chat) => ({ audience, room: chat })), ...witnessed];
}

function toWitnessed({ room, since, until }: Presence): RecallScope {
  return { audience: roomAudience(room), room, from: since, ...(until === undefined ? {} : { until }) };
}
