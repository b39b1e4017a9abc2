import { randomBytes } from 'node:crypto';
import type { Core } from '../core.ts';
import { badParam, Refusal } from '../refusal.ts';
import { append } from './append.ts';
import { numberOf, partOf, textOf } from './content.ts';
import { invitation, joining } from './member-content.ts';
import { hasCreators } from './power.ts';
import { membershipOf } from './room-state.ts';
import { type Content, hashId, type TwinRoom } from './world.ts';

export const roomVersions = ['9', '10', '11', '12'] as const;

export interface NewRoom {
  readonly creator: string;
  readonly version?: string | undefined;
  readonly name?: string | undefined;
  readonly topic?: string | undefined;
  readonly alias?: string | undefined;
  readonly preset?: string | undefined;
  readonly isDirect?: boolean | undefined;
  readonly invited?: readonly string[] | undefined;
  readonly creation?: Content | undefined;
  readonly levels?: Content | undefined;
  readonly state?: readonly { readonly type: string; readonly state_key?: string | undefined; readonly content: Content }[] | undefined;
}

/** Makes a room, in the order of events the spec gives. */
export function createRoom(core: Core, { creator, preset = 'private_chat', invited = [], ...how }: NewRoom): TwinRoom {
  const { world } = core;
  const version = how.version ?? core.manners.roomVersion;
  if (!roomVersions.some((one) => one === version))
    throw new Refusal(400, 'M_UNSUPPORTED_ROOM_VERSION', { says: 'Your homeserver does not support this room version' });
  const alias = how.alias === undefined ? undefined : `#${how.alias}:${world.serverName}`;
  if (alias !== undefined && world.aliases.has(alias)) throw new Refusal(400, 'M_ROOM_IN_USE', { says: 'Room alias already taken' });
  const room: TwinRoom = {
    id: hasCreators({ version }) ? `!${hashId()}` : `!${randomBytes(9).toString('hex')}:${world.serverName}`,
    version,
    events: [],
    byId: new Map(),
    state: new Map(),
    typing: new Map(),
    typingPosition: 0,
    typings: [],
    receipts: new Map(),
  };
  world.rooms.set(room.id, room);
  const put = (type: string, content: Content, stateKey = ''): unknown => append(core, room, { sender: creator, type, content, stateKey });
  const isTrusted = preset === 'trusted_private_chat';
  put('m.room.create', {
    ...how.creation,
    room_version: version,
    ...(Number(version) < 11 ? { creator } : {}),
    ...(isTrusted && hasCreators(room) && invited.length > 0 ? { additional_creators: invited } : {}),
  });
  put('m.room.member', joining(core, creator), creator);
  const trusted = isTrusted ? invited.map((id) => [id, 100] as const) : [];
  put('m.room.power_levels', {
    users: hasCreators(room) ? {} : Object.fromEntries([[creator, 100] as const, ...trusted]),
    users_default: 0,
    events: {
      'm.room.name': 50,
      'm.room.power_levels': 100,
      'm.room.history_visibility': 100,
      'm.room.canonical_alias': 50,
      'm.room.avatar': 50,
      'm.room.tombstone': hasCreators(room) ? 150 : 100,
      'm.room.server_acl': 100,
      'm.room.encryption': 100,
    },
    events_default: 0,
    state_default: 50,
    ban: 50,
    kick: 50,
    redact: 50,
    invite: 0,
    historical: 100,
    ...how.levels,
  });
  if (alias !== undefined) {
    world.aliases.set(alias, room.id);
    put('m.room.canonical_alias', { alias });
  }
  put('m.room.join_rules', { join_rule: preset === 'public_chat' ? 'public' : 'invite' });
  put('m.room.history_visibility', { history_visibility: 'shared' });
  put('m.room.guest_access', { guest_access: preset === 'public_chat' ? 'forbidden' : 'can_join' });
  for (const { type, content, state_key: key } of how.state ?? []) put(type, content, key);
  if (how.name !== undefined) put('m.room.name', { name: how.name });
  if (how.topic !== undefined) put('m.room.topic', { topic: how.topic });
  for (const id of invited) put('m.room.member', invitation(core, id, how.isDirect === true), id);
  return room;
}

export interface Upgrade {
  readonly by: string;
  readonly version: string;
  readonly creators?: readonly string[] | undefined;
}

const carried = ['join_rules', 'history_visibility', 'encryption', 'guest_access', 'avatar'].map((name) => `m.room.${name}`);

/** Closes a room and opens its successor; only whoever does it is in that. */
export function upgradeRoom(core: Core, old: TwinRoom, { by, version, creators = [] }: Upgrade): TwinRoom {
  if (membershipOf(old, by) !== 'join') throw badParam('Not in the room');
  const contentOf = (type: string): Content | undefined => old.state.get(`${type}\u0000`)?.data.content;
  const last = old.events.at(-1)?.data.event_id;
  const predecessor = { room_id: old.id, ...(Number(version) >= 12 ? {} : { event_id: last }) };
  const levels = contentOf('m.room.power_levels');
  const users = Object.fromEntries(
    Object.entries(partOf(levels, 'users')).filter(([id]) => Number(version) < 12 || (id !== by && !creators.includes(id))),
  );
  const next = createRoom(core, {
    creator: by,
    version,
    name: textOf(contentOf('m.room.name'), 'name'),
    topic: textOf(contentOf('m.room.topic'), 'topic'),
    creation: { predecessor, ...(creators.length > 0 ? { additional_creators: creators } : {}) },
    levels: { ...levels, users: Number(version) >= 12 ? users : { ...users, [by]: Math.max(100, numberOf(users, by) ?? 0) } },
    state: carried.flatMap((type) => {
      const content = contentOf(type);
      return content === undefined ? [] : [{ type, content }];
    }),
  });
  append(core, old, {
    sender: by,
    type: 'm.room.tombstone',
    content: { body: 'This room has been replaced', replacement_room: next.id },
    stateKey: '',
  });
  const muted = { ...levels, events_default: Math.max(50, numberOf(levels, 'events_default') ?? 0), invite: 50 };
  append(core, old, { sender: by, type: 'm.room.power_levels', content: muted, stateKey: '' });
  return next;
}
