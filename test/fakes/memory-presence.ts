import type { ParticipantId, RoomId } from '../../src/core/ids.ts';
import type { Intake } from '../../src/core/ports/store.ts';
import type { Write } from '../../src/core/ports/writes.ts';
import { type MemoryData, needRoom } from './memory-data.ts';

interface Moment {
  readonly room: RoomId;
  readonly at: number;
}

function come(data: MemoryData, { room, at }: Moment, participant: ParticipantId): void {
  const theirs = data.stays.filter((stay) => stay.room === room && stay.participant === participant);
  if (theirs.some(({ until }) => until === undefined)) return;
  const same = theirs.find(({ since }) => since === at);
  if (same === undefined) data.stays.push({ room, participant, since: at, until: undefined });
  else same.until = undefined;
}

function go(data: MemoryData, { room, at }: Moment, participant: ParticipantId): void {
  for (const stay of data.stays) {
    if (stay.room === room && stay.participant === participant && stay.until === undefined) stay.until = Math.max(stay.since, at);
  }
}

/** Who is there according to an event, and whoever spoke in a private chat. */
export function notePresence(data: MemoryData, { event, receivedAt, room: { kind, members } }: Intake): void {
  const { room, participant, at } = event;
  if (kind === 'dm' || members?.includes(participant) === true) come(data, { room, at }, participant);
  const known = data.rooms.get(room);
  if (known === undefined || members === undefined) return;
  const isOld = receivedAt - at > 60_000;
  for (const member of members) {
    if (known.members?.includes(member) !== true) come(data, { room, at: isOld ? receivedAt : at }, member);
  }
  for (const member of known.members ?? []) if (!members.includes(member)) go(data, { room, at }, member);
  known.members = [...new Set(members)];
}

export function changeMembers(data: MemoryData, { room: id, joined, left, at }: Extract<Write, { write: 'members' }>): void {
  const room = needRoom(data, id);
  for (const participant of joined) come(data, { room: id, at }, participant);
  for (const participant of left) go(data, { room: id, at }, participant);
  room.members = [...new Set([...(room.members ?? []), ...joined])].filter((member) => !left.includes(member));
}
