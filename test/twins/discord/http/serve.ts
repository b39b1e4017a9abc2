import type { IncomingMessage, ServerResponse } from 'node:http';
import type { Core } from '../core.ts';
import type { Fault } from '../faults.ts';
import { cut } from '../gateway/gateway.ts';
import { Refusal } from '../refusal.ts';
import type { Buckets } from './buckets.ts';
import { readRequest } from './read-request.ts';
import { type Found, findRoute, type Reply, type Route } from './route.ts';

export interface Service {
  readonly core: Core;
  readonly routes: readonly Route[];
  /** Of channels, and of interactions' tokens. */
  readonly channels: Buckets;
  readonly tokens: Buckets;
}

interface Answer extends Reply {
  readonly headers?: Readonly<Record<string, string>>;
}

/** Answers one request as Discord would, or as a planned fault wants it. */
export async function serve(service: Service, request: IncomingMessage, response: ServerResponse): Promise<void> {
  const { core } = service;
  const url = new URL(request.url ?? '/', core.url);
  const path = url.pathname.replace(/^\/api(?:\/v\d+)?/, '');
  const method = request.method ?? 'GET';
  if (/^\/(?:ephemeral-)?attachments\//.test(url.pathname)) return sendFile(core, url, response);
  const found = findRoute(service.routes, method, path);
  const route = found === undefined ? `${method} ${path}` : `${method} ${found.route.path}`;
  const names = [route, `${method} ${path}`];
  core.ledger.open += 1;
  try {
    const fault = core.faults.take(names);
    if (fault?.kind === 'drop-gateway') cut(core.gateway);
    if (fault?.kind === 'slow') await new Promise((resolve) => setTimeout(resolve, fault.ms ?? 500));
    await core.faults.gateFor(names)?.pass();
    if (fault?.kind === 'reset') return void request.socket.destroy();
    const answer =
      fault?.kind === '502'
        ? badGateway
        : fault?.kind === '429'
          ? limitedBy(core, fault)
          : fault?.kind === 'refusal'
            ? { status: 400, body: { message: 'refused', code: fault.code ?? 0 } }
            : await answerTo(service, { request, found, route, path, url });
    core.ledger.asked.push({ route, path, status: answer.status, at: Date.now() });
    if (fault?.kind === 'reset-after-effect') return void request.socket.destroy();
    if (fault?.kind === 'hang-after-effect') return;
    send(response, fault?.kind === '502-after-effect' ? badGateway : answer);
  } finally {
    core.ledger.open -= 1;
    core.world.changed();
  }
}

/** A stored file, for whoever has its whole signed address. */
function sendFile(core: Core, url: URL, response: ServerResponse): void {
  const file = url.searchParams.has('hm') ? core.world.files.get(url.pathname) : undefined;
  if (file === undefined) response.writeHead(404).end('This content is no longer available.');
  else response.writeHead(200, { 'content-type': file.contentType, 'content-length': file.bytes.byteLength }).end(file.bytes);
}

const badGateway: Answer = { status: 502, body: { message: '502: Bad Gateway', code: 0 } };

function limitedBy(core: Core, { retryAfter = 0.5, isGlobal = false }: Fault): Answer {
  return tooMany(core, retryAfter, { isGlobal, headers: {} });
}

function tooMany(
  core: Core,
  seconds: number,
  { isGlobal, headers }: { readonly isGlobal: boolean; readonly headers: Readonly<Record<string, string>> },
): Answer {
  core.ledger.rateLimited += 1;
  return {
    status: 429,
    body: { message: 'You are being rate limited.', retry_after: seconds, global: isGlobal },
    headers: {
      ...headers,
      'retry-after': String(Math.ceil(seconds)),
      'x-ratelimit-scope': isGlobal ? 'global' : 'user',
      ...(isGlobal ? { 'x-ratelimit-global': 'true' } : {}),
    },
  };
}

interface Asking {
  readonly request: IncomingMessage;
  readonly found: Found | undefined;
  readonly route: string;
  readonly path: string;
  readonly url: URL;
}

async function answerTo({ core, channels, tokens }: Service, { request, found, route, path, url }: Asking): Promise<Answer> {
  const { body, files } = await readRequest(request);
  let headers = {};
  try {
    if (found?.route.isOpen !== true) {
      if (request.headers.authorization !== `Bot ${core.token}`) return { status: 401, body: { message: '401: Unauthorized', code: 0 } };
      const wait = channels.takeGlobal();
      if (wait !== undefined) return tooMany(core, wait, { isGlobal: true, headers });
    }
    if (found === undefined) throw new Refusal(0);
    const major = found.params.get(found.route.limitedBy ?? '');
    if (major !== undefined) {
      const taken = (found.route.limitedBy === 'token' ? tokens : channels).take(route, major);
      headers = taken.headers;
      if (taken.retryAfter !== undefined) return tooMany(core, taken.retryAfter, { isGlobal: false, headers });
    }
    const param = (name: string): string => found.params.get(name) ?? '';
    return { headers, ...(await found.route.handle({ core, route, query: url.searchParams, body, files, param })) };
  } catch (error) {
    if (!(error instanceof Refusal)) {
      core.ledger.gatewayFaults.push(`the twin itself failed at ${route}: ${error instanceof Error ? error.stack : String(error)}`);
      return { status: 500, body: { message: '500: Internal Server Error', code: 0 } };
    }
    const { status, code, message, errors } = error;
    const said = { message, code, ...(errors === undefined ? {} : { errors }) };
    core.ledger.refusals.push({ method: request.method ?? '', path, status, code, message, errors: JSON.stringify(errors ?? {}), body });
    return { status, headers, body: said };
  }
}

/** A body-less answer carries no content type: clients would parse it. */
function send(response: ServerResponse, { status, body, headers }: Answer): void {
  if (response.destroyed) return;
  if (body === undefined) response.writeHead(status, headers).end();
  else response.writeHead(status, { ...headers, 'content-type': 'application/json' }).end(JSON.stringify(body));
}
