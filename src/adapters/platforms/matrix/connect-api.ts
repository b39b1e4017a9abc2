import { z } from 'zod';

/** What asking came to; nothing of it ever carries a password or a token. */
export type Asked<Data> =
  | { readonly kind: 'data'; readonly data: Data }
  | { readonly kind: 'refused'; readonly errcode: string }
  | { readonly kind: 'trouble'; readonly status: number }
  | { readonly kind: 'unreachable'; readonly reason: string };

export type Failed = Exclude<Asked<unknown>, { readonly kind: 'data' }>;

const versions = z.object({ versions: z.array(z.string()) });
const flows = z.object({ flows: z.array(z.object({ type: z.string() })) });
const wellKnown = z.object({ 'm.homeserver': z.object({ base_url: z.url() }) });
const software = z.object({ server: z.object({ name: z.string(), version: z.string() }) });
const login = z.object({ user_id: z.string(), access_token: z.string(), device_id: z.string() });
const identity = z.object({ user_id: z.string(), device_id: z.string().optional() });
const refusal = z.object({ errcode: z.string() });

/** The questions that connecting asks, before there is any client. */
export interface ConnectApi {
  versions(): Promise<Asked<z.infer<typeof versions>>>;
  flows(): Promise<Asked<z.infer<typeof flows>>>;
  /** `Synapse 1.160.0`, where the server tells. */
  software(): Promise<string | undefined>;
  logIn(user: string, password: string): Promise<Asked<z.infer<typeof login>>>;
  whoAmI(token: string): Promise<Asked<z.infer<typeof identity>>>;
}

/** One question, in milliseconds. */
const patienceMs = 8_000;

interface Question {
  readonly token?: string;
  readonly body?: unknown;
}

export function createConnectApi(base: string, signal: AbortSignal): ConnectApi {
  const root = base.replace(/\/+$/, '');
  const client = '/_matrix/client';
  const ask = <Data>(path: string, shape: z.ZodType<Data>, question: Question = {}): Promise<Asked<Data>> =>
    askFor(new URL(root + path), { shape, signal, ...question });
  return {
    versions: () => ask(`${client}/versions`, versions),
    flows: () => ask(`${client}/v3/login`, flows),
    async software() {
      const asked = await ask('/_matrix/federation/v1/version', software);
      return asked.kind === 'data' ? `${asked.data.server.name} ${asked.data.server.version}`.slice(0, 60) : undefined;
    },
    logIn(user, password) {
      const body = {
        type: 'm.login.password',
        identifier: { type: 'm.id.user', user },
        password,
        initial_device_display_name: 'MiaChat',
      };
      return ask(`${client}/v3/login`, login, { body });
    },
    whoAmI: (token) => ask(`${client}/v3/account/whoami`, identity, { token }),
  };
}

/** Where a homeserver is: an address as it is given, else what the server of that name says about itself. */
export async function findHomeserver(given: string, signal: AbortSignal): Promise<string> {
  if (/^https?:\/\//i.test(given)) return given.replace(/\/+$/, '');
  const named = URL.parse(`https://${given}/.well-known/matrix/client`);
  const asked = named === null ? undefined : await askFor(named, { shape: wellKnown, signal });
  return asked?.kind === 'data' ? asked.data['m.homeserver'].base_url.replace(/\/+$/, '') : `https://${given}`;
}

async function askFor<Data>(
  url: URL,
  { shape, signal, token, body }: Question & { readonly shape: z.ZodType<Data>; readonly signal: AbortSignal },
): Promise<Asked<Data>> {
  const late = AbortSignal.timeout(patienceMs);
  try {
    const response = await fetch(url, {
      ...(body === undefined ? {} : { method: 'POST', body: JSON.stringify(body) }),
      headers: {
        ...(token === undefined ? {} : { authorization: `Bearer ${token}` }),
        ...(body === undefined ? {} : { 'content-type': 'application/json' }),
      },
      // Neither password nor token goes anywhere else.
      redirect: token === undefined && body === undefined ? 'follow' : 'error',
      signal: AbortSignal.any([signal, late]),
    });
    const read: unknown = await response.json().catch(() => undefined);
    const data = response.ok ? shape.safeParse(read).data : undefined;
    if (data !== undefined) return { kind: 'data', data };
    const refused = response.ok ? undefined : refusal.safeParse(read).data;
    return refused === undefined ? { kind: 'trouble', status: response.status } : { kind: 'refused', errcode: refused.errcode };
  } catch (thrown) {
    return { kind: 'unreachable', reason: late.aborted ? 'silent' : reasonOf(thrown) };
  }
}

/** The system's word, `ECONNREFUSED`; a message could hold what was sent. */
function reasonOf(thrown: unknown): string {
  const cause = thrown instanceof Error ? thrown.cause : undefined;
  if (cause instanceof Error && 'code' in cause && typeof cause.code === 'string') return cause.code;
  return thrown instanceof Error ? thrown.name : 'unknown';
}
