import { z } from 'zod';

const user = z.object({ id: z.string(), username: z.string(), global_name: z.string().nullish() });
const application = z.object({
  id: z.string(),
  name: z.string(),
  owner: user.optional(),
  team: z.object({ name: z.string(), owner_user_id: z.string() }).nullish(),
  bot_require_code_grant: z.boolean().optional(),
  /** By kind of installation: 0 a server, 1 a person. */
  integration_types_config: z.record(z.string(), z.unknown()).nullish(),
});
const guilds = z.array(z.object({ name: z.string() }));

export type ConnectedUser = z.infer<typeof user>;
export type ConnectedApplication = z.infer<typeof application>;

/** What asking came to; `failed` never carries anything of the token. */
export type Asked<Data> =
  | { readonly kind: 'data'; readonly data: Data }
  | { readonly kind: 'refused' }
  | { readonly kind: 'trouble'; readonly status: number }
  | { readonly kind: 'unreachable'; readonly reason: string };

/** The three questions that connecting asks, before there is any client. */
export interface ConnectApi {
  readonly host: string;
  me(): Promise<Asked<ConnectedUser>>;
  application(): Promise<Asked<ConnectedApplication>>;
  guilds(): Promise<Asked<readonly { readonly name: string }[]>>;
}

const official = 'https://discord.com/api';
/** One question, in milliseconds. */
const patienceMs = 10_000;

/** `base` is without version, as DISCORD_API_URL takes it. */
export function createConnectApi(base: string | undefined, token: string, signal: AbortSignal): ConnectApi {
  const root = `${(base ?? official).replace(/\/+$/, '')}/v10`;

  async function ask<Data>(path: string, shape: z.ZodType<Data>): Promise<Asked<Data>> {
    const late = new AbortController();
    const timer = setTimeout(() => late.abort(), patienceMs);
    try {
      const response = await fetch(`${root}${path}`, {
        headers: { authorization: `Bot ${token}`, 'user-agent': 'DiscordBot (self-hosted MiaChat, 1)' },
        // The token goes nowhere else.
        redirect: 'error',
        signal: AbortSignal.any([signal, late.signal]),
      });
      if (response.status === 401) return { kind: 'refused' };
      const read = response.ok ? shape.safeParse(await response.json().catch(() => undefined)) : undefined;
      return read?.success === true ? { kind: 'data', data: read.data } : { kind: 'trouble', status: response.status };
    } catch (thrown) {
      return { kind: 'unreachable', reason: late.signal.aborted ? 'silent' : reasonOf(thrown) };
    } finally {
      clearTimeout(timer);
    }
  }

  return {
    host: URL.parse(root)?.host ?? root,
    me: () => ask('/users/@me', user),
    application: () => ask('/applications/@me', application),
    guilds: () => ask('/users/@me/guilds?limit=10', guilds),
  };
}

/** The system's word, `ECONNREFUSED`; a message could hold what was sent. */
function reasonOf(thrown: unknown): string {
  const cause = thrown instanceof Error ? thrown.cause : undefined;
  if (cause instanceof Error && 'code' in cause && typeof cause.code === 'string') return cause.code;
  return thrown instanceof Error ? thrown.name : 'unknown';
}
