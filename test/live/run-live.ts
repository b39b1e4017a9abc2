import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync } from 'node:fs';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { installSynapse, type RunningSynapse, startSynapse } from './start-synapse.ts';

// `npm run test:live [-- FILE …]`: a real Synapse twice, with relaxed and with default limits; the last line is the count CI reads.
const root = join(import.meta.dirname, '../..');
const servers: RunningSynapse[] = [];
const notes: string[] = [];
const ended = new AbortController();
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, () => ended.abort());

const say = (line: string): void => void process.stdout.write(`${line}\n`);

async function run(): Promise<{ passed: number; failed: number }> {
  const begun = performance.now();
  const seconds = (): string => `${((performance.now() - begun) / 1000).toFixed(1)} s`;
  const missing = await installSynapse();
  if (missing !== undefined) {
    say(missing);
    notes.push(`LIVE TESTS SKIPPED: Synapse cannot be installed here (${missing.split('\n').at(-1)})`);
    return { passed: 0, failed: 0 };
  }
  say(`Synapse is installed · ${seconds()}`);
  const urls: Record<string, string> = {};
  for (const limits of ['relaxed', 'default'] as const) {
    if (ended.signal.aborted) break;
    const server = await startSynapse(limits);
    servers.push(server);
    urls[`MIACHAT_LIVE_${limits.toUpperCase()}`] = server.url;
  }
  say(`Synapse is up twice, with relaxed and with default limits · ${seconds()}`);
  if (!existsSync(join(root, 'src/adapters/platforms/matrix/index.ts'))) notes.push('JOURNEYS LEFT OUT: there is no Matrix adapter yet');
  return runVitest(urls);
}

async function runVitest(env: Readonly<Record<string, string>>): Promise<{ passed: number; failed: number }> {
  const folder = await mkdtemp(join(tmpdir(), 'miachat-live-'));
  const report = join(folder, 'report.json');
  try {
    const config = [
      'run',
      '--config',
      'test/live/vitest.config.ts',
      '--reporter=default',
      '--reporter=json',
      `--outputFile.json=${report}`,
    ];
    const child = spawn(join('node_modules', '.bin', 'vitest'), [...config, ...process.argv.slice(2)], {
      cwd: root,
      env: { ...process.env, ...env, NO_COLOR: '1', FORCE_COLOR: '0' },
      stdio: ['ignore', 'inherit', 'inherit'],
      // Its own group: what ends it must end the bots it has started as well.
      detached: true,
    });
    const end = (): void => endGroup(child.pid);
    ended.signal.addEventListener('abort', end);
    if (ended.signal.aborted) end();
    const [code] = await once(child, 'close');
    end();
    if (ended.signal.aborted) throw new Error('ended from outside');
    const { numPassedTests, numFailedTests, numFailedTestSuites } = JSON.parse(await readFile(report, 'utf8'));
    // A suite counts as failed with each of its tests; alone it stands for a file that could not be loaded.
    const failed = Number(numFailedTests) || Math.max(Number(numFailedTestSuites), code === 0 ? 0 : 1);
    return { passed: Number(numPassedTests), failed };
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

function endGroup(leader: number | undefined): void {
  try {
    if (leader !== undefined) process.kill(-leader, 'SIGKILL');
  } catch {
    // Nobody of it is left.
  }
}

const counted = await run().catch((thrown: unknown) => {
  say(`The live tests broke off: ${thrown instanceof Error ? thrown.message : String(thrown)}`);
  return { passed: 0, failed: 1 };
});
let { failed } = counted;
for (const server of servers) {
  await server.stop().catch((thrown: unknown) => {
    failed += 1;
    say(String(thrown));
  });
}
for (const note of notes) say(note);
say(`${counted.passed} passed, ${failed} failed`);
process.exitCode = failed === 0 ? 0 : 1;
