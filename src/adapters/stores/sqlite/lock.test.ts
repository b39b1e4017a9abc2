import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { lockFolder } from './lock.ts';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'miachat-lock-'));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

it('keeps a second one out until it is released', () => {
  const lock = lockFolder(folder);
  expect(() => lockFolder(folder)).toThrow(expect.objectContaining({ code: 'data-in-use' }));
  lock.release();
  lock.release();
  expect(readdirSync(folder)).toEqual(['bot.lock']);
  lockFolder(folder).release();
});

it('names the other process, and is free again when that one is killed', async () => {
  const script = `import { lockFolder } from ${JSON.stringify(join(import.meta.dirname, 'lock.ts'))}; lockFolder(${JSON.stringify(folder)}); console.log('locked'); setInterval(() => undefined, 1000);`;
  const child = spawn(process.execPath, ['--input-type=module-typescript', '--eval', script], { stdio: ['ignore', 'pipe', 'inherit'] });
  try {
    await once(child.stdout, 'data');
    expect(() => lockFolder(folder)).toThrow(
      expect.objectContaining({ code: 'data-in-use', field: 'MIACHAT_DATA_DIR', message: expect.stringContaining(`process ${child.pid}`) }),
    );
    child.kill('SIGKILL');
    await once(child, 'exit');
    // The dead one's word is still there, its lock is not.
    expect(readFileSync(join(folder, 'bot.pid'), 'utf8').trim()).toBe(String(child.pid));
    const lock = lockFolder(folder);
    expect(readFileSync(join(folder, 'bot.pid'), 'utf8').trim()).toBe(String(process.pid));
    lock.release();
  } finally {
    child.kill('SIGKILL');
  }
});
