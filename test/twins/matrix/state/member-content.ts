import type { Core } from '../core.ts';
import type { Content } from './world.ts';

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
