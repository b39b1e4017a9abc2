import type { IncomingMessage, ServerResponse } from 'node:http';
import type { Core } from '../core.ts';
import type { Fault } from '../faults.ts';
import { badJson, badParam, Refusal } from '../refusal.ts';
import { isContent } from '../state/content.ts';
import { sessionOf } from '../state/sessions.ts';
import { type Call, checkParams, type Found, findRoutes, nameOf, type Reply, type Route, readBody } from './route.ts';

export interface Service {
  readonly core: Core;
  readonly routes: readonly Route[];
}

/** Answers one request as a homeserver would, or as a planned fault wants it. */
export async function serve(service: Service, request: IncomingMessage, response: ServerResponse): Promise<void> {
  const { core } = service;
  if (core.isDown) return void request.socket.destroy();
  const url = new URL(request.url ?? '/', core.url);
  const method = request.method ?? 'GET';
  const asking: Asking = { request, response, url, method, found: find(service.routes, method, url.pathname), body: undefined };
  const route = asking.found === undefined ? `${method} ${url.pathname}` : nameOf(asking.found.route);
  const weight = asking.found?.route.isWaiting === true ? 0 : 1;
  core.ledger.open += weight;
  try {
    const fault = core.faults.take([route, `${method} ${url.pathname}`]);
    if (fault?.kind === 'slow') await new Promise((resolve) => setTimeout(resolve, fault.ms));
    await core.faults.gateFor([route, `${method} ${url.pathname}`])?.pass();
    if (fault?.kind === 'reset') return void request.socket.destroy();
    const answer = instead(core, fault) ?? (await answerTo(service, asking, fault));
    core.ledger.asked.push({ route, path: url.pathname, status: answer.status, at: core.clock.now(), body: asking.body });
    if (fault?.kind === 'meanwhile') await fault.act();
    if (fault?.kind === 'reset-after-effect' || core.isDown) return void request.socket.destroy();
    if (fault?.kind === 'hang-after-effect') return;
    reply(response, fault?.kind === '502-after-effect' ? badGateway : answer);
  } finally {
    core.ledger.open -= weight;
    core.world.changed();
  }
}

function find(routes: readonly Route[], method: string, path: string): Found | undefined {
  try {
    return findRoutes(routes, path).find(({ route }) => route.method === method);
  } catch {
    return undefined;
  }
}

/** What a proxy in front of it says: no JSON. */
const badGateway: Reply = { status: 502, body: undefined };

function instead(core: Core, fault: Fault | undefined): Reply | undefined {
  if (fault?.kind === '502') return badGateway;
  if (fault?.kind === 'refuse') return { status: fault.status, body: { errcode: fault.errcode, error: fault.says ?? 'So it was planned' } };
  if (fault?.kind !== '429') return undefined;
  core.ledger.rateLimited += 1;
  return tooMany(fault.retryAfterMs ?? 500, fault.isHeaderOnly === true);
}

function tooMany(ms: number, isHeaderOnly = false): Reply {
  return {
    status: 429,
    body: { errcode: 'M_LIMIT_EXCEEDED', error: 'Too Many Requests', ...(isHeaderOnly ? {} : { retry_after_ms: ms }) },
    headers: { 'retry-after': String(Math.ceil(ms / 1000)) },
  };
}

interface Asking {
  readonly request: IncomingMessage;
  readonly response: ServerResponse;
  readonly url: URL;
  readonly method: string;
  readonly found: Found | undefined;
  body: unknown;
}

