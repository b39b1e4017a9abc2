import { createClient, type ICreateRoomOpts, MatrixScheduler, PendingEventOrdering, Preset } from 'matrix-js-sdk';
import { onTestFinished } from 'vitest';
import { type Account, ClientApi } from './client-api.ts';
import type { Homeserver } from './synapse.ts';
import { Talk } from './talk.ts';
import { until } from './until.ts';

export interface Person {
  readonly name: string;
  readonly userId: string;
  /** The bare API under the same account, for what no app would do. */
  readonly api: ClientApi;
  /** Opens a conversation of two; resolves when the other has come in. */
  invites(userId: string): Promise<Talk>;
  /** Opens a conversation of two without waiting for the other. */
  asks(userId: string): Promise<Talk>;
  /** Makes a room; everybody named is invited. */
  opens(name: string, options?: { readonly invited?: readonly string[]; readonly options?: ICreateRoomOpts }): Promise<Talk>;
  /** Comes into a room, by invitation. */
  enters(room: string): Promise<Talk>;
}

const nothing = (): void => undefined;
const silence = { trace: nothing, debug: nothing, info: nothing, warn: nothing, error: nothing, getChild: () => silence };

/** Somebody with an app of today (matrix-js-sdk), logged in and synced until the test ends. */
export async function person(server: Homeserver, name: string): Promise<Person> {
  const account = await server.register(name);
  const client = await connect(server, account);
  const here = async (room: string): Promise<Talk> => {
    await until(() => client.getRoom(room) ?? undefined, { otherwise: () => `${name} never got to see ${room}` });
    return new Talk(client, room);
  };
  const create = async (options: ICreateRoomOpts): Promise<Talk> => here((await client.createRoom(options)).room_id);
  const asks = (userId: string): Promise<Talk> => create({ preset: Preset.TrustedPrivateChat, is_direct: true, invite: [userId] });
  return {
    name,
    userId: account.userId,
    api: new ClientApi(server.url, account),
    asks,
    async invites(userId) {
      const talk = await asks(userId);
      await talk.membership(userId, 'join');
      return talk;
    },
    async opens(called, { invited = [], options = {} } = {}) {
      const talk = await create({ preset: Preset.PrivateChat, name: called, ...options });
      for (const userId of invited) await talk.invites(userId);
      return talk;
    },
    async enters(room) {
      await client.joinRoom(room);
      return here(room);
    },
  };
}

async function connect(server: Homeserver, account: Account) {
  const client = createClient({
    baseUrl: server.url,
    userId: account.userId,
    deviceId: account.deviceId,
    accessToken: account.accessToken,
    // Apps wait when a server tells them to; so do these people under default limits.
    scheduler: new MatrixScheduler(),
    disableVoip: true,
    logger: silence,
  });
  onTestFinished(() => client.stopClient());
  // Detached: what was not yet taken by the server is not seen.
  await client.startClient({ initialSyncLimit: 50, pendingEventOrdering: PendingEventOrdering.Detached, disablePresence: true });
  await until(() => (client.isInitialSyncComplete() ? true : undefined), { otherwise: () => `${account.userId} never synced` });
  return client;
}
