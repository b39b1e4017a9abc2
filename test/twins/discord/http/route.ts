import type { Core } from '../core.ts';
import type { Upload } from '../message/store-file.ts';

/** One request of the bot. */
export interface Call {
  readonly core: Core;
  /** `POST /channels/:channel/messages`. */
  readonly route: string;
  readonly query: URLSearchParams;
  readonly body: unknown;
  readonly files: readonly Upload[];
  param(name: string): string;
}

export interface Reply {
  readonly status: number;
  readonly body?: unknown;
}

export interface Route {
  readonly method: 'GET' | 'POST' | 'PATCH' | 'PUT' | 'DELETE';
  /** Without the version; `:name` is a parameter. */
  readonly path: string;
  /** The address itself is the secret: no token is needed. */
  readonly isOpen?: boolean;
  /** Which parameter its bucket of requests belongs to; none: only the global limit. */
  readonly limitedBy?: 'channel' | 'token';
  handle(call: Call): Reply | Promise<Reply>;
}

export const ok = (body: unknown): Reply => ({ status: 200, body });
export const done: Reply = { status: 204 };

export interface Found {
  readonly route: Route;
  readonly params: ReadonlyMap<string, string>;
}

/** The route of a path; a fixed word counts before a parameter. */
export function findRoute(routes: readonly Route[], method: string, path: string): Found | undefined {
  const parts = path.split('/').map(decodeURIComponent);
  const fitting = routes.flatMap((route) => {
    const pattern = route.path.split('/');
    if (route.method !== method || pattern.length !== parts.length) return [];
    const params = new Map<string, string>();
    for (const [at, part] of pattern.entries()) {
      const given = parts[at] ?? '';
      if (part.startsWith(':')) params.set(part.slice(1), given);
      else if (part !== given) return [];
    }
    return [{ route, params }];
  });
  return fitting.toSorted((a, b) => a.params.size - b.params.size)[0];
}
