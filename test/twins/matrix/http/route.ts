import type { z } from 'zod';
import type { Core } from '../core.ts';
import type { Fault } from '../faults.ts';
import { badJson, badParam } from '../refusal.ts';
import type { Session, TwinUser } from '../state/world.ts';
import type { LimitName } from './limiter.ts';

/** One request. */
export interface Call {
  readonly core: Core;
  readonly session: Session;
  readonly user: TwinUser;
  readonly query: URLSearchParams;
  readonly body: unknown;
  readonly raw: Buffer;
  readonly contentType: string;
  /** Peculiar to this request: it is told to behave so. */
  readonly fault: Fault | undefined;
  /** When the client has gone away. */
  readonly gone: AbortSignal;
  param(name: string): string;
  /** Holds something against the client that servers let pass. */
  breach(says: string): void;
  /** Takes one of what a limit allows, or refuses with 429. */
  limit(name: LimitName, key?: string): void;
  /** The body as `schema` wants it; the body itself, with whatever else is in it. */
  read<T>(schema: z.ZodType<T>): T;
}

export interface Reply {
  readonly status: number;
  readonly body: unknown;
  readonly headers?: Readonly<Record<string, string>>;
}

type Method = 'GET' | 'POST' | 'PUT' | 'DELETE';

export interface Route {
  readonly method: Method;
  /** Below `/_matrix/client`; `:name` is a parameter. */
  readonly path: string;
  /** `v3` when absent; `''` for paths that stand for themselves. */
  readonly version?: 'v1' | 'v3' | '';
  /** No access token is asked for. */
  readonly isOpen?: boolean;
  /** What may stand behind the question mark. */
  readonly query?: readonly string[];
  /** Its body is a file. */
  readonly isUpload?: boolean;
  /** Spec: no body is asked for. */
  readonly isBare?: boolean;
  /** It waits for something to happen: nobody waits for it. */
  readonly isWaiting?: boolean;
  handle(call: Call): Reply | Promise<Reply>;
}

export const ok = (body: unknown = {}): Reply => ({ status: 200, body });

export interface Found {
  readonly route: Route;
  readonly params: ReadonlyMap<string, string>;
}

export const fullPath = ({ version = 'v3', path }: Route): string => (version === '' ? path : `/_matrix/client/${version}${path}`);

/** `PUT /rooms/:room/send/:type/:txn`. */
export const nameOf = ({ method, path }: Route): string => `${method} ${path}`;

/** All routes of a path, whatever the method; a fixed word counts before a parameter. */
export function findRoutes(routes: readonly Route[], path: string): readonly Found[] {
  const parts = path.split('/').map(decodePart);
  const fitting = routes.flatMap((route) => {
    const pattern = fullPath(route).split('/');
    // An empty state key at the end may be left out, its slash too.
    const given = pattern.at(-1) === ':key?' && parts.length === pattern.length - 1 ? [...parts, ''] : parts;
    if (pattern.length !== given.length) return [];
    const params = new Map<string, string>();
    for (const [at, part] of pattern.entries()) {
      const value = given[at] ?? '';
      if (part.startsWith(':')) params.set(part.slice(1).replace('?', ''), value);
      else if (part !== value) return [];
    }
    return [{ route, params }];
  });
  return fitting.toSorted((a, b) => a.params.size - b.params.size);
}

function decodePart(part: string): string {
  try {
    return decodeURIComponent(part);
  } catch {
    throw badParam('Bad percent-encoding in the path');
  }
}

const shapes: Readonly<Record<string, RegExp>> = {
  room: /^![^/]+$/,
  event: /^\$[^/]+$/,
  user: /^@[^:]+:.+$/,
  alias: /^#[^:]+:.+$/,
};

/** Refuses ids that are none of their kind. */
export function checkParams({ params }: Found): void {
  for (const [name, value] of params) if (shapes[name]?.test(value) === false) throw badParam(`${value} is no ${name} id`);
}

/** The issues of a schema as one refusal. */
export function readBody<T>(schema: z.ZodType<T>, body: unknown): T {
  const read = schema.safeParse(body);
  if (read.success) return read.data;
  throw badJson(read.error.issues.map(({ path, message }) => `${path.join('.') || 'body'}: ${message}`).join('; '));
}

/** A whole number out of the query. */
export function numberFrom(query: URLSearchParams, name: string, otherwise: number): number {
  const text = query.get(name);
  if (text === null) return otherwise;
  if (!/^\d+$/.test(text)) throw badParam(`Query parameter ${name} must be an integer`);
  return Number(text);
}
