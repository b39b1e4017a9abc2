import type { Core } from '../core.ts';
import { textOf } from './content.ts';
import { stateOf } from './room-state.ts';
import type { Content, TwinRoom } from './world.ts';

/** Being in a room, with what one's profile adds to that. */
export const joining = (core: Core, id: string): Content => ({ membership: 'join', ...profileOf(core, id) });

/** An invitation; `is_direct` stands in the event of whoever is invited. */
export const invitation = (core: Core, id: string, isDirect: boolean): Content => ({
  membership: 'invite',
  ...profileOf(core, id),
  ...(isDirect ? { is_direct: true } : {}),
});

function profileOf(core: Core, id: string): Content {
  const profile = core.world.users.get(id)?.profile;
  const name = profile?.get('displayname');
  const avatar = profile?.get('avatar_url');
  return { ...(name === undefined ? {} : { displayname: name }), ...(avatar === undefined ? {} : { avatar_url: avatar }) };
}

/** What people call somebody in a room; those who have left by what they are called elsewhere. */
export const nameOf = (core: Core, room: TwinRoom, id: string): string =>
  textOf(stateOf(room, 'm.room.member', id), 'displayname') ?? textOf(profileOf(core, id), 'displayname') ?? id;
