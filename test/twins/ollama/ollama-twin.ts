import { once } from 'node:events';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import { type ChatWire, chatViolations, chatWire } from './chat-wire.ts';
import { createGate, type Gate } from './gate.ts';
import { type TwinModel, tagged, toListed, toShown } from './twin-model.ts';

/** One piece of an answer. */
export type Said = string | { readonly thinking: string };

/** What the model answers. */
export type Answering = (chat: ChatWire) => Iterable<Said> | AsyncIterable<Said>;

export interface OllamaTwinOptions {
  readonly models: readonly TwinModel[];
  readonly loaded?: readonly string[];
  /** Endpoints it does not have, like a look-alike: `/api/show`, `/api/ps`. */
  readonly without?: readonly string[];
  readonly answer?: Answering;
  readonly host?: string;
  readonly port?: number;
}

/** An Ollama that behaves, for as long as a test wants it to. */
export interface OllamaTwin {
  readonly url: string;
  readonly port: number;
  /** May be replaced at any time: pulled, removed. */
  models: readonly TwinModel[];
  loaded: readonly string[];
  answer: Answering;
  /** Every question to `/api/chat`, in order. */
  readonly chats: readonly ChatWire[];
  /** Every path that was asked for, in order. */
  readonly paths: readonly string[];
  /** Rules of the wire that were broken; a test expects none. */
  readonly violations: readonly string[];
  /** Answers under way. */
  readonly open: ReadonlySet<ServerResponse>;
  /** Every question for this path waits from now on, before anything is answered. */
  hold(path: string): Gate;
  /** Called for every connection that is opened from now on. */
  onConnection(heard: () => void): void;
  close(): Promise<void>;
}

const usual: Answering = ({ messages }) => ['I ', 'heard: ', messages.findLast(({ role }) => role === 'user')?.content ?? ''];

/** Starts one on loopback; with `port` at a place that a test already named. */
export async function startOllamaTwin(options: OllamaTwinOptions): Promise<OllamaTwin> {
  const chats: ChatWire[] = [];
  const paths: string[] = [];
  const violations: string[] = [];
  const open = new Set<ServerResponse>();
  const gates = new Map<string, Gate>();
  const host = options.host ?? '127.0.0.1';
  const state = { models: options.models, loaded: options.loaded ?? [], answer: options.answer ?? usual };

  const find = (name: string): TwinModel | undefined => state.models.find((model) => tagged(model.name) === tagged(name));

  async function chat(body: unknown, response: ServerResponse): Promise<void> {
    const broken = chatViolations(body);
    violations.push(...broken);
    if (broken.length > 0) return reply(response, 400, { error: broken.join('; ') });
    const asked = chatWire.parse(body);
    chats.push(asked);
    const model = find(asked.model);
    if (model === undefined) return reply(response, 404, { error: `model '${asked.model}' not found` });
    const can = model.capabilities ?? ['completion'];
    if (!can.includes('completion')) return reply(response, 400, { error: `"${asked.model}" does not support chat` });
    if (asked.think !== undefined && !can.includes('thinking'))
      return reply(response, 400, { error: `"${asked.model}" does not support thinking` });
    await gates.get('/api/chat')?.pass();
    state.loaded = [model.name, ...state.loaded.filter((name) => name !== model.name)];
    response.writeHead(200, { 'content-type': 'application/x-ndjson' });
    let count = 0;
    if (asked.messages.length > 0) {
      for await (const said of state.answer(asked)) {
        if (response.destroyed) return;
        count += 1;
        const words = typeof said === 'string' ? { content: said } : { content: '', ...said };
        response.write(`${JSON.stringify({ model: asked.model, message: { role: 'assistant', ...words }, done: false })}\n`);
      }
    }
    const read = asked.messages.reduce((sum, { content }) => sum + Math.ceil(content.length / 4), 0);
    const why = asked.messages.length === 0 ? { done_reason: 'load' } : { done_reason: 'stop', prompt_eval_count: read, eval_count: count };
    response.end(`${JSON.stringify({ model: asked.model, message: { role: 'assistant', content: '' }, done: true, ...why })}\n`);
  }

  async function answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const path = request.url ?? '';
    paths.push(path);
    const body = await readBody(request);
    if (path === '/api/chat') return chat(body, response);
    await gates.get(path)?.pass();
    if (options.without?.includes(path) === true) return void response.writeHead(404, { 'content-type': 'text/plain' }).end('404');
    if (path === '/api/tags') return reply(response, 200, { models: state.models.map(toListed) });
    if (path === '/api/ps') return reply(response, 200, { models: state.loaded.flatMap((name) => find(name) ?? []).map(toListed) });
    if (path === '/api/version') return reply(response, 200, { version: '0.17.4' });
    if (path !== '/api/show') return void response.writeHead(404, { 'content-type': 'text/plain' }).end('404 page not found');
    const name = typeof body === 'object' && body !== null ? String(Reflect.get(body, 'model')) : '';
    const model = find(name);
    return model === undefined ? reply(response, 404, { error: `model '${name}' not found` }) : reply(response, 200, toShown(model));
  }

  const server = createServer((request, response) => {
    open.add(response);
    response.on('close', () => open.delete(response)).on('error', () => response.destroy());
    answer(request, response).catch(() => response.destroy());
  });
  server.keepAliveTimeout = 60_000;
  server.listen(options.port ?? 0, host);
  await once(server, 'listening');
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('no port');
  return Object.assign(state, {
    port: address.port,
    url: `http://${host.includes(':') ? `[${host}]` : host}:${address.port}`,
    chats,
    paths,
    violations,
    open,
    hold(path: string) {
      const gate = createGate();
      gates.set(path, gate);
      return gate;
    },
    onConnection: (heard: () => void) => void server.on('connection', heard),
    async close() {
      const closed = once(server, 'close');
      server.close();
      server.closeAllConnections();
      await closed;
    },
  });
}

function reply(response: ServerResponse, status: number, value: unknown): void {
  response.writeHead(status, { 'content-type': 'application/json; charset=utf-8' }).end(JSON.stringify(value));
}

async function readBody(request: IncomingMessage): Promise<unknown> {
  const parts: Buffer[] = [];
  for await (const part of request) parts.push(part);
  const text = Buffer.concat(parts).toString('utf8');
  return text === '' ? undefined : JSON.parse(text);
}
