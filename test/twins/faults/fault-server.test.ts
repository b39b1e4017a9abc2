import { connect } from 'node:net';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { type FaultServer, startFaultServer } from './fault-server.ts';
import { createFaults } from './faults.ts';
import { ollamaWords } from './wires/ollama.ts';

const faults = createFaults(ollamaWords);
let server: FaultServer;
beforeEach(async () => {
  server = await startFaultServer({ '/strict': (body) => (body === undefined ? ['needs a body'] : []) });
});
afterEach(() => server.close());

/** What comes over the wire, chunk by chunk, until the server stops or breaks off. */
async function raw(path: string): Promise<{ readonly chunks: readonly string[]; readonly error: string | undefined }> {
  const socket = connect(server.port, '127.0.0.1');
  socket.write(`GET ${path} HTTP/1.1\r\nhost: x\r\nconnection: close\r\n\r\n`);
  const chunks: string[] = [];
  try {
    for await (const chunk of socket) chunks.push(String(chunk));
    return { chunks, error: undefined };
  } catch (thrown) {
    return { chunks, error: String(Reflect.get(Object(thrown), 'code')) };
  }
}

it('drips byte by byte', async () => {
  server.on('/x', faults.drips('ü'));
  const { chunks } = await raw('/x');
  // Chunked encoding: the size of every piece stands before it.
  expect(chunks.join('').match(/\r\n1\r\n/g)?.length).toBe(Buffer.byteLength(ollamaWords.piece('ü') + ollamaWords.finish()));
});

it('breaks off as a crash does', async () => {
  server.on('/x', faults.resetBeforeHead);
  expect(await raw('/x')).toEqual({ chunks: [], error: 'ECONNRESET' });
});

it('sends a bomb that is small on the way', async () => {
  server.on('/x', faults.bomb(50_000_000));
  const reading = fetch(`${server.url}/x`);
  const reply = await reading;
  expect(reply.headers.get('content-encoding')).toBe('gzip');
  await reply.body?.cancel();
});

it('says when the asker hung up', async () => {
  server.on('/x', faults.silentBeforeText);
  const cut = new AbortController();
  const asking = fetch(`${server.url}/x`, { signal: cut.signal });
  const exchange = await server.arrived('/x');
  await asking;
  cut.abort();
  await exchange.hungUp;
});

it('refuses what breaks the rules of the wire, and remembers it', async () => {
  server.on('/strict', faults.answers('fine'));
  expect((await fetch(`${server.url}/strict`)).status).toBe(400);
  expect(server.violations).toEqual(['needs a body']);
  expect((await fetch(`${server.url}/strict`, { method: 'POST', body: '{}' })).status).toBe(200);
});
