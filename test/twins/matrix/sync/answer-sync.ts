import type { Core } from '../core.ts';
import { textOf } from '../state/content.ts';
import { memberEvents, membershipAt, membershipOf } from '../state/room-state.ts';
import type { Content, TwinRoom } from '../state/world.ts';
import { matches } from './matches.ts';
import { invitedBlock, joinedBlock, leftBlock, type Span } from './room-block.ts';
import { syncToken } from './tokens.ts';

/** What a sync says at this moment; `isEmpty` when there is nothing to say. */
export function answerSync(core: Core, span: Span): { readonly body: Content; readonly isEmpty: boolean } {
  const { session, filter, since } = span;
  const rooms: Record<'join' | 'invite' | 'leave', Record<string, Content>> = { join: {}, invite: {}, leave: {} };
  for (const room of core.world.rooms.values()) {
    const found = blockOf(core, room, span);
    if (found !== undefined) rooms[found.section][room.id] = found.block;
  }
  const accountData = [...(session.user.accountData.get('') ?? [])]
    .filter(([type, { position }]) => position > since && matches(filter.account_data, { type }))
    .map(([type, { content }]) => ({ type, content }));
  const toDevice = session.user.toDevice.filter(({ device, position }) => device === session.device && position > since);
  const sections = Object.fromEntries(Object.entries(rooms).filter(([, blocks]) => Object.keys(blocks).length > 0));
  const news = {
    ...(Object.keys(sections).length > 0 ? { rooms: sections } : {}),
    ...(accountData.length > 0 ? { account_data: { events: accountData } } : {}),
    ...(toDevice.length > 0 ? { to_device: { events: toDevice.map(({ event }) => event) } } : {}),
  };
  const body = {
    ...news,
    next_batch: syncToken(core.world.position),
    device_one_time_keys_count: { signed_curve25519: 0 },
    device_unused_fallback_key_types: [],
  };
  return { body, isEmpty: Object.keys(news).length === 0 };
}

interface Block {
  readonly section: 'join' | 'invite' | 'leave';
  readonly block: Content;
}

function blockOf(core: Core, room: TwinRoom, span: Span): Block | undefined {
  const { session, filter, since } = span;
  const user = session.user.id;
  const wanted = filter.room;
  if (wanted?.rooms?.includes(room.id) === false || wanted?.not_rooms?.includes(room.id) === true) return undefined;
  const last = memberEvents(room, user).at(-1);
  if (last === undefined || session.user.forgotten.has(room.id)) return undefined;
  const isNews = last.position > since;
  const membership = membershipOf(room, user);
  if (membership === 'join') {
    const block = joinedBlock(core, room, span);
    return block === undefined ? undefined : { section: 'join', block };
  }
  if (membership === 'invite') return isNews ? { section: 'invite', block: invitedBlock(room, user) } : undefined;
  const isTold = since > 0 ? isNews && wasThere(room, user, since) : wanted?.include_leave === true;
  return isTold ? { section: 'leave', block: leftBlock(core, room, span) } : undefined;
}

/** Whether somebody had anything to do with the room at any time since. */
function wasThere(room: TwinRoom, userId: string, since: number): boolean {
  if (['join', 'invite'].includes(membershipAt(room, userId, since))) return true;
  return memberEvents(room, userId).some(
    ({ position, data }) => position > since && ['join', 'invite', 'ban'].includes(textOf(data.content, 'membership') ?? ''),
  );
}
