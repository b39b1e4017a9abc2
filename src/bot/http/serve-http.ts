import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import { BotError } from '../../core/errors.ts';

/** A page of text, and whether all is well. */
export interface Page {
  readonly status: 200 | 503;
  readonly type: string;
  readonly body: string;
}

/** What is answered, by path; made anew for each request. */
export type Pages = Readonly<Record<string, () => Page | Promise<Page>>>;

/** Serves pages on this machine alone. Rejects with `settings-invalid` when the port is taken. */
export async function serveHttp(port: number, pages: Pages): Promise<{ close(): Promise<void> }> {
  const server = createServer((request, response) => {
    answer(pages, request, response).catch(() => end(response, 500, 'failed\n'));
  });
  const { promise, resolve, reject } = Promise.withResolvers<void>();
  server.once('error', (thrown) => reject(cannotListen(port, thrown)));
  server.listen(port, '127.0.0.1', resolve);
  await promise;
  // Whatever goes wrong with one request from now on must not end the bot.
  server.on('error', () => undefined);
  return {
    async close() {
      const closed = new Promise<void>((done) => server.close(() => done()));
      server.closeAllConnections();
      await closed;
    },
  };
}

async function answer(pages: Pages, { method, url = '' }: IncomingMessage, response: ServerResponse): Promise<void> {
  const path = url.split('?')[0] ?? '';
  const page = Object.hasOwn(pages, path) ? pages[path] : undefined;
  if (page === undefined) return end(response, 404, 'not found\n');
  if (method !== 'GET' && method !== 'HEAD') return end(response, 405, 'only GET\n');
  const { status, type, body } = await page();
  response.writeHead(status, { 'content-type': type, 'cache-control': 'no-store' });
  response.end(method === 'HEAD' ? undefined : body);
}

function end(response: ServerResponse, status: number, body: string): void {
  if (!response.headersSent) response.writeHead(status, { 'content-type': 'text/plain; charset=utf-8' });
  response.end(body);
}

function cannotListen(port: number, thrown: Error): BotError {
  const isTaken = 'code' in thrown && thrown.code === 'EADDRINUSE';
  return new BotError('settings-invalid', `METRICS_PORT: port ${port} ${isTaken ? 'is in use' : 'cannot be opened'}.`, {
    field: 'METRICS_PORT',
    cause: thrown,
    advice: isTaken
      ? {
          en: `METRICS_PORT: port ${port} is in use by another program. Choose another one, or leave it unset.`,
          de: `METRICS_PORT: Port ${port} wird von einem anderen Programm benutzt. Wähl einen anderen, oder lass ihn weg.`,
        }
      : {
          en: `METRICS_PORT: port ${port} cannot be opened. Choose another one, above 1023.`,
          de: `METRICS_PORT: Port ${port} lässt sich nicht öffnen. Wähl einen anderen, über 1023.`,
        },
  });
}
