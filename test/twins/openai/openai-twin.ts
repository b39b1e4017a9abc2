import { once } from 'node:events';
import { createServer, type IncomingHttpHeaders, type IncomingMessage, type ServerResponse } from 'node:http';
import { type ChatBody, type Dialect, readChatBody, textOf } from './chat-wire.ts';

/** One request as it arrived. */
export interface Received {
  readonly method: string;
  readonly path: string;
  readonly headers: IncomingHttpHeaders;
  readonly body: string;
}

export interface OpenAITwinOptions {
  readonly dialect?: Dialect;
  /** What stands before `/models` and `/chat/completions`. */
  readonly base?: string;
  /** Entries of the model list. */
  readonly models?: readonly Readonly<Record<string, unknown>>[];
  /** Without it every request is refused. */
  readonly key?: string;
  /** What other paths answer, as JSON. */
  readonly pages?: Readonly<Record<string, unknown>>;
  readonly answer?: (chat: ChatBody) => Iterable<string>;
  /** Goes into the last piece. */
  readonly usage?: Readonly<Record<string, unknown>>;
  readonly headers?: Readonly<Record<string, string>>;
  readonly port?: number;
}

/** A server of Chat Completions that behaves, and refuses whatever is not part of its dialect. */
export interface OpenAITwin {
  readonly url: string;
  readonly port: number;
  readonly base: string;
  models: readonly Readonly<Record<string, unknown>>[];
  readonly chats: readonly ChatBody[];
  readonly received: readonly Received[];
  /** Rules of the wire that were broken; a test expects none. */
  readonly violations: readonly string[];
  /** Answers under way. */
  readonly open: ReadonlySet<ServerResponse>;
  connections(): number;
  close(): Promise<void>;
}

function* heard({ messages }: ChatBody): Iterable<string> {
  const said = textOf(messages.findLast(({ role }) => role === 'user')?.content);
  // What goes along with a line, said by nobody, is not what was heard.
  yield* ['I ', 'heard: ', said.replace(/\n*<context>[\s\S]*$/, '')];
}

export async function startOpenAITwin(options: OpenAITwinOptions = {}): Promise<OpenAITwin> {
  const { dialect = 'compatible', base = '/v1', answer = heard } = options;
  const chats: ChatBody[] = [];
  const received: Received[] = [];
  const violations: string[] = [];
  const open = new Set<ServerResponse>();
  const state = { models: options.models ?? [{ id: 'tiny', object: 'model', created: 1, owned_by: 'twin' }] };
  let connections = 0;

  function chat(body: string, response: ServerResponse): void {
    const read = readChatBody(dialect, JSON.parse(body));
    if ('violations' in read) {
      violations.push(...read.violations);
      return refuse(response, 400, { message: read.violations.join('; '), type: 'invalid_request_error', param: null, code: null });
    }
    const { chat: asked } = read;
    chats.push(asked);
    if (!state.models.some(({ id }) => id === asked.model))
      return refuse(response, 404, {
        message: `The model \`${asked.model}\` does not exist`,
        type: 'invalid_request_error',
        code: 'model_not_found',
      });
    response.writeHead(200, { 'content-type': 'text/event-stream; charset=utf-8', ...options.headers });
    const say = (fields: object): void =>
      void response.write(
        `data: ${JSON.stringify({ id: 'c', object: 'chat.completion.chunk', created: 1, model: asked.model, ...fields })}\n\n`,
      );
    let count = 0;
    say({ choices: [{ index: 0, delta: { role: 'assistant', content: '' }, finish_reason: null }], usage: null });
    for (const content of answer(asked)) {
      count += 1;
      say({ choices: [{ index: 0, delta: { content }, finish_reason: null }], usage: null });
    }
    say({ choices: [{ index: 0, delta: {}, finish_reason: 'stop' }], usage: null });
    const total = asked.messages.reduce((sum, { content }) => sum + Math.ceil(textOf(content).length / 4), 0);
    const usage = { prompt_tokens: total, completion_tokens: count, total_tokens: total + count, ...options.usage };
    say({ choices: [], usage });
    response.end('data: [DONE]\n\n');
  }

  async function serve(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const parts: Buffer[] = [];
    for await (const part of request) parts.push(part);
    const { method = '', url: path = '', headers } = request;
    const body = Buffer.concat(parts).toString('utf8');
    received.push({ method, path, headers, body });
    if (options.key !== undefined && headers.authorization !== `Bearer ${options.key}`)
      return refuse(response, 401, {
        message: `Incorrect API key provided: ${headers.authorization}`,
        type: 'invalid_request_error',
        code: 'invalid_api_key',
      });
    if (method === 'POST' && path === `${base}/chat/completions`) return chat(body, response);
    if (method === 'GET' && path === `${base}/models`) return json(response, 200, { object: 'list', data: state.models });
    const page = options.pages?.[path];
    if (page !== undefined) return json(response, 200, page);
    response.writeHead(404, { 'content-type': 'text/html' }).end('<h1>404</h1>');
  }

  const server = createServer((request, response) => {
    open.add(response);
    response.on('close', () => open.delete(response)).on('error', () => response.destroy());
    serve(request, response).catch(() => response.destroy());
  });
  server.keepAliveTimeout = 60_000;
  server.on('connection', () => {
    connections += 1;
  });
  server.listen(options.port ?? 0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('no port');
  return Object.assign(state, {
    port: address.port,
    url: `http://127.0.0.1:${address.port}`,
    base: `http://127.0.0.1:${address.port}${base}`,
    chats,
    received,
    violations,
    open,
    connections: () => connections,
    async close() {
      const closed = once(server, 'close');
      server.close();
      server.closeAllConnections();
      await closed;
    },
  });
}

function refuse(response: ServerResponse, status: number, error: object): void {
  json(response, status, { error });
}

function json(response: ServerResponse, status: number, value: unknown): void {
  response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(value));
}
