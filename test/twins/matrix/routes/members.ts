import { type Call, ok, type Reply, type Route } from '../http/route.ts';
import { badParam, forbid, notFound, Refusal } from '../refusal.ts';
import { aboutForm, markersForm, reasonForm, receiptForm, typingForm } from '../schemas/forms.ts';
import { textOf } from '../state/content.ts';
import { changeMembership, join as joinRoom } from '../state/membership.ts';
import { setReceipt, setTyping } from '../state/presence-in-room.ts';
import { membershipOf, membersIn, stateBefore, stateOf } from '../state/room-state.ts';
import { show } from '../state/show.ts';
import type { TwinRoom } from '../state/world.ts';
import { readPageToken } from '../sync/tokens.ts';
import { pastRoomFor, roomFor } from './access.ts';

function join(call: Call): Reply {
  const { core, user, param } = call;
  call.read(reasonForm);
  const name = param('roomOrAlias') || param('room');
  const id = name.startsWith('#') ? core.world.aliases.get(name) : name;
  if (name.startsWith('#') && id === undefined) throw notFound('Room alias not found');
  const room = core.world.rooms.get(id ?? '');
  if (room === undefined)
    throw new Refusal(404, 'M_UNKNOWN', { says: "Can't join remote room because no servers that are in the room have been provided." });
  if (membershipOf(room, user.id) !== 'join') {
    call.limit('joins');
    call.limit('messages');
  }
  joinRoom(core, room, user);
  return ok({ room_id: room.id });
}

/** The room, whatever somebody has to do with it: the rules decide. */
function anyRoom({ core, user, param }: Call): TwinRoom {
  const room = core.world.rooms.get(param('room'));
  if (room === undefined) throw forbid(`User ${user.id} not in room ${param('room')}`);
  return room;
}

function leave(call: Call): Reply {
  const { core, user } = call;
  const { reason } = call.read(reasonForm);
  call.limit('messages');
  changeMembership(core, anyRoom(call), { sender: user.id, target: user.id, membership: 'leave', reason });
  return ok();
}

const about =
  (membership: 'invite' | 'leave' | 'ban', unbans = false) =>
  (call: Call): Reply => {
    const { core, user } = call;
    const { user_id: target, reason } = call.read(aboutForm);
    const room = roomFor(call);
    call.limit('messages');
    if (membership === 'invite') {
      call.limit('invitesPerRoom', room.id);
      call.limit('invitesPerUser', target);
    }
    const was = membershipOf(room, target);
    if (unbans && was !== 'ban') throw forbid(`Cannot unban user who was not banned`);
    if (membership === 'leave' && !unbans && was !== 'join' && was !== 'invite') throw forbid('The target user is not in the room');
    changeMembership(core, room, { sender: user.id, target, membership, reason });
    return ok();
  };

function forget(call: Call): Reply {
  const { user, param } = call;
  const room = anyRoom(call);
  if (['join', 'invite'].includes(membershipOf(room, user.id)))
    throw new Refusal(400, 'M_UNKNOWN', { says: `User ${user.id} in room ${param('room')}` });
  user.forgotten.add(room.id);
  return ok();
}

function members(call: Call): Reply {
  const { core, session, query } = call;
  const room = pastRoomFor(call);
  const at = query.get('at');
  const state = at === null ? room.state : stateBefore(room, readPageToken(core.world, at));
  const [wanted, unwanted] = [query.get('membership'), query.get('not_membership')];
  const chunk = [...state.values()].filter(({ data }) => {
    const membership = textOf(data.content, 'membership');
    return data.type === 'm.room.member' && (wanted === null || membership === wanted) && (unwanted === null || membership !== unwanted);
  });
  return ok({ chunk: chunk.map((event) => show(core, room, { event, session })) });
}

function joinedMembers(call: Call): Reply {
  const room = roomFor(call);
  const joined = membersIn(room, 'join').map((id) => {
    const content = stateOf(room, 'm.room.member', id);
    return [id, { display_name: textOf(content, 'displayname') ?? null, avatar_url: textOf(content, 'avatar_url') ?? null }];
  });
  return ok({ joined: Object.fromEntries(joined) });
}

function typing(call: Call): Reply {
  if (call.param('user') !== call.user.id) throw new Refusal(400, 'M_FORBIDDEN', { says: "Cannot set another user's typing state" });
  const form = call.read(typingForm);
  const room = roomFor(call);
  const timeoutMs = form.typing ? (form.timeout ?? 30_000) : undefined;
  setTyping(call.core, room, { userId: call.user.id, timeoutMs });
  return ok();
}

function receipt(call: Call): Reply {
  const { core, user, param } = call;
  const { thread_id: threadId } = call.read(receiptForm);
  const room = roomFor(call);
  const [type, eventId] = [param('receiptType'), param('event')];
  if (!['m.read', 'm.read.private', 'm.fully_read'].includes(type))
    throw new Refusal(400, 'M_UNKNOWN', { says: 'Receipt type must be m.read, m.read.private, m.fully_read' });
  if (!room.byId.has(eventId)) call.breach(`A receipt for ${eventId}, which is not in this room`);
  if (type === 'm.fully_read' && threadId !== undefined) throw badParam('thread_id is not compatible with m.fully_read receipts.');
  setReceipt(core, room, { type, userId: user.id, eventId, threadId });
  return ok();
}

function markers(call: Call): Reply {
  const form = call.read(markersForm);
  const room = roomFor(call);
  for (const [type, eventId] of Object.entries(form)) {
    if (eventId === undefined) continue;
    if (!room.byId.has(eventId)) call.breach(`A marker at ${eventId}, which is not in this room`);
    setReceipt(call.core, room, { type, userId: call.user.id, eventId, threadId: undefined });
  }
  return ok();
}

export const memberRoutes: readonly Route[] = [
  { method: 'POST', path: '/join/:roomOrAlias', query: ['server_name', 'via'], isBare: true, handle: join },
  { method: 'POST', path: '/rooms/:room/join', isBare: true, handle: join },
  { method: 'POST', path: '/rooms/:room/leave', isBare: true, handle: leave },
  { method: 'POST', path: '/rooms/:room/forget', isBare: true, handle: forget },
  { method: 'POST', path: '/rooms/:room/invite', handle: about('invite') },
  { method: 'POST', path: '/rooms/:room/kick', handle: about('leave') },
  { method: 'POST', path: '/rooms/:room/ban', handle: about('ban') },
  { method: 'POST', path: '/rooms/:room/unban', handle: about('leave', true) },
  { method: 'GET', path: '/rooms/:room/members', query: ['at', 'membership', 'not_membership'], handle: members },
  { method: 'GET', path: '/rooms/:room/joined_members', handle: joinedMembers },
  { method: 'PUT', path: '/rooms/:room/typing/:user', handle: typing },
  { method: 'POST', path: '/rooms/:room/receipt/:receiptType/:event', handle: receipt },
  { method: 'POST', path: '/rooms/:room/read_markers', handle: markers },
];