async function answerTo(service: Service, asking: Asking, fault: Fault | undefined): Promise<Reply> {
  const { core } = service;
  const { url, method } = asking;
  try {
    return await handle(service, asking, fault);
  } catch (error) {
    if (!(error instanceof Refusal)) {
      core.ledger.failures.push(
        `the twin itself failed at ${method} ${url.pathname}: ${error instanceof Error ? error.stack : String(error)}`,
      );
      return { status: 500, body: { errcode: 'M_UNKNOWN', error: 'Internal server error' } };
    }
    const { status, errcode, message, more, isAnswer } = error;
    if (status === 429) {
      core.ledger.rateLimited += 1;
      const ms = more['retry_after_ms'];
      await new Promise((resolve) => setTimeout(resolve, core.limiter.refusedAfterMs));
      return tooMany(typeof ms === 'number' ? ms : 1000);
    }
    if (!isAnswer) core.ledger.refusals.push({ method, path: url.pathname, status, errcode, message, body: asking.body });
    return { status, body: { errcode, error: message, ...more } };
  }
}

async function handle({ core, routes }: Service, asking: Asking, fault: Fault | undefined): Promise<Reply> {
  const { request, response, url, method } = asking;
  const raw = await readAll(request);
  const { found } = asking;
  if (found === undefined) {
    const isPath = findRoutes(routes, url.pathname).length > 0;
    throw new Refusal(isPath ? 405 : 404, 'M_UNRECOGNIZED', { says: `Unrecognized request ${method} ${url.pathname}` });
  }
  const { route, params } = found;
  checkParams(found);
  checkQuery(route, url.searchParams);
  const body = route.isUpload === true || method === 'GET' ? undefined : parse(raw, route);
  asking.body = body;
  const gone = new AbortController();
  response.once('close', () => gone.abort());
  const session = (): Call['session'] => sessionOf(core, request.headers.authorization);
  // An open route has no session; whoever asks for one there is told so.
  const known = route.isOpen === true ? undefined : session();
  return await route.handle({
    core,
    get session() {
      return known ?? session();
    },
    get user() {
      return this.session.user;
    },
    query: url.searchParams,
    body,
    raw,
    contentType: request.headers['content-type'] ?? '',
    fault,
    gone: gone.signal,
    param: (name) => params.get(name) ?? '',
    breach: (message) =>
      void core.ledger.refusals.push({ method, path: url.pathname, status: 200, errcode: 'M_TWIN_BREACH', message, body }),
    limit(name, key) {
      const ms = core.limiter.take(name, key ?? known?.user.id ?? '');
      if (ms !== undefined) throw new Refusal(429, 'M_LIMIT_EXCEEDED', { says: 'Too Many Requests', more: { retry_after_ms: ms } });
    },
    read: (schema) => readBody(schema, body),
  });
}

function checkQuery(route: Route, query: URLSearchParams): void {
  if (query.has('access_token')) throw badParam('The access token belongs into the header');
  // Names of proposals have a dot in them, and servers that do not know one say nothing of it.
  for (const name of query.keys())
    if (!name.includes('.') && !(route.query ?? []).includes(name)) throw badParam(`${nameOf(route)} knows no query parameter ${name}`);
}

function parse(raw: Buffer, route: Route): unknown {
  if (raw.length === 0) {
    if (route.isBare === true) return {};
    throw new Refusal(400, 'M_NOT_JSON', { says: 'Content not JSON.' });
  }
  let body: unknown;
  try {
    body = JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(raw));
  } catch {
    throw new Refusal(400, 'M_NOT_JSON', { says: 'Content not JSON.' });
  }
  if (!isContent(body)) throw badJson('Content must be a JSON object.');
  return body;
}

async function readAll(request: IncomingMessage): Promise<Buffer> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk);
  return Buffer.concat(chunks);
}

function reply(response: ServerResponse, { status, body, headers }: Reply): void {
  if (response.destroyed) return;
  if (Buffer.isBuffer(body)) response.writeHead(status, headers).end(body);
  else if (body === undefined) response.writeHead(status, { 'content-type': 'text/html' }).end('<html><h1>502 Bad Gateway</h1></html>');
  else response.writeHead(status, { ...headers, 'content-type': 'application/json' }).end(JSON.stringify(body));
}
