import type { ParticipantId, RoomId } from '../../../core/ids.ts';
import type { RoomFacts } from '../../../core/ports/platform.ts';
import { participantOf, roomOf } from './incoming.ts';
import { missingRights, type Place } from './permissions.ts';

/** What is known of a place without asking. `admins`: whom Discord has named as such there; who else is one is not known. */
export function toRoomFacts(place: Place, admins: readonly string[]): RoomFacts {
  if (place.kind === 'dm') return { kind: 'dm', ...(place.other === undefined ? {} : { members: [participantOf(place.other)] }) };
  const missing = missingRights(place);
  return {
    kind: 'room',
    admins: admins.map(participantOf),
    ...(place.guild === undefined ? {} : { community: `discord:${place.guild}` }),
    ...(place.parent === undefined ? {} : { parent: roomOf(place.parent) }),
    ...(place.isAgeRestricted ? { ageRestricted: true } : {}),
    ...(missing.length === 0 ? {} : { missingRights: missing }),
  };
}

/** Where somebody asks from a server the bot is no member of: a room of their own. */
export function foreignUser(room: RoomId): string | undefined {
  return /^discord:user\/(?<user>\d+)$/.exec(room)?.groups?.['user'];
}

export function foreignFacts(user: string): RoomFacts {
  const member: ParticipantId = participantOf(user);
  return { kind: 'dm', members: [member] };
}

/** The channel behind a room; undefined for a room of one's own. */
export function channelOf(room: RoomId): string | undefined {
  return /^discord:(?<channel>\d+)$/.exec(room)?.groups?.['channel'];
}
