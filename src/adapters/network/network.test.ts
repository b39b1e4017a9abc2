import { getEventListeners, once } from 'node:events';
import { createServer as createHttpServer } from 'node:http';
import { type AddressInfo, createServer, type LookupFunction } from 'node:net';
import { inspect } from 'node:util';
import { gzipSync } from 'node:zlib';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { type FaultServer, startFaultServer } from '../../../test/twins/faults/fault-server.ts';
import type { Exposure } from '../../core/ports/provider.ts';
import { createNetwork, type NetworkPlan, type OwnNetwork } from './create-network.ts';

const networks: OwnNetwork[] = [];
const open = (plan: NetworkPlan = {}): OwnNetwork => {
  const network = createNetwork(plan);
  networks.push(network);
  return network;
};

let server: FaultServer;
beforeEach(async () => {
  server = await startFaultServer();
  server.on('/', async (exchange) => {
    exchange.head(200, { 'content-type': 'text/plain' });
    await exchange.write('here');
    exchange.end();
  });
});
afterEach(async () => {
  vi.unstubAllEnvs();
  await Promise.all(networks.splice(0).map((network) => network.close()));
  await server.close();
});

/** Names as a test says; whoever asks for another one finds nothing. */
function names(book: Readonly<Record<string, readonly string[]>>): { readonly lookup: LookupFunction; readonly asked: string[] } {
  const asked: string[] = [];
  const lookup: LookupFunction = (hostname, _options, callback) => {
    asked.push(hostname);
    const found = book[hostname];
    if (found === undefined) return callback(Object.assign(new Error('no such name'), { code: 'ENOTFOUND' }), []);
    callback(
      null,
      found.map((address) => ({ address, family: address.includes(':') ? 6 : 4 })),
    );
  };
  return { lookup, asked };
}

/** What became of a question: the status, or the code of the failure. */
async function outcomeOf(answer: Promise<Response>): Promise<number | string> {
  try {
    const response = await answer;
    await response.text();
    return response.status;
  } catch (thrown) {
    const shown = inspect(thrown, { depth: 9 }) + JSON.stringify(thrown);
    expect(shown).not.toContain('secret');
    return String(Reflect.get(Object(thrown), 'code'));
  }
}

describe('how far an address is', () => {
  it.each<readonly [string, Exposure]>([
    ['http://127.0.0.1:11434', 'loopback'],
    ['http://127.9.9.9:1', 'loopback'],
    ['http://2130706433', 'loopback'],
    ['http://0x7f000001', 'loopback'],
    ['http://0177.0.0.1', 'loopback'],
    ['http://127.1', 'loopback'],
    ['http://①②⑦.⓪.⓪.①', 'loopback'],
    ['http://localhost', 'loopback'],
    ['http://LOCALHOST', 'loopback'],
    ['http://a.localhost', 'loopback'],
    ['http://[::1]', 'loopback'],
    ['http://[::ffff:127.0.0.1]', 'loopback'],
    ['http://[::ffff:7f00:1]', 'loopback'],
    ['http://[0:0:0:0:0:0:0:1]', 'loopback'],
    ['http://0.0.0.0', 'loopback'],
    ['http://0', 'loopback'],
    ['http://[::]', 'loopback'],
    ['http://192.168.1.5', 'lan'],
    ['http://3232235777', 'lan'],
    ['http://10.0.0.1', 'lan'],
    ['http://172.31.255.255', 'lan'],
    ['http://[::ffff:10.0.0.1]', 'lan'],
    ['http://[fd00::5]', 'lan'],
    ['http://[fe80::5]', 'lan'],
    ['http://host.docker.internal', 'lan'],
    ['http://172.32.0.1', 'cloud'],
    ['http://100.64.0.1', 'cloud'],
    ['http://169.254.169.254', 'cloud'],
    ['http://8.8.8.8', 'cloud'],
    ['http://[2001:db8::1]', 'cloud'],
    ['https://api.example.org', 'cloud'],
    ['http://localhost.example.org', 'cloud'],
    ['http://127.0.0.1.example.org', 'cloud'],
    ['http://127.0.0.1@8.8.8.8', 'cloud'],
    ['http://nas', 'cloud'],
  ])('%s: %s', (url, exposure) => {
    expect(open().exposureOf(url)).toBe(exposure);
  });
  it('is what the operator counts as near', () => {
    const network = open({ localAddresses: ['203.0.113.0/24', '2001:db8::/32'] });
    expect(
      ['http://203.0.113.9', 'http://[2001:db8::9]', 'http://10.0.0.1', 'http://127.0.0.1'].map((url) => network.exposureOf(url)),
    ).toEqual(['lan', 'lan', 'cloud', 'loopback']);
  });
});

