import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { createVault } from '../../src/adapters/secrets/index.ts';
import { openSqliteStore } from '../../src/adapters/stores/sqlite/index.ts';
import { createKeyKeeper } from '../../src/bot/create-key-keeper.ts';
import { systemClock } from '../../src/bot/system-clock.ts';
import { hashOf } from '../twins/model/keyed-provider.ts';
import { filesWith } from './files-with.ts';
import { freshFolder, noModel } from './probe.ts';
import { runBot } from './run-bot.ts';
import { startProbe } from './with-model.ts';

const program = join(import.meta.dirname, '../twins/model/bot.program.ts');
const launcher = join(import.meta.dirname, '../../bin/miachat.mjs');
const good = 'sk-canary4f2a9c31d0b7a1b2';
const env = { ACME_KEY_HASH: hashOf(good) };
const otherKey = Buffer.from('0123456789abcdef0123456789abcdef').toString('base64');

/** A data folder in which ada has brought a key of her own. */
async function withKey(): Promise<{ readonly folder: string; readonly name: string; readonly line: string }> {
  const probe = startProbe({ program, env });
  await probe.ready();
  await keeps(probe);
  await probe.finish();
  const line = readFileSync(`${probe.folder}.key`, 'utf8').trim().split('\n').at(-1) ?? '';
  return { folder: probe.folder, line, name: line.split(':')[0] ?? '' };
}

async function keeps(probe: ReturnType<typeof startProbe>): Promise<void> {
  const form = (await probe.call('settings key acme')).answer?.form;
  if (form === undefined) throw new Error('no form');
  expect((await probe.submit(form, { key: good })).answer?.body).toContain('Kept and sealed');
}

const start = (folder: string, more: Readonly<Record<string, string>> = {}) =>
  runBot('', { args: ['chat', '--json'], env: { ...env, ...more }, folder });

describe('the key that everything is sealed with', () => {
  it('is checked at the start: without it, or with another one, the bot does not start and says what to do', async () => {
    const { folder, name, line } = await withKey();
    renameSync(`${folder}.key`, `${folder}.away`);
    const gone = await start(folder);
    expect([gone.code, JSON.parse(gone.out.trim())]).toMatchObject([
      6,
      { code: 'key-missing', message: expect.stringContaining(`keys forget ${name}`) },
    ]);
    writeFileSync(`${folder}.key`, `${name}:${otherKey}\n`, { mode: 0o600 });
    expect((await start(folder)).code).toBe(6);
    const wrong = await start(folder, { MIACHAT_KEYS: `${name}:${otherKey}` });
    expect([wrong.code, JSON.parse(wrong.out.trim()).code]).toEqual([6, 'key-wrong']);
    const right = await start(folder, { MIACHAT_KEYS: line });
    expect(right.code).toBe(0);
    const zeros = await start(freshFolder(), { MIACHAT_KEYS: `k1:${Buffer.alloc(32).toString('base64')}` });
    expect([zeros.code, JSON.parse(zeros.out.trim()).code]).toEqual([6, 'key-wrong']);
    for (const { err, out } of [gone, wrong, right, zeros]) expect(`${err}${out}`).not.toMatch(/canary|0123456789|AAAAAAAA/);
  });

  it('can be forgotten where it is lost for good: what it sealed goes, and the bot starts again', async () => {
    const { folder, name } = await withKey();
    renameSync(`${folder}.key`, `${folder}.away`);
    const forgotten = await runBot('', { args: ['keys', 'forget', name, '--json'], folder });
    expect([forgotten.code, JSON.parse(forgotten.out)]).toEqual([0, { ok: true, removed: 1 }]);
    expect((await start(folder)).code).toBe(0);
  });

  it('that is not lost is not forgotten', async () => {
    const { folder, name } = await withKey();
    const forgotten = await runBot('', { args: ['keys', 'forget', name, '--json'], folder });
    expect(JSON.parse(forgotten.out)).toEqual({ ok: true, removed: 0 });
  });
});

describe('npm start -- keys rotate', () => {
  it('with a running bot is done by that bot, which goes on with the new key', async () => {
    const { folder, name } = await withKey();
    const probe = startProbe({ program, env, folder });
    await probe.ready();
    const { code, out } = await runBot('', { args: ['keys', 'rotate', '--json'], folder });
    expect([code, JSON.parse(out)]).toEqual([0, { ok: true, left: 0, dropped: [name], idle: [] }]);
    expect(readFileSync(`${folder}.key`, 'utf8')).not.toContain(name);
    expect((await probe.call('settings key')).answer?.body).toContain('sk-…a1b2');
    await keeps(probe);
    expect(await probe.finish()).toBe(0);
    expect((await start(folder)).code).toBe(0);
    expect(filesWith(folder, 'canary')).toEqual([]);
  });

  it('without keys has nothing to do, and unknown words are usage', async () => {
    const folder = freshFolder();
    const nothing = await runBot('', { args: ['keys', 'rotate'], folder });
    expect([nothing.code, nothing.out, existsSync(`${folder}.key`)]).toEqual([
      0,
      'There is no key yet: nothing was ever sealed here.\n',
      false,
    ]);
    for (const args of [['keys'], ['keys', 'rotat'], ['keys', 'rotate', 'now'], ['keys', 'forget']])
      expect((await runBot('', { args })).code).toBe(2);
  });

  it('killed at random moments loses nothing, and the next one ends it', async () => {
    const folder = freshFolder();
    const count = 2_000;
    const file = `${folder}.key`;
    const keyOf = (index: number): string => `sk-canary${String(index).padStart(16, '0')}`;
    const store = await openSqliteStore({ folder, clock: systemClock });
    const keeper = createKeyKeeper({ store, vault: createVault({ file }), clock: systemClock });
    for (let index = 0; index < count; index += 1) await keeper.keep(`p-${index}`, 'acme', keyOf(index));
    await store.close();
    for (let round = 0; round < 6; round += 1) {
      await killedAfter(folder, 150 + Math.random() * 1_200);
      await census();
    }
    const last = await runBot('', { args: ['keys', 'rotate', '--json'], folder });
    expect([last.code, JSON.parse(last.out).left]).toEqual([0, 0]);
    expect(await census()).toBe(1);
    expect(readFileSync(file, 'utf8').match(/^\w+:/gm)).toHaveLength(1);
    expect(filesWith(folder, 'canary')).toEqual([]);

    /** Every secret opens; gives back under how many keys they lie. */
    async function census(): Promise<number> {
      const now = await openSqliteStore({ folder, clock: systemClock });
      const there = createKeyKeeper({ store: now, vault: createVault({ file }), clock: systemClock });
      for (let index = 0; index < count; index += 50) expect(await there.open(`p-${index}`, 'acme')).toBe(keyOf(index));
      const keys = await now.secrets.census();
      expect(keys.reduce((sum, one) => sum + one.count, 0)).toBe(count);
      await now.close();
      return keys.length;
    }
  });
});

async function killedAfter(folder: string, ms: number): Promise<void> {
  const child = spawn(process.execPath, [launcher, 'keys', 'rotate'], {
    env: { PATH: process.env['PATH'] ?? '', MIACHAT_DATA_DIR: folder, ...noModel },
    cwd: tmpdir(),
    stdio: 'ignore',
  });
  const gone = once(child, 'exit');
  const timer = setTimeout(() => child.kill('SIGKILL'), ms);
  await gone.finally(() => clearTimeout(timer));
}
