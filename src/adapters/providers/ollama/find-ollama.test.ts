import { afterEach, describe, expect, it } from 'vitest';
import { openNetwork } from '../../../../test/fakes/open-network.ts';
import { type OllamaTwin, startOllamaTwin } from '../../../../test/twins/ollama/ollama-twin.ts';
import { type Address, asDeclared, toAddress as readAddress } from './address.ts';
import { findOllama, likelyAddresses } from './find-ollama.ts';
import { wslHost } from './wsl-host.ts';

const network = openNetwork();
const toAddress = (url: string): Address => readAddress(url, network);

const routes = [
  'Iface\tDestination\tGateway \tFlags\tRefCnt\tUse\tMetric\tMask\t\tMTU\tWindow\tIRTT',
  'eth0\t00000000\t0150A8C0\t0003\t0\t0\t0\t00000000\t0\t0\t0',
  'eth0\t0050A8C0\t00000000\t0001\t0\t0\t0\t00F0FFFF\t0\t0\t0',
  '',
].join('\n');
const wsl = { version: 'Linux version 5.15.153.1-microsoft-standard-WSL2 (root@x) #1 SMP', routes };

describe('where an Ollama may be', () => {
  it('is this computer, Docker’s host, and Windows around a WSL', () => {
    expect(likelyAddresses(wsl, network).map(({ label, exposure }) => `${label} ${exposure}`)).toEqual([
      '127.0.0.1:11434 loopback',
      '[::1]:11434 loopback',
      'host.docker.internal:11434 lan',
      '192.168.80.1:11434 lan',
    ]);
    expect(likelyAddresses(undefined, network)).toHaveLength(3);
  });

  it('is no gateway outside of a WSL, and none on the internet', () => {
    expect(wslHost({ ...wsl, version: 'Linux version 6.1.0-debian' })).toBeUndefined();
    expect(wslHost({ ...wsl, routes: 'nothing to see' })).toBeUndefined();
    expect(wslHost({ ...wsl, routes: routes.replace('0150A8C0', '00000000') })).toBeUndefined();
    expect(likelyAddresses({ ...wsl, routes: routes.replace('0150A8C0', '08080808') }, network)).toHaveLength(3);
  });
});

describe('how far it is', () => {
  it.each([
    ['http://127.0.0.1:11434', 'loopback'],
    ['http://127.9.9.9:1', 'loopback'],
    ['http://2130706433', 'loopback'],
    ['http://localhost:11434', 'loopback'],
    ['http://[::1]:11434', 'loopback'],
    ['http://[::ffff:127.0.0.1]:11434', 'loopback'],
    ['http://0.0.0.0:11434', 'loopback'],
    ['http://192.168.1.5:11434', 'lan'],
    ['http://10.0.0.1', 'lan'],
    ['http://172.31.255.255', 'lan'],
    ['http://[fd00::5]:11434', 'lan'],
    ['http://[fe80::5]:11434', 'lan'],
    ['http://host.docker.internal:11434', 'lan'],
    ['http://172.32.0.1', 'cloud'],
    ['http://[2001:db8::1]', 'cloud'],
    ['https://ollama.example.org', 'cloud'],
    ['http://localhost.example.org', 'cloud'],
    ['http://127.0.0.1.example.org', 'cloud'],
    ['http://nas:11434', 'cloud'],
  ])('%s: %s', (url, exposure) => {
    expect(toAddress(url).exposure).toBe(exposure);
  });

  it('counts what the operator counts as near', () => {
    const own = openNetwork({ localAddresses: ['203.0.113.0/24'] });
    expect(readAddress('http://203.0.113.9:11434', own).exposure).toBe('lan');
    expect(readAddress('http://192.168.1.5:11434', own).exposure).toBe('cloud');
    expect(readAddress('http://127.0.0.1:11434', own)).toMatchObject({ exposure: 'loopback', isHere: true });
  });

  it('the operator knows better', () => {
    expect(asDeclared(toAddress('http://nas:11434'), 'lan')).toMatchObject({
      exposure: 'lan',
      label: 'nas:11434',
      isHere: false,
      isDeclared: true,
    });
  });
});

describe('looking', () => {
  const twins: OllamaTwin[] = [];
  const start = async (): Promise<OllamaTwin> => {
    const twin = await startOllamaTwin({ models: [{ name: 'a:1b' }] });
    twins.push(twin);
    return twin;
  };
  afterEach(async () => {
    await Promise.all(twins.splice(0).map((twin) => twin.close()));
  });
  /** The same place, taken for one further away. */
  const far = ({ url }: OllamaTwin): Address => ({ ...toAddress(url), isHere: false, exposure: 'lan' });
  const nobody = toAddress('http://127.0.0.1:9');
  const signal = (ms = 20_000): AbortSignal => AbortSignal.timeout(ms);

  it('takes the one on this computer, though another answered first', async () => {
    const [near, around] = [await start(), await start()];
    const gate = near.hold('/api/tags');
    const finding = findOllama([toAddress(near.url), far(around)], network, signal());
    await gate.reached;
    await expect.poll(() => [around.paths.length, around.open.size]).toEqual([1, 0]);
    gate.open();
    expect(await finding).toMatchObject({ address: { label: near.url.slice(7) } });
  });

  it('takes the other when there is none on this computer', async () => {
    const around = await start();
    expect(await findOllama([nobody, far(around)], network, signal())).toMatchObject({
      models: [{ name: 'a:1b' }],
      address: far(around),
    });
  });

  it('takes the other when this computer stays silent until the time is over', async () => {
    const [near, around] = [await start(), await start()];
    near.hold('/api/tags');
    const found = await findOllama([toAddress(near.url), far(around)], network, signal(300));
    expect(found.address).toEqual(far(around));
  });

  it('gives up the others as soon as one is found', async () => {
    const [near, silent] = [await start(), await start()];
    const gate = silent.hold('/api/tags');
    await findOllama([toAddress(near.url), far(silent)], network, signal());
    await gate.reached.then(() => expect.poll(() => silent.open.size).toBe(0));
  });

  it('says when an address is further away than it was said to be, and connects nowhere', async () => {
    const around = await start();
    const narrow = openNetwork({ lookup: (_name, _options, callback) => callback(null, [{ address: '192.0.2.7', family: 4 }]) });
    const place = asDeclared(readAddress(`http://nas:${around.port}`, narrow), 'lan');
    const found = await findOllama([place], narrow, signal());
    expect('reason' in found ? found.reason.en : '').toBe('the address is further away than allowed');
    expect(around.paths).toEqual([]);
  });

  it.each([
    ['refused', async () => nobody, 'refused'],
    ['silent', async () => toAddress((await silentTwin()).url), 'timeout'],
  ])('%s: says why', async (_title, make, reason) => {
    const found = await findOllama([await make()], network, signal(300));
    expect('reason' in found ? found.reason.en : '').toBe(reason);
  });

  async function silentTwin(): Promise<OllamaTwin> {
    const twin = await start();
    twin.hold('/api/tags');
    return twin;
  }
});
