import { randomBytes } from 'node:crypto';
import { type Call, ok, type Reply, type Route } from '../http/route.ts';
import { forbid, Refusal } from '../refusal.ts';
import { loginForm, refreshForm } from '../schemas/forms.ts';
import { roomVersions } from '../state/create-room.ts';
import { logIn, logOut, sessionsOf } from '../state/sessions.ts';
import type { Session, TwinUser } from '../state/world.ts';

const versions = ['v1.1', 'v1.2', 'v1.3', 'v1.4', 'v1.5', 'v1.6', 'v1.7', 'v1.8', 'v1.9', 'v1.10', 'v1.11', 'v1.12', 'v1.13'].concat([
  'v1.14',
  'v1.15',
  'v1.16',
]);

const loggedIn = (call: Call, session: Session): Reply =>
  ok({
    user_id: session.user.id,
    access_token: session.token,
    device_id: session.device,
    home_server: call.core.world.serverName,
    well_known: discoveryOf(call),
    ...lifetime(call, session),
  });

function lifetime({ core }: Call, { refreshToken, expiresAt }: Session): object {
  if (refreshToken === undefined || expiresAt === undefined) return {};
  return { refresh_token: refreshToken, expires_in_ms: Math.max(0, Math.floor(expiresAt - core.clock.now())) };
}

function login(call: Call): Reply {
  const { core } = call;
  const form = call.read(loginForm);
  call.limit('logins', 'address');
  const user = form.type === 'm.login.password' ? byPassword(call, form.identifier.user, form.password) : byToken(call, form.token);
  const session = logIn(core, user, {
    device: form.device_id,
    displayName: form.initial_device_display_name,
    isRefreshable: form.refresh_token,
  });
  return loggedIn(call, session);
}

function byPassword({ core }: Call, name: string, password: string): TwinUser {
  const user = core.world.users.get(name.startsWith('@') ? name : `@${name}:${core.world.serverName}`);
  if (user === undefined || user.password !== password) throw forbid('Invalid username or password');
  return user;
}

function byToken({ core }: Call, token: string): TwinUser {
  const user = core.world.users.get(core.world.loginTokens.get(token) ?? '');
  // It works once.
  core.world.loginTokens.delete(token);
  if (user === undefined) throw forbid('Invalid login token');
  return user;
}

function refresh(call: Call): Reply {
  const { core } = call;
  const { refresh_token: token } = call.read(refreshForm);
  const old = [...core.world.sessions.values()].find((one) => one.refreshToken === token);
  if (old === undefined || old.ended !== undefined)
    throw new Refusal(401, 'M_UNKNOWN_TOKEN', { says: 'Invalid refresh token', more: { soft_logout: old?.ended !== 'hard' } });
  const session = logIn(core, old.user, { device: old.device, isRefreshable: true });
  old.ended = 'soft';
  return ok({ access_token: session.token, ...lifetime(call, session) });
}

function logout({ core, session }: Call): Reply {
  logOut(core, 'hard', [session]);
  return ok();
}

function logoutAll({ core, user }: Call): Reply {
  logOut(core, 'hard', sessionsOf(core, user));
  return ok();
}

/** For the client that asks a person to scan or paste something. */
function loginToken({ core, user }: Call): Reply {
  const token = randomBytes(16).toString('hex');
  core.world.loginTokens.set(token, user.id);
  return ok({ login_token: token, expires_in_ms: 120_000 });
}

const capabilitiesOf = ({ core }: Call): object => ({
  'm.room_versions': { default: core.manners.roomVersion, available: Object.fromEntries(roomVersions.map((one) => [one, 'stable'])) },
  'm.change_password': { enabled: false },
  'm.set_displayname': { enabled: true },
  'm.set_avatar_url': { enabled: true },
  'm.profile_fields': { enabled: true },
});

const discoveryOf = ({ core }: Call): object => ({ 'm.homeserver': { base_url: core.url } });

export const sessionRoutes: readonly Route[] = [
  { method: 'GET', version: '', path: '/.well-known/matrix/client', isOpen: true, handle: (call) => ok(discoveryOf(call)) },
  { method: 'GET', version: '', path: '/_matrix/client/versions', isOpen: true, handle: () => ok({ versions, unstable_features: {} }) },
  {
    method: 'GET',
    path: '/login',
    isOpen: true,
    handle: () => ok({ flows: [{ type: 'm.login.password' }, { type: 'm.login.token', get_login_token: true }] }),
  },
  { method: 'POST', path: '/login', isOpen: true, handle: login },
  { method: 'POST', version: 'v1', path: '/login/get_token', handle: loginToken },
  { method: 'POST', path: '/refresh', isOpen: true, handle: refresh },
  { method: 'POST', path: '/logout', isBare: true, handle: logout },
  { method: 'POST', path: '/logout/all', isBare: true, handle: logoutAll },
  {
    method: 'GET',
    path: '/account/whoami',
    handle: ({ session }) => ok({ user_id: session.user.id, device_id: session.device, is_guest: false }),
  },
  { method: 'GET', path: '/capabilities', handle: (call) => ok({ capabilities: capabilitiesOf(call) }) },
];
