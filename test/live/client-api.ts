/** Who speaks: what a registration gives. */
export interface Account {
  readonly userId: string;
  readonly password: string;
  readonly accessToken: string;
  readonly deviceId: string;
}

export interface ApiReply<Body> {
  readonly status: number;
  readonly headers: Headers;
  readonly body: Body & { readonly errcode?: string; readonly retry_after_ms?: number };
}

export interface ApiEvent {
  readonly event_id: string;
  readonly type: string;
  readonly sender: string;
  readonly state_key?: string;
  readonly redacts?: string;
  readonly content: Readonly<Record<string, unknown>>;
  readonly unsigned?: { readonly 'm.relations'?: { readonly 'm.replace'?: ApiEvent } };
}

interface Timeline {
  readonly events: readonly ApiEvent[];
  readonly limited: boolean;
  readonly prev_batch: string;
}

export interface SyncReply {
  readonly next_batch: string;
  readonly rooms?: {
    readonly join?: Readonly<
      Record<string, { readonly timeline: Timeline; readonly ephemeral: { readonly events: readonly ApiEvent[] } } | undefined>
    >;
    readonly invite?: Readonly<Record<string, { readonly invite_state: { readonly events: readonly ApiEvent[] } } | undefined>>;
  };
}

let transactions = 0;

/** The client-server API as it is, one call per method: for what an SDK would smooth over. */
export class ClientApi {
  readonly #url: string;
  readonly #token: string | undefined;

  constructor(url: string, account?: { readonly accessToken: string }) {
    this.#url = url;
    this.#token = account?.accessToken;
  }

  /** `call` is a method and a path, e.g. `GET /_matrix/client/versions`. */
  async ask<Body = object>(call: string, body?: unknown): Promise<ApiReply<Body>> {
    const [method = 'GET', path = ''] = call.split(' ');
    const isBytes = body instanceof Uint8Array;
    const reply = await fetch(`${this.#url}${path}`, {
      method,
      headers: {
        ...(this.#token === undefined ? {} : { authorization: `Bearer ${this.#token}` }),
        'content-type': isBytes ? 'text/plain' : 'application/json',
      },
      ...(body === undefined ? {} : { body: isBytes ? Buffer.from(body) : JSON.stringify(body) }),
    });
    const text = await reply.text();
    const isJson = reply.headers.get('content-type')?.includes('json') ?? false;
    return { status: reply.status, headers: reply.headers, body: isJson ? JSON.parse(text) : { text } };
  }

  /** As `ask`, but only success will do. */
  async get<Body = object>(call: string, body?: unknown): Promise<Body> {
    const reply = await this.ask<Body>(call, body);
    if (reply.status !== 200) throw new Error(`${call}: ${reply.status} ${JSON.stringify(reply.body)}`);
    return reply.body;
  }

  async createRoom(options: object = {}): Promise<string> {
    return (await this.get<{ room_id: string }>('POST /_matrix/client/v3/createRoom', options)).room_id;
  }

  async join(room: string): Promise<void> {
    await this.get(`POST /_matrix/client/v3/join/${encodeURIComponent(room)}`, {});
  }

  /** Sends one event as it is; `transaction` only where a test repeats it. */
  put(room: string, content: object, { type = 'm.room.message', transaction = `t${transactions++}` } = {}) {
    return this.ask<{ event_id: string }>(`PUT ${this.room(room)}/send/${type}/${transaction}`, content);
  }

  async send(room: string, content: object, type = 'm.room.message'): Promise<string> {
    const { status, body } = await this.put(room, content, { type });
    if (status !== 200) throw new Error(`send: ${status} ${JSON.stringify(body)}`);
    return body.event_id;
  }

  async redact(room: string, event: string): Promise<string> {
    const path = `${this.room(room)}/redact/${encodeURIComponent(event)}/t${transactions++}`;
    return (await this.get<{ event_id: string }>(`PUT ${path}`, {})).event_id;
  }

  event(room: string, id: string): Promise<ApiEvent> {
    return this.get(`GET ${this.room(room)}/event/${encodeURIComponent(id)}`);
  }

  sync(query: Readonly<Record<string, string>> = {}): Promise<SyncReply> {
    return this.get(`GET /_matrix/client/v3/sync?${new URLSearchParams({ timeout: '0', ...query })}`);
  }

  room(id: string): string {
    return `/_matrix/client/v3/rooms/${encodeURIComponent(id)}`;
  }
}
