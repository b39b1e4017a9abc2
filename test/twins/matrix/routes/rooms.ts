import { type Call, ok, type Reply, type Route } from '../http/route.ts';
import { badParam, forbid, notFound, Refusal } from '../refusal.ts';
import { checkContent } from '../schemas/contents.ts';
import { aliasForm, createRoomForm, upgradeForm } from '../schemas/forms.ts';
import { textOf } from '../state/content.ts';
import { createRoom, upgradeRoom } from '../state/create-room.ts';
import { powerOf, powerToSend } from '../state/power.ts';
import { membershipOf, membersIn, stateOf } from '../state/room-state.ts';
import { roomFor } from './access.ts';

function create(call: Call): Reply {
  const { core, user } = call;
  const form = call.read(createRoomForm);
  call.limit('rooms');
  call.limit('messages');
  for (const id of form.invite ?? []) if (id === user.id) throw badParam('Cannot invite yourself');
  for (const { type, content } of form.initial_state ?? []) checkContent(type, content);
  if (form.power_level_content_override !== undefined) checkContent('m.room.power_levels', form.power_level_content_override);
  const room = createRoom(core, {
    creator: user.id,
    version: form.room_version,
    name: form.name,
    topic: form.topic,
    alias: form.room_alias_name,
    preset: form.preset ?? (form.visibility === 'public' ? 'public_chat' : 'private_chat'),
    isDirect: form.is_direct,
    invited: form.invite,
    creation: form.creation_content,
    levels: form.power_level_content_override,
    state: form.initial_state,
  });
  return ok({ room_id: room.id });
}

function upgrade(call: Call): Reply {
  const form = call.read(upgradeForm);
  const room = roomFor(call);
  if (powerOf(room, call.user.id) < powerToSend(room, 'm.room.tombstone', true)) throw forbid("You don't have permission to do that");
  const next = upgradeRoom(call.core, room, { by: call.user.id, version: form.new_version, creators: form.additional_creators });
  return ok({ replacement_room: next.id });
}

function joinedRooms({ core, user }: Call): Reply {
  const rooms = [...core.world.rooms.values()].filter((room) => membershipOf(room, user.id) === 'join');
  return ok({ joined_rooms: rooms.map(({ id }) => id) });
}

function lookUp({ core, param }: Call): Reply {
  const id = core.world.aliases.get(param('alias'));
  if (id === undefined) throw notFound('Room alias not found');
  return ok({ room_id: id, servers: [core.world.serverName] });
}

function putAlias(call: Call): Reply {
  const { room_id: id } = call.read(aliasForm);
  const { aliases, rooms } = call.core.world;
  const alias = call.param('alias');
  const room = rooms.get(id);
  if (room === undefined || membershipOf(room, call.user.id) !== 'join') throw forbid('You are not in that room');
  if (aliases.has(alias)) throw new Refusal(409, 'M_UNKNOWN', { says: `Room alias ${alias} already exists` });
  aliases.set(alias, id);
  return ok();
}

function deleteAlias({ core, param }: Call): Reply {
  if (!core.world.aliases.delete(param('alias'))) throw notFound('Room alias not found');
  return ok();
}

function aliasesOf(call: Call): Reply {
  const room = roomFor(call);
  return ok({ aliases: [...call.core.world.aliases].flatMap(([alias, id]) => (id === room.id ? [alias] : [])) });
}

function publicRooms({ core }: Call): Reply {
  const open = [...core.world.rooms.values()].filter((room) => textOf(stateOf(room, 'm.room.join_rules'), 'join_rule') === 'public');
  const chunk = open.map((room) => ({
    room_id: room.id,
    name: textOf(stateOf(room, 'm.room.name'), 'name'),
    num_joined_members: membersIn(room, 'join').length,
    world_readable: false,
    guest_can_join: false,
    join_rule: 'public',
  }));
  return ok({ chunk, total_room_count_estimate: chunk.length });
}

export const roomRoutes: readonly Route[] = [
  { method: 'POST', path: '/createRoom', handle: create },
  { method: 'POST', path: '/rooms/:room/upgrade', handle: upgrade },
  { method: 'GET', path: '/joined_rooms', handle: joinedRooms },
  { method: 'GET', path: '/directory/room/:alias', isOpen: true, handle: lookUp },
  { method: 'PUT', path: '/directory/room/:alias', handle: putAlias },
  { method: 'DELETE', path: '/directory/room/:alias', handle: deleteAlias },
  { method: 'GET', path: '/rooms/:room/aliases', handle: aliasesOf },
  { method: 'GET', path: '/publicRooms', isOpen: true, query: ['limit', 'since', 'server'], handle: publicRooms },
];
