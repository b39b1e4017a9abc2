import type { RoomFacts } from '../../../core/ports/platform.ts';
import { decides, missingRights } from './permissions.ts';
import { otherIn, type Place } from './places.ts';
import { participantOf, type RoomPlace, roomOf } from './refs.ts';

/** What the engine has to know of a room; in a thread everything is as in its room. */
export function toRoomFacts(
  place: Place,
  self: string,
  { room, thread, community }: RoomPlace & { readonly community: string | undefined },
): RoomFacts {
  const parent = thread === undefined ? {} : { parent: roomOf({ room }) };
  const other = otherIn(place, self);
  const missing = missingRights(self, place.power, place);
  const rights = missing.length === 0 ? {} : { missingRights: missing };
  if (other !== undefined) return { kind: 'dm', members: [participantOf(other)], ...parent, ...rights };
  const present = [...place.members].filter(([user, { membership }]) => user !== self && membership === 'join').map(([user]) => user);
  return {
    kind: 'room',
    members: present.map(participantOf),
    admins: present.filter((user) => decides(user, place.power, place)).map(participantOf),
    ...(community === undefined ? {} : { community: roomOf({ room: community }) }),
    ...parent,
    ...rights,
  };
}