describe('what is reached', () => {
  it.each<readonly [string, string]>([
    ['as it is', '127.0.0.1'],
    ['as one number', '2130706433'],
    ['in hexadecimal', '0x7f000001'],
    ['in octal', '0177.0.0.1'],
    ['shortened', '127.1'],
    ['in digits of another kind', '①②⑦.⓪.⓪.①'],
    ['as no address in particular', '0.0.0.0'],
    ['inside of an IPv6 address', '[::ffff:127.0.0.1]'],
  ])('this computer, said %s, within loopback and never within the process', async (_title, host) => {
    const network = open();
    expect(await outcomeOf(network.fetch('loopback')(`http://${host}:${server.port}/`))).toBe(200);
    expect(await outcomeOf(network.fetch('process')(`http://${host}:${server.port}/`))).toBe('no-model');
    expect(server.exchanges).toHaveLength(1);
  });

  it.each<readonly [Exposure, string]>([
    ['loopback', 'http://192.168.1.5'],
    ['loopback', 'http://3232235777'],
    ['loopback', 'http://[::ffff:10.0.0.1]'],
    ['loopback', 'http://8.8.8.8'],
    ['lan', 'http://8.8.8.8'],
    ['lan', 'http://134744072'],
    ['lan', 'http://[2001:db8::1]'],
    ['lan', 'http://[::ffff:8.8.8.8]'],
    ['lan', 'http://100.64.0.1'],
    // Where a rented computer tells its secrets, however the address is said.
    ['cloud', 'http://169.254.169.254'],
    ['cloud', 'http://2852039166'],
    ['cloud', 'http://0xa9fea9fe'],
    ['cloud', 'http://[::ffff:169.254.169.254]'],
    ['cloud', 'http://[64:ff9b::a9fe:a9fe]'],
    ['cloud', 'http://[fd00:ec2::254]'],
    ['cloud', 'http://100.100.100.200'],
  ])('within %s not %s', async (limit, url) => {
    expect(await outcomeOf(open().fetch(limit)(url))).toBe('no-model');
  });

  it.each<readonly [string, string]>([
    ['a name or a password in the address', 'http://ada:secret@127.0.0.1'],
    ['a file', 'file:///etc/secret'],
    ['data', 'data:text/plain,secret'],
    ['another protocol', 'ftp://127.0.0.1/secret'],
    ['a zone', 'http://[fe80::1%25eth0]/secret'],
    ['no address', 'secret'],
  ])('not %s', async (_title, url) => {
    expect(await outcomeOf(open().fetch('cloud')(url))).toBe('provider-unreachable');
  });
  it('who is not there: says so, by its code alone', async () => {
    const free = createServer().listen(0, '127.0.0.1');
    await once(free, 'listening');
    const { port } = free.address() as AddressInfo;
    free.close();
    await once(free, 'close');
    const asking = open().fetch('loopback')(`http://127.0.0.1:${port}/secret`);
    await expect(asking).rejects.toMatchObject({ code: 'provider-unreachable', message: 'nobody answers: ECONNREFUSED' });
  });
});

describe('names', () => {
  it('one address too far spoils a name', async () => {
    const { lookup } = names({ nas: ['127.0.0.1', '8.8.8.8'], mixed: ['8.8.8.8', '::1'], zoned: ['::1', 'fe80::1%eth0'] });
    const network = open({ lookup });
    for (const name of ['nas', 'mixed', 'zoned'])
      expect(await outcomeOf(network.fetch('loopback')(`http://${name}:${server.port}/`))).toBe('no-model');
    expect(server.connections()).toBe(0);
  });
  it('a name that leads somewhere else the second time leads nowhere', async () => {
    let turn = 0;
    const lookup: LookupFunction = (_name, _options, callback) => {
      turn += 1;
      callback(null, [{ address: turn === 1 ? '127.0.0.1' : '8.8.8.8', family: 4 }]);
    };
    const network = open({ lookup });
    expect(await outcomeOf(network.fetch('loopback')(`http://nas:${server.port}/`, { headers: { connection: 'close' } }))).toBe(200);
    expect(await outcomeOf(network.fetch('loopback')(`http://nas:${server.port}/`))).toBe('no-model');
    expect(turn).toBe(2);
  });

  it.each([
    ['api.example.org', {}, 'no-model'],
    ['api.example.org.', {}, 'no-model'],
    ['api.example.org', { isDeclared: true }, 200],
    ['nas', {}, 200],
    ['nas.local', {}, 200],
    ['nas.lan', {}, 200],
    ['nas.internal', {}, 200],
    ['nas.home.arpa', {}, 200],
    ['nas.local.example.org', {}, 'no-model'],
    ['local', {}, 200],
  ] as const)('%s into the house, with words that may go anywhere, %j: %s', async (name, way, expected) => {
    const { lookup } = names({ [name]: ['127.0.0.1'] });
    expect(await outcomeOf(open({ lookup }).fetch('cloud', way)(`http://${name}:${server.port}/`))).toBe(expected);
  });

  it.each(['10.0.0.9', '192.168.1.9', '100.64.0.9', 'fd00::9', 'fe80::9', '::1', '169.254.169.254'])(
    'a public name that leads to %s is refused before anybody connects',
    async (address) => {
      const { lookup } = names({ 'api.example.org': [address] });
      expect(await outcomeOf(open({ lookup }).fetch('cloud')('http://api.example.org/'))).toBe('no-model');
    },
  );
  it('nobody is asked for an unknown name twice at once, however long it takes', async () => {
    const waiting: (() => void)[] = [];
    const lookup: LookupFunction = (_name, _options, callback) =>
      void waiting.push(() => callback(null, [{ address: '127.0.0.1', family: 4 }]));
    const fetch = open({ lookup }).fetch('loopback');
    const cut = new AbortController();
    const given = Array.from({ length: 6 }, () => fetch(`http://nas:${server.port}/`, { signal: cut.signal }));
    for (const one of given) one.catch(() => undefined);
    await expect.poll(() => waiting.length).toBe(1);
    cut.abort(new Error('enough'));
    for (const one of given) await expect(one).rejects.toThrow('enough');
    expect(waiting).toHaveLength(1);
  });
});

