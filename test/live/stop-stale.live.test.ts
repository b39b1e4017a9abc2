import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, it, onTestFinished } from 'vitest';
import { stopServer } from './start-synapse.ts';
import { claimFolder, folderPrefix, stopStale } from './stop-stale.ts';

const bornAt = (pid: number): string =>
  readFileSync(`/proc/${pid}/stat`, 'latin1')
    .replace(/^.*\) /s, '')
    .split(' ')[19] ?? '';

/** Something that runs until it is stopped, as a server would. */
function startSleeper(): { readonly child: ChildProcess; readonly pid: number } {
  const child = spawn('sleep', ['600'], { detached: true, stdio: 'ignore' });
  const { pid } = child;
  if (pid === undefined) throw new Error('no sleeper');
  onTestFinished(() => void child.kill('SIGKILL'));
  return { child, pid };
}

it('what a run that was killed has left is stopped and taken away, and nothing else', async () => {
  const parent = mkdtempSync(join(tmpdir(), 'miachat-stale-'));
  onTestFinished(() => rmSync(parent, { recursive: true, force: true }));
  const folderOf = (name: string, pidFile: string): string => {
    const folder = join(parent, `${folderPrefix}${name}`);
    mkdirSync(join(folder, 'data'), { recursive: true });
    writeFileSync(join(folder, 'data', 'pid'), pidFile);
    return folder;
  };
  const [left, used, foreign] = [startSleeper(), startSleeper(), startSleeper()];
  const stale = folderOf('stale', `${left.pid} ${bornAt(left.pid)}\n`);
  writeFileSync(join(stale, 'owner'), `${process.pid} 1`);
  const live = folderOf('live', `${used.pid} ${bornAt(used.pid)}\n`);
  claimFolder(live);
  // A pid that has been given to somebody else since.
  const reused = folderOf('reused', `${foreign.pid} 1\n`);
  writeFileSync(join(reused, 'owner'), '999999999 1');
  const fresh = folderOf('new', '');
  const ended = once(left.child, 'exit');
  expect(await stopStale(parent, stopServer)).toBe(2);
  await ended;
  expect([stale, live, reused, fresh].map((folder) => existsSync(folder))).toEqual([false, true, false, true]);
  expect([used, foreign].map(({ child }) => child.exitCode ?? child.signalCode)).toEqual([null, null]);
});
