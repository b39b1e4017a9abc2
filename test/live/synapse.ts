import { createHmac } from 'node:crypto';
import type { Account } from './client-api.ts';
import { ClientApi } from './client-api.ts';
import type { RateLimits } from './start-synapse.ts';

/** As in synapse.sh: whoever knows it may register without a limit. */
const secret = 'live-test';
let users = 0;

export interface Registration {
  readonly isAdmin?: boolean;
}

/** A homeserver that runs, and new accounts on it. */
export interface Homeserver {
  readonly url: string;
  register(name: string, options?: Registration): Promise<Account>;
}

/** One of the two servers `npm run test:live` has started for the whole run; every test brings new people. */
export function synapse(limits: RateLimits): Homeserver {
  const url = process.env[`MIACHAT_LIVE_${limits.toUpperCase()}`];
  if (url === undefined) throw new Error('No Synapse runs: start these tests with npm run test:live');
  return homeserverAt(url);
}

/** A server that runs at this address, started by synapse.sh. */
export function homeserverAt(url: string): Homeserver {
  return { url, register: (name, options) => register(url, name, options) };
}

/** By the admin's way in: a login would count, and default limits give five per address. */
async function register(url: string, name: string, { isAdmin = false }: Registration = {}): Promise<Account> {
  const call = '/_synapse/admin/v1/register';
  const api = new ClientApi(url);
  const username = `${name}-${process.pid}-${users++}`;
  const password = `pw-${username}`;
  const { nonce } = await api.get<{ nonce: string }>(`GET ${call}`);
  const signed = [nonce, username, password, isAdmin ? 'admin' : 'notadmin'].join('\0');
  const account = await api.get<{ user_id: string; access_token: string; device_id: string }>(`POST ${call}`, {
    nonce,
    username,
    displayname: name,
    password,
    admin: isAdmin,
    mac: createHmac('sha1', secret).update(signed).digest('hex'),
  });
  return { userId: account.user_id, password, accessToken: account.access_token, deviceId: account.device_id };
}