describe('a sink that must not receive a byte', () => {
  it('receives none: by redirect, by name, by proxy, by address', async () => {
    const received: string[] = [];
    let connections = 0;
    const sink = createServer((socket) => {
      connections += 1;
      socket.on('data', (bytes) => void received.push(String(bytes))).on('error', () => socket.destroy());
    }).listen(0, '127.0.0.1');
    await once(sink, 'listening');
    const there = `http://127.0.0.1:${(sink.address() as AddressInfo).port}`;
    for (const name of ['HTTP_PROXY', 'http_proxy', 'HTTPS_PROXY', 'ALL_PROXY', 'all_proxy']) vi.stubEnv(name, there);
    vi.stubEnv('NODE_USE_ENV_PROXY', '1');
    const { lookup } = names({ 'api.example.org': ['127.0.0.1'], nas: ['127.0.0.1', '8.8.8.8'] });
    const network = open({ lookup });
    for (const status of [301, 302, 303, 307, 308])
      server.on(`/${status}`, (exchange) => {
        exchange.head(status, { location: there });
        exchange.end();
      });
    const body = JSON.stringify('my diary says 4711');
    for (const status of [301, 302, 303, 307, 308])
      expect(await outcomeOf(network.fetch('loopback')(`${server.url}/${status}`, { method: 'POST', body }))).toBe('provider-protocol');
    const port = new URL(there).port;
    for (const url of [`http://api.example.org:${port}/`, `http://nas:${port}/`])
      for (const limit of ['cloud', 'process'] as const)
        if (url.includes('example') || limit === 'process')
          expect(await outcomeOf(network.fetch(limit)(url, { method: 'POST', body }))).toBe('no-model');
    expect(await outcomeOf(network.fetch('loopback')(`${server.url}/`, { method: 'POST', body }))).toBe(200);
    expect({ connections, received }).toEqual({ connections: 0, received: [] });
    sink.close();
    await once(sink, 'close');
  });
});

