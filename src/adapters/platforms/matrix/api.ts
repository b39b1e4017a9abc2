import { z } from 'zod';
import type { Content } from './events.ts';
import type { Http, HttpRequest } from './http.ts';

/** A request as the session makes it: with its token, and once more when that has been renewed. */
export type Authorized = (request: Omit<HttpRequest, 'token'>) => Promise<unknown>;

const events = z.array(z.unknown()).catch([]);
const part = z.object({ events }).catch({ events: [] });
const joinedRoom = z.object({
  state: part,
  timeline: z
    .object({ events, limited: z.boolean().optional().catch(undefined), prev_batch: z.string().optional().catch(undefined) })
    .catch({ events: [] }),
});
const sync = z.object({
  next_batch: z.string(),
  rooms: z
    .object({
      join: z.record(z.string(), joinedRoom).catch({}),
      invite: z.record(z.string(), z.object({ invite_state: part })).catch({}),
      leave: z.record(z.string(), z.unknown()).catch({}),
    })
    .catch({ join: {}, invite: {}, leave: {} }),
});
const page = z.object({ chunk: events, end: z.string().optional() });
const sent = z.object({ event_id: z.string() });

export type JoinedRoom = z.infer<typeof joinedRoom>;
export type SyncBatch = z.infer<typeof sync>;
export type MessagePage = z.infer<typeof page>;

/** What a message goes under. */
export interface Sending {
  readonly room: string;
  readonly type: string;
  /** The same id again gives the same event. */
  readonly transaction: string;
}

/** The requests this adapter makes, each with what it needs of the answer; room ids are Matrix's own. */
export interface MatrixApi {
  sync(query: Readonly<Record<string, string | number>>, signal: AbortSignal): Promise<SyncBatch>;
  filter(user: string, filter: Content): Promise<string>;
  send(sending: Sending, content: Content): Promise<string>;
  redact(room: string, event: string, transaction: string): Promise<void>;
  /** The whole state of a room, raw. */
  state(room: string): Promise<readonly unknown[]>;
  setState(where: { readonly room: string; readonly type: string; readonly key: string }, content: Content): Promise<void>;
  event(room: string, event: string): Promise<unknown>;
  /** The ids of the newest hundred edits of an event. */
  edits(room: string, event: string): Promise<readonly string[]>;
  /** Backwards in time from `from`, or from the end. */
  messages(room: string, query: { readonly from?: string; readonly to?: string; readonly limit: number }): Promise<MessagePage>;
  join(room: string, via: readonly string[]): Promise<void>;
  leave(room: string, reason?: string): Promise<void>;
  typing(room: string, user: string, timeoutMs: number): Promise<void>;
  receipt(room: string, event: string): Promise<void>;
  displayName(user: string): Promise<string | undefined>;
  /** The picture an account shows where no room has another. */
  avatar(user: string): Promise<string | undefined>;
  upload(bytes: Uint8Array, file: { readonly name: string; readonly type: string }): Promise<string>;
}

export function createMatrixApi(request: Authorized): MatrixApi {
  const room = (id: string): string => `/_matrix/client/v3/rooms/${encodeURIComponent(id)}`;
  const segment = encodeURIComponent;
  return {
    async sync(query, signal) {
      const timeoutMs = Number(query['timeout'] ?? 0) + 30_000;
      return sync.parse(await request({ method: 'GET', path: '/_matrix/client/v3/sync', query, timeoutMs, signal }));
    },
    async filter(user, filter) {
      const made = await request({ method: 'POST', path: `/_matrix/client/v3/user/${segment(user)}/filter`, body: filter });
      return z.object({ filter_id: z.string() }).parse(made).filter_id;
    },
    async send({ room: id, type, transaction }, content) {
      const path = `${room(id)}/send/${segment(type)}/${segment(transaction)}`;
      return sent.parse(await request({ method: 'PUT', path, body: content })).event_id;
    },
    async redact(id, event, transaction) {
      await request({ method: 'PUT', path: `${room(id)}/redact/${segment(event)}/${segment(transaction)}`, body: {} });
    },
    state: async (id) => z.array(z.unknown()).parse(await request({ method: 'GET', path: `${room(id)}/state` })),
    async setState({ room: id, type, key }, content) {
      await request({ method: 'PUT', path: `${room(id)}/state/${segment(type)}/${segment(key)}`, body: content });
    },
    event: (id, event) => request({ method: 'GET', path: `${room(id)}/event/${segment(event)}` }),
    async edits(id, event) {
      const path = `/_matrix/client/v1/rooms/${segment(id)}/relations/${segment(event)}/m.replace`;
      const { chunk } = page.parse(await request({ method: 'GET', path, query: { limit: 100 } }));
      return chunk.flatMap((raw) => sent.safeParse(raw).data?.event_id ?? []);
    },
    async messages(id, query) {
      return page.parse(await request({ method: 'GET', path: `${room(id)}/messages`, query: { dir: 'b', ...query } }));
    },
    async join(id, via) {
      const [server] = via;
      const query = server === undefined ? {} : { via: server, server_name: server };
      await request({ method: 'POST', path: `/_matrix/client/v3/join/${segment(id)}`, query, body: {}, timeoutMs: 60_000 });
    },
    async leave(id, reason) {
      await request({ method: 'POST', path: `${room(id)}/leave`, body: reason === undefined ? {} : { reason } });
    },
    async typing(id, user, timeoutMs) {
      const body = timeoutMs > 0 ? { typing: true, timeout: timeoutMs } : { typing: false };
      await request({ method: 'PUT', path: `${room(id)}/typing/${segment(user)}`, body });
    },
    async receipt(id, event) {
      await request({ method: 'POST', path: `${room(id)}/receipt/m.read/${segment(event)}`, body: {} });
    },
    async displayName(user) {
      const profile = await request({ method: 'GET', path: `/_matrix/client/v3/profile/${segment(user)}/displayname` });
      return z.object({ displayname: z.string().optional() }).safeParse(profile).data?.displayname;
    },
    async avatar(user) {
      const profile = await request({ method: 'GET', path: `/_matrix/client/v3/profile/${segment(user)}/avatar_url` });
      return z.object({ avatar_url: z.string().optional() }).parse(profile).avatar_url;
    },
    async upload(bytes, { name, type }) {
      const body = Buffer.from(bytes);
      const made = await request({ method: 'POST', path: '/_matrix/media/v3/upload', query: { filename: name }, body, contentType: type });
      return z.object({ content_uri: z.string() }).parse(made).content_uri;
    },
  };
}

const identity = z.object({ user_id: z.string(), device_id: z.string().optional() });
const login = z.object({ user_id: z.string(), access_token: z.string(), device_id: z.string() });

export type Identity = z.infer<typeof identity>;
export type Login = z.infer<typeof login>;

export async function whoAmI(http: Http, token: string): Promise<Identity> {
  return identity.parse(await http({ method: 'GET', path: '/_matrix/client/v3/account/whoami', token }));
}

/** Logs in with a password; a device named again keeps its transaction ids. */
export async function logIn(
  http: Http,
  given: { readonly user: string; readonly password: string; readonly device: string | undefined; readonly name: string },
): Promise<Login> {
  const { user, password, device, name } = given;
  const body = {
    type: 'm.login.password',
    identifier: { type: 'm.id.user', user },
    password,
    initial_device_display_name: name,
    ...(device === undefined ? {} : { device_id: device }),
  };
  return login.parse(await http({ method: 'POST', path: '/_matrix/client/v3/login', body }));
}
