import { randomBytes } from 'node:crypto';
import type { Core } from '../core.ts';
import { Refusal } from '../refusal.ts';
import type { Session, TwinUser } from './world.ts';

export interface LoggingIn {
  readonly device?: string | undefined;
  readonly displayName?: string | undefined;
  /** With a refresh token, and an access token that grows old. */
  readonly isRefreshable?: boolean | undefined;
}

/** A new access token; a device's older one dies. */
export function logIn(core: Core, user: TwinUser, { device, displayName, isRefreshable = false }: LoggingIn = {}): Session {
  const id = device ?? randomBytes(5).toString('hex').toUpperCase();
  const known = user.devices.get(id);
  if (known === undefined) user.devices.set(id, { displayName });
  for (const old of core.world.sessions.values()) if (old.user === user && old.device === id) old.ended ??= 'hard';
  const session: Session = {
    token: `syt_${user.name}_${randomBytes(12).toString('hex')}`,
    user,
    device: id,
    refreshToken: isRefreshable ? `syr_${user.name}_${randomBytes(12).toString('hex')}` : undefined,
    expiresAt: isRefreshable ? core.clock.now() + core.manners.tokenLifetimeMs : undefined,
    ended: undefined,
    syncs: [],
  };
  core.world.sessions.set(session.token, session);
  core.world.changed();
  return session;
}

/** Ends somebody's sessions: softly (the device stays, the same person must only log in again) or for good. */
export function logOut(core: Core, how: 'soft' | 'hard', sessions: readonly Session[]): void {
  for (const session of sessions) {
    session.ended = how;
    if (how === 'hard') session.user.devices.delete(session.device);
  }
  core.world.changed();
}

export const sessionsOf = (core: Core, user: TwinUser): readonly Session[] =>
  [...core.world.sessions.values()].filter((session) => session.user === user && session.ended === undefined);

/** Who is behind a request; refuses tokens that are none, or no longer. */
export function sessionOf(core: Core, authorization: string | undefined): Session {
  const token = /^Bearer (\S+)$/.exec(authorization ?? '')?.[1];
  if (token === undefined) throw new Refusal(401, 'M_MISSING_TOKEN', { says: 'Missing access token' });
  const session = core.world.sessions.get(token);
  if (session === undefined)
    throw new Refusal(401, 'M_UNKNOWN_TOKEN', { says: 'Invalid access token passed.', more: { soft_logout: false } });
  assertAlive(core, session);
  return session;
}

export function assertAlive(core: Core, session: Session): void {
  const isOld = session.expiresAt !== undefined && session.expiresAt <= core.clock.now();
  if (session.ended === undefined && !isOld) return;
  const isSoft = session.ended !== 'hard';
  throw new Refusal(401, 'M_UNKNOWN_TOKEN', {
    says: isOld ? 'Access token has expired' : 'Invalid access token passed.',
    more: { soft_logout: isSoft },
    // It died in the client's hands.
    isAnswer: true,
  });
}
