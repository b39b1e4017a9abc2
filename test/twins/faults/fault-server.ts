import { once } from 'node:events';
import { createServer, type IncomingHttpHeaders, type ServerResponse } from 'node:http';
import type { Socket } from 'node:net';

/** One question that arrived, to be answered byte by byte. */
export interface Exchange {
  readonly method: string;
  /** Without what follows a question mark. */
  readonly path: string;
  readonly query: URLSearchParams;
  readonly headers: IncomingHttpHeaders;
  /** The parsed body; undefined when there was none. */
  readonly body: unknown;
  head(status: number, headers?: Readonly<Record<string, string>>): void;
  /** Resolves when the bytes are on their way. */
  write(bytes: string | Uint8Array): Promise<void>;
  /** One JSON value and a line feed. */
  line(value: unknown): Promise<void>;
  end(): void;
  /** Breaks the connection as a crash does. */
  reset(): void;
  /** Resolves when the connection is closed, by whomever. */
  readonly hungUp: Promise<void>;
}

/** How one question is answered; when it returns the answer stays as it is. */
export type Fault = (exchange: Exchange) => Promise<void> | void;

export interface FaultServer {
  readonly url: string;
  readonly port: number;
  readonly exchanges: readonly Exchange[];
  /** Everything that arrived so far, as text: paths, headers, bodies. */
  received(): string;
  /** Resolves when no question is being answered. */
  idle(): Promise<void>;
  /** Requests that broke the rules given to `start`; a test expects none. */
  readonly violations: readonly string[];
  /** Connections that were opened so far. */
  connections(): number;
  /** From now on this path is answered so; a path nobody set answers 404. */
  on(path: string, fault: Fault): void;
  /** Resolves with the `count`-th question for this path. */
  arrived(path: string, count?: number): Promise<Exchange>;
  close(): Promise<void>;
}

/** What is wrong with a question, by path: the strictness of one wire. */
export type WireRules = Readonly<Record<string, (body: unknown, headers: IncomingHttpHeaders) => readonly string[]>>;

/** A server on loopback that fails in exactly the way a test says. */
export async function startFaultServer(rules: WireRules = {}): Promise<FaultServer> {
  const faults = new Map<string, Fault>();
  const exchanges: Exchange[] = [];
  const violations: string[] = [];
  const waiting = new Set<() => void>();
  let opened = 0;

  const running = new Set<ServerResponse>();
  const server = createServer(async (request, response) => {
    running.add(response);
    response.on('close', () => running.delete(response));
    const parts: Buffer[] = [];
    try {
      for await (const part of request) parts.push(part);
    } catch {
      return;
    }
    const text = Buffer.concat(parts).toString('utf8');
    const { pathname: path, searchParams: query } = new URL(request.url ?? '', 'http://x');
    const body: unknown = text === '' ? undefined : JSON.parse(text);
    const exchange = toExchange(response, { method: request.method ?? '', path, query, headers: request.headers, body });
    exchanges.push(exchange);
    for (const wake of waiting) wake();
    const broken = rules[path]?.(body, request.headers) ?? [];
    violations.push(...broken);
    if (broken.length > 0) return answerJson(exchange, 400, { error: { message: broken.join('; ') } });
    await (faults.get(path) ?? notFound)(exchange);
  });
  server.keepAliveTimeout = 60_000;
  server.on('connection', (socket) => {
    opened += 1;
    socket.on('error', () => socket.destroy());
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('no port');
  return {
    port: address.port,
    url: `http://127.0.0.1:${address.port}`,
    exchanges,
    received: () => JSON.stringify(exchanges.map(({ path, query, headers, body }) => [path, String(query), headers, body])),
    async idle() {
      await Promise.all([...running].map((response) => once(response, 'close')));
    },
    violations,
    connections: () => opened,
    on: (path, fault) => void faults.set(path, fault),
    arrived(path, count = 1) {
      const { promise, resolve } = Promise.withResolvers<Exchange>();
      const look = (): void => {
        const found = exchanges.filter((exchange) => exchange.path === path)[count - 1];
        if (found === undefined) return;
        waiting.delete(look);
        resolve(found);
      };
      waiting.add(look);
      look();
      return promise;
    },
    async close() {
      const closed = once(server, 'close');
      server.close();
      server.closeAllConnections();
      await closed;
    },
  };
}

function toExchange(response: ServerResponse, asked: Pick<Exchange, 'method' | 'path' | 'query' | 'headers' | 'body'>): Exchange {
  const hungUp = closeOf(response.socket);
  const write = (bytes: string | Uint8Array): Promise<void> =>
    new Promise((resolve) => {
      if (response.destroyed) return resolve();
      const done = (): void => {
        response.off('close', done);
        resolve();
      };
      response.once('close', done);
      response.write(bytes, done);
    });
  return {
    ...asked,
    hungUp,
    head(status, headers = {}) {
      response.writeHead(status, headers);
      response.flushHeaders();
    },
    write,
    line: (value) => write(`${JSON.stringify(value)}\n`),
    end: () => void response.end(),
    reset: () => void response.socket?.resetAndDestroy(),
  };
}

const closes = new WeakMap<Socket, Promise<void>>();

/** The end of a connection, listened for once however many questions it carries. */
function closeOf(socket: Socket | null): Promise<void> {
  if (socket === null) return Promise.resolve();
  const known = closes.get(socket);
  if (known !== undefined) return known;
  const closed = new Promise<void>((resolve) => void socket.once('close', () => resolve()));
  closes.set(socket, closed);
  return closed;
}

/** A whole JSON answer. */
export async function answerJson(exchange: Exchange, status: number, value: unknown): Promise<void> {
  exchange.head(status, { 'content-type': 'application/json; charset=utf-8' });
  await exchange.write(JSON.stringify(value));
  exchange.end();
}

const notFound: Fault = async (exchange) => {
  exchange.head(404, { 'content-type': 'text/plain' });
  await exchange.write('404 page not found');
  exchange.end();
};
