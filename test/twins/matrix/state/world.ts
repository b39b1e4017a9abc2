import { randomBytes } from 'node:crypto';

export interface Content {
  readonly [key: string]: unknown;
}

/** An event as clients see it, `unsigned` apart. */
export interface EventData {
  readonly event_id: string;
  readonly type: string;
  readonly room_id: string;
  readonly sender: string;
  readonly origin_server_ts: number;
  readonly content: Content;
  readonly state_key?: string;
  readonly redacts?: string;
}

export interface TwinEvent {
  /** Its place among everything that ever happened on this server. */
  readonly position: number;
  /** As it stands: stripped when redacted. */
  data: EventData;
  readonly original: EventData;
  redactedBy: TwinEvent | undefined;
  /** The state it took the place of. */
  readonly replaced: TwinEvent | undefined;
  /** Who may read it: the room's history visibility when it was sent. */
  readonly visibility: string;
  readonly transaction: { readonly device: string; readonly id: string } | undefined;
}

export interface Receipt {
  readonly type: string;
  readonly userId: string;
  readonly eventId: string;
  readonly threadId: string | undefined;
  readonly at: number;
  readonly position: number;
}

export interface TwinRoom {
  readonly id: string;
  readonly version: string;
  readonly events: TwinEvent[];
  readonly byId: Map<string, TwinEvent>;
  readonly state: Map<string, TwinEvent>;
  /** Until when who types. */
  readonly typing: Map<string, number>;
  typingPosition: number;
  /** Every time somebody began or went on to type. */
  readonly typings: { readonly userId: string; readonly at: number }[];
  readonly receipts: Map<string, Receipt>;
}

export interface Datum {
  readonly content: Content;
  readonly position: number;
}

export interface TwinUser {
  readonly id: string;
  readonly name: string;
  password: string;
  readonly profile: Map<string, unknown>;
  /** Global under `''`, else by room; then by type. */
  readonly accountData: Map<string, Map<string, Datum>>;
  readonly devices: Map<string, { displayName: string | undefined }>;
  readonly filters: Map<string, Content>;
  readonly forgotten: Set<string>;
  readonly toDevice: { readonly position: number; readonly device: string; readonly event: Content }[];
}

/** An access token and what became of it. */
export interface Session {
  readonly token: string;
  readonly user: TwinUser;
  readonly device: string;
  readonly refreshToken: string | undefined;
  readonly expiresAt: number | undefined;
  ended: 'soft' | 'hard' | undefined;
  /** Where its syncs stood, the newest last. */
  readonly syncs: number[];
}

export interface StoredFile {
  readonly bytes: Buffer;
  readonly contentType: string;
  readonly name: string | undefined;
}

export interface World {
  readonly serverName: string;
  readonly users: Map<string, TwinUser>;
  readonly rooms: Map<string, TwinRoom>;
  readonly aliases: Map<string, string>;
  readonly sessions: Map<string, Session>;
  readonly loginTokens: Map<string, string>;
  readonly files: Map<string, StoredFile>;
  /** Results of requests with a transaction id: by device and room. */
  readonly transactions: Map<string, unknown>;
  /** Which path a device used a transaction id on. */
  readonly transactionPaths: Map<string, string>;
  /** The newest thing that happened. */
  position: number;
  /** Sync tokens of earlier than this are unknown. */
  forgottenBefore: number;
  next(): number;
  changed(): void;
  /** Calls back on every change; returns how to stop that. */
  onChange(then: () => void): () => void;
}

export function createWorld(serverName: string): World {
  const listeners = new Set<() => void>();
  return {
    serverName,
    users: new Map(),
    rooms: new Map(),
    aliases: new Map(),
    sessions: new Map(),
    loginTokens: new Map(),
    files: new Map(),
    transactions: new Map(),
    transactionPaths: new Map(),
    position: 0,
    forgottenBefore: 0,
    next() {
      this.position += 1;
      return this.position;
    },
    changed() {
      for (const then of [...listeners]) then();
    },
    onChange(then) {
      listeners.add(then);
      return () => listeners.delete(then);
    },
  };
}

/** An id like those of newer rooms and events: a hash, without its sigil. */
export const hashId = (): string => randomBytes(32).toString('base64url');

export function must<T>(value: T | undefined, what: string): T {
  if (value === undefined) throw new Error(`There is no ${what}.`);
  return value;
}

/** Adds somebody with an account here; ids hold fewer characters than names. */
export function addUser(world: World, name: string, password = `${name}'s secret`): TwinUser {
  const local = name.toLowerCase().replaceAll(/[^a-z0-9._=/-]/g, '-');
  const wanted = `@${local}:${world.serverName}`;
  const user: TwinUser = {
    id: world.users.has(wanted) ? `@${local}-${world.users.size}:${world.serverName}` : wanted,
    name,
    password,
    profile: new Map([['displayname', name]]),
    accountData: new Map(),
    devices: new Map(),
    filters: new Map(),
    forgotten: new Set(),
    toDevice: [],
  };
  world.users.set(user.id, user);
  return user;
}
