import { z } from 'zod';
import { type Call, ok, type Reply, type Route } from '../http/route.ts';
import { badParam, notFound, Refusal } from '../refusal.ts';
import { anything } from '../schemas/forms.ts';
import { spreadProfile } from '../state/membership.ts';
import type { Content } from '../state/world.ts';
import { assertSelf } from './access.ts';

/** Those only the server writes, or that have an endpoint of their own. */
const managed = new Set(['m.fully_read', 'm.push_rules']);

function getData(call: Call): Reply {
  assertSelf(call);
  const datum = call.user.accountData.get(call.param('room'))?.get(call.param('type'));
  if (datum === undefined) throw notFound('Account data not found');
  return ok(datum.content);
}

function putData(call: Call): Reply {
  assertSelf(call);
  const content = call.read(anything);
  const [room, type] = [call.param('room'), call.param('type')];
  if (managed.has(type)) throw new Refusal(405, 'M_BAD_JSON', { says: `Cannot set ${type} through this API.` });
  if (type === 'm.direct' && !z.record(z.string().startsWith('@'), z.array(z.string())).safeParse(content).success)
    throw badParam('m.direct maps users to lists of rooms');
  putAccountData(call, { room, type, content });
  return ok();
}

function putAccountData(
  { core, user }: Call,
  { room, type, content }: { readonly room: string; readonly type: string; readonly content: Content },
): void {
  const data = user.accountData.get(room) ?? new Map();
  user.accountData.set(room, data);
  data.set(type, { content, position: core.world.next() });
  core.world.changed();
}

function profile({ core, param }: Call): Reply {
  const user = core.world.users.get(param('user'));
  // Not what the spec says, but what people meet.
  if (user === undefined) throw new Refusal(404, 'M_UNKNOWN', { says: 'No row found (profiles)', isAnswer: true });
  const field = param('field');
  if (field === '') return ok(Object.fromEntries(user.profile));
  if (!user.profile.has(field)) return fieldMissing(field);
  return ok({ [field]: user.profile.get(field) });
}

/** The two old fields are empty, others are not there. */
function fieldMissing(field: string): Reply {
  if (field === 'displayname' || field === 'avatar_url') return ok({});
  throw notFound(`No ${field}`);
}

function putProfile(call: Call): Reply {
  assertSelf(call);
  const { core, user } = call;
  const field = call.param('field');
  const body = call.read(anything);
  if (!(field in body) || Object.keys(body).length !== 1) throw badParam(`The body must hold ${field} and nothing else`);
  call.limit('messages');
  const value = body[field];
  const isText = field === 'displayname' || field === 'avatar_url';
  if (isText && typeof value !== 'string' && value !== null) throw badParam(`${field} must be a string`);
  if (field === 'displayname' && typeof value === 'string' && value.length > 256) throw badParam('Displayname is too long (max 256)');
  if (field === 'avatar_url' && typeof value === 'string' && value !== '' && !value.startsWith('mxc://'))
    throw badParam('avatar_url must be an mxc address');
  if (value === null || value === '') user.profile.delete(field);
  else user.profile.set(field, value);
  if (isText) spreadProfile(core, user);
  return ok();
}

function removeProfile(call: Call): Reply {
  assertSelf(call);
  call.user.profile.delete(call.param('field'));
  return ok();
}

function devices({ user }: Call): Reply {
  return ok({ devices: [...user.devices].map(([id, { displayName }]) => ({ device_id: id, display_name: displayName ?? null })) });
}

function device({ user, param }: Call): Reply {
  const found = user.devices.get(param('device'));
  if (found === undefined) throw notFound('No such device');
  return ok({ device_id: param('device'), display_name: found.displayName ?? null });
}

const presenceOff = (): Reply => ok({ presence: 'offline' });

export const accountRoutes: readonly Route[] = [
  { method: 'GET', path: '/user/:user/account_data/:type', handle: getData },
  { method: 'PUT', path: '/user/:user/account_data/:type', handle: putData },
  { method: 'GET', path: '/user/:user/rooms/:room/account_data/:type', handle: getData },
  { method: 'PUT', path: '/user/:user/rooms/:room/account_data/:type', handle: putData },
  { method: 'GET', path: '/profile/:user', isOpen: true, handle: profile },
  { method: 'GET', path: '/profile/:user/:field', isOpen: true, handle: profile },
  { method: 'PUT', path: '/profile/:user/:field', handle: putProfile },
  { method: 'DELETE', path: '/profile/:user/:field', isBare: true, handle: removeProfile },
  { method: 'GET', path: '/devices', handle: devices },
  { method: 'GET', path: '/devices/:device', handle: device },
  { method: 'GET', path: '/presence/:user/status', handle: presenceOff },
  { method: 'PUT', path: '/presence/:user/status', handle: () => ok() },
  { method: 'GET', path: '/pushrules/', handle: () => ok({ global: { override: [], content: [], room: [], sender: [], underride: [] } }) },
  { method: 'GET', path: '/voip/turnServer', handle: () => ok() },
];