describe('what comes back', () => {
  it.each(['gzip', 'br', 'deflate', 'zstd', 'x-anything'])('nothing is unpacked: %s is hung up on', async (encoding) => {
    server.on('/bomb', async (exchange) => {
      expect(exchange.headers['accept-encoding']).toBe('identity');
      exchange.head(200, { 'content-encoding': encoding });
      await exchange.write(gzipSync(Buffer.alloc(10_000_000)));
    });
    expect(await outcomeOf(open().fetch('loopback')(`${server.url}/bomb`))).toBe('provider-protocol');
    await (await server.arrived('/bomb')).hungUp;
  });
  it('a head that is too long is none', async () => {
    server.on('/head', (exchange) => exchange.head(200, { 'x-long': 'a'.repeat(40_000) }));
    expect(await outcomeOf(open().fetch('loopback')(`${server.url}/head`))).toBe('provider-protocol');
  });
  it('a body that never ends is cut', async () => {
    server.on('/endless', async (exchange) => {
      exchange.head(200);
      let isOpen = true;
      exchange.hungUp.then(() => {
        isOpen = false;
      });
      const much = Buffer.alloc(4 * 1024 * 1024);
      while (isOpen) await exchange.write(much);
    });
    const reply = await open().fetch('loopback')(`${server.url}/endless`);
    let size = 0;
    await expect(async () => {
      for await (const bytes of reply.body ?? []) size += bytes.length;
    }).rejects.toThrow();
    expect(size).toBeLessThanOrEqual(64 * 1024 * 1024);
    await (await server.arrived('/endless')).hungUp;
  });
  it('what is not HTTP is a failure, and so is a connection that breaks', async () => {
    const odd = createServer((socket) =>
      socket
        .on('error', () => socket.destroy())
        .resume()
        .end('SSH-2.0-secret\r\n'),
    ).listen(0, '127.0.0.1');
    await once(odd, 'listening');
    const network = open();
    expect(await outcomeOf(network.fetch('loopback')(`http://127.0.0.1:${(odd.address() as AddressInfo).port}`))).toBe('provider-protocol');
    server.on('/reset', (exchange) => exchange.reset());
    expect(await outcomeOf(network.fetch('loopback')(`${server.url}/reset`))).toBe('provider-failed');
    odd.close();
    await once(odd, 'close');
  });
  it('whoever cancels hangs up; whoever is aborted hears why', async () => {
    server.on('/slow', async (exchange) => {
      exchange.head(200);
      await exchange.write('and ');
    });
    const fetch = open().fetch('loopback');
    const reply = await fetch(`${server.url}/slow`);
    await reply.body?.cancel();
    await (await server.arrived('/slow', 1)).hungUp;
    const cut = new AbortController();
    const second = await fetch(`${server.url}/slow`, { signal: cut.signal });
    const reason = new Error('enough');
    cut.abort(reason);
    await expect(second.text()).rejects.toBe(reason);
    await (await server.arrived('/slow', 2)).hungUp;
    await expect(fetch(`${server.url}/slow`, { signal: cut.signal })).rejects.toBe(reason);
  });
  it('an empty answer has no body, and its connection serves again', async () => {
    server.on('/empty', (exchange) => {
      exchange.head(204);
      exchange.end();
    });
    const fetch = open({ connections: 1 }).fetch('loopback');
    for (let times = 0; times < 3; times += 1) expect((await fetch(`${server.url}/empty`)).body).toBeNull();
    expect(server.connections()).toBe(1);
  });
});

describe('connections', () => {
  it('twenty questions at once share eight', async () => {
    let atOnce = 0;
    let most = 0;
    const enough = Promise.withResolvers<void>();
    server.on('/busy', async (exchange) => {
      atOnce += 1;
      most = Math.max(most, atOnce);
      if (atOnce === 8) enough.resolve();
      await enough.promise;
      exchange.head(200);
      await exchange.write('well');
      atOnce -= 1;
      exchange.end();
    });
    const fetch = open().fetch('loopback');
    const answers = await Promise.all(Array.from({ length: 20 }, async () => (await fetch(`${server.url}/busy`)).text()));
    expect(answers).toEqual(Array.from({ length: 20 }, () => 'well'));
    expect([server.connections(), most]).toEqual([8, 8]);
  });
  it('opened for words that may travel far carry no others', async () => {
    const network = open({ connections: 1 });
    for (const limit of ['loopback', 'lan', 'cloud', 'loopback'] as const) await (await network.fetch(limit)(`${server.url}/`)).text();
    expect(server.connections()).toBe(3);
  });
  it('end with the network: those that rest and those that work', async () => {
    const network = open();
    await (await network.fetch('loopback')(`${server.url}/`)).text();
    server.on('/silent', () => undefined);
    const waiting = network.fetch('lan')(`${server.url}/silent`);
    const failed = expect(waiting).rejects.toMatchObject({ code: 'provider-failed' });
    const exchange = await server.arrived('/silent');
    await network.close();
    await failed;
    await exchange.hungUp;
    await server.exchanges[0]?.hungUp;
  });
  it('a signal that lives on is not listened to', async () => {
    const fetch = open().fetch('loopback');
    const { signal } = new AbortController();
    for (let times = 0; times < 20; times += 1) await (await fetch(`${server.url}/`, { signal })).text();
    await fetch(`${server.url}/nowhere`, { signal }).then((reply) => reply.body?.cancel());
    await expect.poll(() => getEventListeners(signal, 'abort').length).toBe(0);
  });
});

describe('what is sent', () => {
  it('is what was given, and tells nothing of this computer', async () => {
    const heard = createHttpServer((request, response) => response.end(JSON.stringify(request.headers))).listen(0, '127.0.0.1');
    await once(heard, 'listening');
    const url = `http://127.0.0.1:${(heard.address() as AddressInfo).port}/`;
    const reply = await open().fetch('loopback')(url, { method: 'POST', body: '{}', headers: { 'content-type': 'application/json' } });
    expect(Object.keys(Object(await reply.json())).sort()).toEqual([
      'accept-encoding',
      'connection',
      'content-length',
      'content-type',
      'host',
    ]);
    heard.closeAllConnections();
    heard.close();
    await once(heard, 'close');
  });
});
