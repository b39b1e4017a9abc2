import { MatrixError } from 'matrix-bot-sdk/lib/models/MatrixError.js';
import type { Authorized } from '../../src/adapters/platforms/matrix/api.ts';
import type { SyncChanges } from '../../src/adapters/platforms/matrix/encryption/engine.ts';

type Json = Record<string, unknown>;

/** One request as it came, with whose device it was. */
export interface KeyRequest {
  readonly user: string;
  readonly device: string;
  readonly method: string;
  readonly path: string;
  readonly body: Json;
}

interface Account {
  readonly devices: Map<string, Device>;
  readonly data: Map<string, Json>;
  /** `master_key`, `self_signing_key`, `user_signing_key` as they were uploaded. */
  identity: Json | undefined;
  backups: { readonly version: string; readonly info: Json; readonly rooms: Map<string, Map<string, unknown>> }[];
}

interface Device {
  keys: Json | undefined;
  readonly oneTime: Map<string, unknown>;
  fallback: readonly [string, unknown] | undefined;
  readonly queue: Json[];
  /** How far it has heard of changed devices. */
  heard: number;
}

/** What a homeserver does for encryption, in memory: keys, to-device messages, account data, backups. No rooms, no network. */
export interface KeyServer {
  /** Requests in the name of a device, which is there from now on. */
  as(user: string, device: string): Authorized;
  /** What the next sync of a device tells; `only` leaves the other messages waiting. */
  sync(user: string, device: string, only?: (message: Json) => boolean): SyncChanges;
  readonly requests: readonly KeyRequest[];
  /** Room events that were sent, in order. */
  readonly sent: readonly (KeyRequest & { readonly id: string })[];
  /** Puts a message into a device's queue, as if `sender` had sent it. */
  inject(to: readonly [user: string, device: string], message: Json): void;
  /** Called before each request; what it throws is the answer. */
  refuse: ((request: KeyRequest) => void) | undefined;
  /** Wants this password before it takes an identity. */
  password: string | undefined;
  backupOf(user: string): Map<string, Map<string, unknown>>;
  /** A device's keys published without a machine behind them, as many as one likes. */
  publish(user: string, device: string, keys: { readonly device: Json; readonly oneTime: Readonly<Record<string, unknown>> }): void;
  forget(user: string, device: string): void;
}

const object = (value: unknown): Json => (typeof value === 'object' && value !== null ? (value as Json) : {});
export const refusal = (status: number, errcode: string, more: Json = {}): MatrixError =>
  new MatrixError({ errcode, error: 'refused', ...more }, status);
const notFound = (): MatrixError => refusal(404, 'M_NOT_FOUND');

