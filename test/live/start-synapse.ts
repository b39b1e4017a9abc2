import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { claimFolder, folderPrefix, stopStale } from './stop-stale.ts';

const script = join(import.meta.dirname, 'synapse.sh');

/** `default` is what an operator gets who sets nothing: ten events at once, then one in five seconds. */
export type RateLimits = 'relaxed' | 'default';

export interface RunningSynapse {
  readonly url: string;
  stop(): Promise<void>;
}

/** Installs Synapse where it is not yet; says why when it cannot be had here. */
export async function installSynapse(): Promise<string | undefined> {
  const { code, stderr } = await runScript(['install'], {});
  return code === 0 ? undefined : stderr.trim() || `the install ended with ${code}`;
}

/** A Synapse of its own on a free port of loopback, with an empty database that goes when it stops. */
export async function startSynapse(limits: RateLimits): Promise<RunningSynapse> {
  await stopStale(tmpdir(), stopServer);
  const folder = await mkdtemp(join(tmpdir(), folderPrefix));
  claimFolder(folder);
  const stop = async (): Promise<void> => {
    await stopServer(folder);
    await rm(folder, { recursive: true, force: true });
  };
  const env = { SYNAPSE_DATA: dataIn(folder), SYNAPSE_PORT: String(await freePort()) };
  const { code, stdout, stderr } = await runScript(['start', limits], env);
  if (code !== 0) {
    await stop();
    throw new Error(`Synapse did not start: ${stderr}`);
  }
  return { url: stdout.trim(), stop };
}

const dataIn = (folder: string): string => join(folder, 'data');

/** By its pid file, and only if that process is the one that was started. */
export async function stopServer(folder: string): Promise<void> {
  const { code, stderr } = await runScript(['stop'], { SYNAPSE_DATA: dataIn(folder) });
  if (code !== 0) throw new Error(`Synapse could not be stopped: ${stderr}`);
}

async function runScript(args: readonly string[], env: Readonly<Record<string, string>>) {
  // Its own group, so that Ctrl-C in the terminal ends the tests and leaves `stop` able to stop the server.
  const child = spawn('bash', [script, ...args], { env: { ...process.env, ...env }, stdio: ['ignore', 'pipe', 'pipe'], detached: true });
  const said = { stdout: '', stderr: '' };
  for (const name of ['stdout', 'stderr'] as const) {
    child[name].setEncoding('utf8').on('data', (text: string) => {
      said[name] += text;
    });
  }
  const [code] = await once(child, 'close').catch((thrown: Error) => {
    said.stderr += thrown.message;
    return [1];
  });
  return { code: typeof code === 'number' ? code : 1, ...said };
}

async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  server.close();
  await once(server, 'close');
  if (address === null || typeof address === 'string') throw new Error('no port');
  return address.port;
}
