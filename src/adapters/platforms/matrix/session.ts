import { z } from 'zod';
import { BotError } from '../../../core/errors.ts';
import type { AdapterState } from '../../../core/ports/adapter-state.ts';
import type { Clock } from '../../../core/ports/clock.ts';
import type { Logger } from '../../../core/ports/logger.ts';
import { type Authorized, type Login, logIn, whoAmI } from './api.ts';
import { isForbidden, limitedFor, loggedOut, logoutIn } from './errors.ts';
import type { Http } from './http.ts';
import { openToken, sealToken } from './sealed-token.ts';
import type { MatrixSettings } from './settings.ts';
import { texts } from './texts.ts';

/** Who we are on the homeserver, and requests in that name. */
export interface Session {
  readonly user: string;
  /** Since when this device is ours, milliseconds since the epoch: what an older one has sent is not known by its transaction ids. */
  readonly since: number;
  readonly request: Authorized;
  /** The token of this moment. */
  token(): string;
}

export interface SessionParts {
  readonly settings: MatrixSettings;
  readonly http: Http;
  readonly state: AdapterState;
  readonly clock: Clock;
  readonly logger: Logger;
  /** The homeserver has ended the session, and only the operator can begin another. */
  onLost(error: Error): void;
}

const keptSession = z.object({ user: z.string(), device: z.string(), sealed: z.string() });
const keptDevice = z.object({ user: z.string(), device: z.string(), since: z.number() });
const deviceName = 'MiaChat';

interface Opened {
  readonly user: string;
  readonly device: string;
  readonly token: string;
}

/** By access token, else by the session a password has opened before, else by the password: a login per start would soon be refused. */
export async function openSession(parts: SessionParts): Promise<Session> {
  const { settings, http, state, clock, logger, onLost } = parts;
  const opened = settings.MATRIX_ACCESS_TOKEN === undefined ? await byPassword(parts) : await byToken(parts);
  const { user, device } = opened;
  let { token } = opened;
  let renewing: Promise<void> | undefined;
  let isLost = false;

  async function renew(): Promise<void> {
    for (;;) {
      try {
        const made = await logInAgain(parts, { user, device });
        token = made.token;
        logger.info('matrix-logged-in-again');
        return;
      } catch (thrown) {
        const waitMs = limitedFor(thrown);
        if (waitMs === undefined) throw thrown;
        await clock.sleep(waitMs);
      }
    }
  }

  function lose(error: BotError = loggedOut()): BotError {
    if (!isLost) onLost(error);
    isLost = true;
    return error;
  }

  return {
    user,
    since: await sinceOf({ state, clock }, { user, device }),
    token: () => token,
    async request(asked) {
      const used = token;
      try {
        return await http({ ...asked, token: used });
      } catch (thrown) {
        const logout = logoutIn(thrown);
        if (logout === undefined) throw thrown;
        if (used === token) {
          if (logout === 'hard' || settings.MATRIX_PASSWORD === undefined) throw lose();
          renewing ??= renew().finally(() => {
            renewing = undefined;
          });
          await renewing.catch((failed: unknown) => {
            throw failed instanceof BotError ? lose(failed) : failed;
          });
        }
        return http({ ...asked, token });
      }
    },
  };
}

async function byToken({ settings, http }: SessionParts): Promise<Opened> {
  const token = settings.MATRIX_ACCESS_TOKEN ?? '';
  const me = await whoAmI(http, token).catch((thrown: unknown) => {
    throw logoutIn(thrown) === undefined ? thrown : loggedOut();
  });
  const isOther =
    (settings.MATRIX_USER !== undefined && settings.MATRIX_USER !== me.user_id) ||
    (settings.MATRIX_DEVICE_ID !== undefined && settings.MATRIX_DEVICE_ID !== me.device_id);
  if (isOther)
    throw new BotError('settings-invalid', 'the token is of another account or device', {
      field: 'MATRIX_ACCESS_TOKEN',
      advice: texts['other-account'],
    });
  return { user: me.user_id, device: me.device_id ?? '', token };
}

async function byPassword(parts: SessionParts): Promise<Opened> {
  const { MATRIX_USER: user, MATRIX_PASSWORD: password } = parts.settings;
  if (user === undefined || password === undefined)
    throw new BotError('settings-invalid', 'neither a token nor a password', { field: 'MATRIX_USER', advice: texts['no-credentials'] });
  const former = keptSession.safeParse(JSON.parse((await parts.state.get('session')) ?? 'null')).data;
  if (former?.user !== user) return logInAgain(parts, { user, device: parts.settings.MATRIX_DEVICE_ID });
  const token = await openToken(former.sealed, password);
  if (token === undefined) return logInAgain(parts, former);
  try {
    await whoAmI(parts.http, token);
    return { user, device: former.device, token };
  } catch (thrown) {
    const logout = logoutIn(thrown);
    if (logout === undefined) throw thrown;
    // After a hard logout the device is gone: its name must not be used for another.
    return logInAgain(parts, { user, device: logout === 'soft' ? former.device : undefined });
  }
}

async function logInAgain(
  { http, state, settings }: SessionParts,
  { user, device }: { readonly user: string; readonly device: string | undefined },
): Promise<Opened> {
  const password = settings.MATRIX_PASSWORD ?? '';
  const made: Login = await logIn(http, { user, password, device, name: deviceName }).catch((thrown: unknown) => {
    if (!isForbidden(thrown)) throw thrown;
    throw new BotError('settings-invalid', 'the homeserver refused user and password', {
      field: 'MATRIX_PASSWORD',
      advice: texts['wrong-password'],
    });
  });
  const kept = { user: made.user_id, device: made.device_id, sealed: await sealToken(made.access_token, password) };
  await state.set('session', JSON.stringify(kept));
  return { user: made.user_id, device: made.device_id, token: made.access_token };
}

async function sinceOf(
  { state, clock }: Pick<SessionParts, 'state' | 'clock'>,
  { user, device }: Pick<Opened, 'user' | 'device'>,
): Promise<number> {
  const former = keptDevice.safeParse(JSON.parse((await state.get('device')) ?? 'null')).data;
  if (former?.user === user && former.device === device) return former.since;
  const since = clock.now();
  await state.set('device', JSON.stringify({ user, device, since }));
  return since;
}