export function createKeyServer(): KeyServer {
  const accounts = new Map<string, Account>();
  const changes: string[] = [];
  const requests: KeyRequest[] = [];
  const sent: (KeyRequest & { readonly id: string })[] = [];

  function accountOf(user: string): Account {
    const known = accounts.get(user) ?? { devices: new Map(), data: new Map(), identity: undefined, backups: [] };
    accounts.set(user, known);
    return known;
  }
  function deviceOf(user: string, id: string): Device {
    const { devices } = accountOf(user);
    const known = devices.get(id) ?? { keys: undefined, oneTime: new Map(), fallback: undefined, queue: [], heard: 0 };
    devices.set(id, known);
    return known;
  }

  function upload({ user, device: id, body }: KeyRequest): Json {
    const device = deviceOf(user, id);
    for (const [name, key] of Object.entries(object(body['one_time_keys']))) {
      const there = device.oneTime.get(name);
      if (there !== undefined && JSON.stringify(there) !== JSON.stringify(key)) throw refusal(400, 'M_UNKNOWN');
    }
    for (const [name, key] of Object.entries(object(body['one_time_keys']))) device.oneTime.set(name, key);
    const [fallback] = Object.entries(object(body['fallback_keys']));
    if (fallback !== undefined) device.fallback = fallback;
    if (body['device_keys'] !== undefined) {
      device.keys = object(body['device_keys']);
      changes.push(user);
    }
    return { one_time_key_counts: { signed_curve25519: device.oneTime.size } };
  }

  function query({ user: asker, body }: KeyRequest): Json {
    const answer = { device_keys: {} as Json, master_keys: {} as Json, self_signing_keys: {} as Json, user_signing_keys: {} as Json };
    for (const user of Object.keys(object(body['device_keys']))) {
      const { devices, identity } = accountOf(user);
      answer.device_keys[user] = Object.fromEntries([...devices].flatMap(([id, { keys }]) => (keys === undefined ? [] : [[id, keys]])));
      if (identity === undefined) continue;
      answer.master_keys[user] = identity['master_key'];
      answer.self_signing_keys[user] = identity['self_signing_key'];
      if (user === asker) answer.user_signing_keys[user] = identity['user_signing_key'];
    }
    return answer;
  }

  function claim({ body }: KeyRequest): Json {
    const keys: Json = {};
    for (const [user, wanted] of Object.entries(object(body['one_time_keys'])))
      for (const id of Object.keys(object(wanted))) {
        const { oneTime, fallback } = deviceOf(user, id);
        const found = [...oneTime][0] ?? fallback;
        if (found === undefined) continue;
        oneTime.delete(found[0]);
        keys[user] = { ...object(keys[user]), [id]: { [found[0]]: found[1] } };
      }
    return { one_time_keys: keys, failures: {} };
  }

  function sign({ body }: KeyRequest): Json {
    for (const [user, signed] of Object.entries(body)) {
      const { devices, identity } = accountOf(user);
      for (const [id, object_] of Object.entries(object(signed))) {
        const master = object(identity?.['master_key']);
        const target = devices.get(id)?.keys ?? (Object.values(object(master['keys'])).includes(id) ? master : undefined);
        if (target === undefined) continue;
        const added = object(object(object_)['signatures']);
        const signatures = { ...object(target['signatures']) };
        for (const [signer, made] of Object.entries(added)) signatures[signer] = { ...object(signatures[signer]), ...object(made) };
        target['signatures'] = signatures;
      }
      changes.push(user);
    }
    return { failures: {} };
  }

  function identify({ user, body }: KeyRequest, wanted: string | undefined): Json {
    const auth = object(body['auth']);
    if (wanted !== undefined && auth['password'] !== wanted)
      throw refusal(401, 'M_FORBIDDEN', { session: 'one', flows: [{ stages: ['m.login.password'] }] });
    const { auth: _, ...identity } = body;
    accountOf(user).identity = structuredClone(identity);
    changes.push(user);
    return {};
  }

  function toDevice({ user: sender, body }: KeyRequest, type: string): Json {
    for (const [user, messages] of Object.entries(object(body['messages'])))
      for (const [id, content] of Object.entries(object(messages))) {
        const targets = id === '*' ? [...accountOf(user).devices.values()] : [deviceOf(user, id)];
        for (const { queue } of targets) queue.push({ type, sender, content });
      }
    return {};
  }

  function accountData({ user, method, body }: KeyRequest, type: string): Json {
    const { data } = accountOf(user);
    if (method === 'PUT') {
      data.set(type, body);
      return {};
    }
    const found = data.get(type);
    if (found === undefined) throw notFound();
    return found;
  }

  function backup({ user, method, body }: KeyRequest, [what, room, session]: readonly string[]): Json {
    const { backups } = accountOf(user);
    if (what === 'version' && method === 'POST') {
      backups.push({ version: String(backups.length + 1), info: body, rooms: new Map() });
      return { version: String(backups.length) };
    }
    const current = backups.at(-1);
    if (current === undefined) throw notFound();
    if (what === 'version') return { ...current.info, version: current.version, count: 0, etag: '0' };
    if (method === 'PUT') {
      for (const [id, { sessions }] of Object.entries(object(body['rooms']) as Record<string, { sessions: Json }>))
        for (const [key, sealed] of Object.entries(sessions)) {
          const kept = current.rooms.get(id) ?? new Map<string, unknown>();
          current.rooms.set(id, kept.set(key, sealed));
        }
      return { count: current.rooms.size, etag: '1' };
    }
    if (room !== undefined && session !== undefined) {
      const found = current.rooms.get(room)?.get(session);
      if (found === undefined) throw notFound();
      return object(found);
    }
    return { rooms: Object.fromEntries([...current.rooms].map(([id, sessions]) => [id, { sessions: Object.fromEntries(sessions) }])) };
  }

  function answer(request: KeyRequest): Json {
    const parts = request.path.split('/').map(decodeURIComponent);
    const at = (name: string): readonly string[] => parts.slice(parts.indexOf(name) + 1);
    if (request.path.endsWith('/keys/upload')) return upload(request);
    if (request.path.endsWith('/keys/query')) return query(request);
    if (request.path.endsWith('/keys/claim')) return claim(request);
    if (request.path.endsWith('/keys/signatures/upload')) return sign(request);
    if (request.path.endsWith('/device_signing/upload')) return identify(request, server.password);
    if (parts.includes('sendToDevice')) return toDevice(request, at('sendToDevice')[0] ?? '');
    if (parts.includes('account_data')) return accountData(request, at('account_data')[0] ?? '');
    if (parts.includes('room_keys')) return backup(request, at('room_keys')[0] === 'version' ? ['version'] : at('room_keys'));
    if (parts.includes('rooms')) {
      const id = `$sent-${sent.length}`;
      sent.push({ ...request, id });
      return { event_id: id };
    }
    throw refusal(404, 'M_UNRECOGNIZED');
  }

  const server: KeyServer = {
    requests,
    sent,
    refuse: undefined,
    password: undefined,
    as(user, device) {
      deviceOf(user, device);
      return async ({ method, path, body }) => {
        // What was sent is text on the way, and nobody's object afterwards.
        const request = { user, device, method, path, body: object(JSON.parse(JSON.stringify(body ?? {}))) };
        requests.push(request);
        server.refuse?.(request);
        return structuredClone(answer(request));
      };
    },
    sync(user, id, only = () => true) {
      const device = deviceOf(user, id);
      const toDeviceNow = device.queue.filter(only);
      device.queue.splice(0, device.queue.length, ...device.queue.filter((message) => !only(message)));
      const changed = [...new Set(changes.slice(device.heard))];
      device.heard = changes.length;
      return {
        toDevice: toDeviceNow,
        changed,
        left: [],
        oneTimeKeys: { signed_curve25519: device.oneTime.size },
        unusedFallbackKeys: device.fallback === undefined ? [] : ['signed_curve25519'],
      };
    },
    inject([user, device], message) {
      deviceOf(user, device).queue.push(message);
    },
    backupOf: (user) => accountOf(user).backups.at(-1)?.rooms ?? new Map(),
    publish(user, id, { device: keys, oneTime }) {
      const device = deviceOf(user, id);
      device.keys = keys;
      for (const [name, key] of Object.entries(oneTime)) device.oneTime.set(name, key);
      changes.push(user);
    },
    forget: (user, device) => void accountOf(user).devices.delete(device),
  };
  return server;
}
