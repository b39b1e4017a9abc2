import type { APIMessage, APIOverwrite, APIRole, APIUser, ChannelType, Locale } from 'discord-api-types/v10';

export interface TwinUser {
  data: APIUser;
  /** Takes no direct messages from servers' members and bots. */
  hasClosedDms: boolean;
  /** Has installed the application for themself. */
  hasInstalled: boolean;
  locale: `${Locale}`;
}

export interface TwinMember {
  readonly userId: string;
  readonly roles: Set<string>;
  nick: string | null;
  readonly joinedAt: number;
}

export interface TwinGuild {
  readonly id: string;
  readonly name: string;
  readonly ownerId: string;
  readonly roles: Map<string, APIRole>;
  readonly members: Map<string, TwinMember>;
  isOut: boolean;
}

export interface TwinThread {
  readonly ownerId: string;
  readonly members: Set<string>;
  archived: boolean;
  locked: boolean;
  invitable: boolean;
  autoArchive: number;
  count: number;
}

export interface TwinChannel {
  readonly id: string;
  readonly type: ChannelType;
  readonly guildId: string | undefined;
  readonly parentId: string | undefined;
  /** Of a direct conversation. */
  readonly recipients: readonly string[];
  readonly thread: TwinThread | undefined;
  name: string;
  topic: string | null;
  isAgeRestricted: boolean;
  overwrites: APIOverwrite[];
  readonly messages: Map<string, TwinMessage>;
  /** Moments at which the bot showed that it types. */
  readonly typings: number[];
}

export interface TwinMessage {
  /** As Discord keeps it; replaced at every change. */
  data: APIMessage;
  readonly guildId: string | undefined;
  /** How it stood before each change, oldest first. */
  readonly past: APIMessage[];
  /** Only this user sees it. */
  readonly seenBy: string | undefined;
  /** An answer that was announced (deferred) and has not come. */
  isLoading: boolean;
  isDeleted: boolean;
  /** Who reacted with what. */
  readonly reactions: Map<string, Set<string>>;
}

export interface StoredFile {
  readonly bytes: Uint8Array;
  readonly contentType: string;
}

export interface World {
  readonly users: Map<string, TwinUser>;
  readonly guilds: Map<string, TwinGuild>;
  /** Without deleted ones. */
  readonly channels: Map<string, TwinChannel>;
  /** By the path of their address. */
  readonly files: Map<string, StoredFile>;
  /** Tells everybody who waits that something is different now. */
  changed(): void;
  onChange(listener: () => void): () => void;
}

export function createWorld(): World {
  const listeners = new Set<() => void>();
  return {
    users: new Map(),
    guilds: new Map(),
    channels: new Map(),
    files: new Map(),
    changed: () => {
      for (const listener of [...listeners]) listener();
    },
    onChange(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
  };
}

/** A thing that must be there, or the test is wrong. */
export function must<T>(thing: T | undefined | null, what: string): T {
  if (thing === undefined || thing === null) throw new Error(`The twin knows no ${what}.`);
  return thing;
}
