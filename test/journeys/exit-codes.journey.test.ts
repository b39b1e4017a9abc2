import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { describe, expect, it, onTestFinished } from 'vitest';
import { startMatrix } from '../twins/matrix/matrix-twin.ts';
import { freshFolder } from './probe.ts';
import { runBot } from './run-bot.ts';
import { startProbe } from './with-model.ts';

const Database: typeof import('better-sqlite3') = createRequire(import.meta.url)('better-sqlite3');

/** A data folder whose database was made like this. */
function folderWith(make: (file: string) => void): string {
  const folder = freshFolder();
  mkdirSync(folder, { recursive: true });
  make(join(folder, 'miachat.db'));
  return folder;
}

describe('a start that cannot be says why and leaves with its code', () => {
  it.each([
    [['fly'], 2, 'fly'],
    [['caht'], 2, 'Did you mean chat?'],
    [['chat', '--jsno'], 2, 'Did you mean --json?'],
    [['--json'], 2, '--json goes with chat'],
    [['chat', 'now'], 2, 'now is one word too many'],
    [['chat', '--print-ratelimit'], 2, '--print-ratelimit goes with connect NAME'],
    [['connect', 'matrix', '--print-rate'], 2, 'connect matrix prints only --print-ratelimit'],
  ])('%j: usage', async (args, code, text) => {
    const result = await runBot('', { args });
    expect(result.code).toBe(code);
    expect(result.err).toContain(text);
    expect(result.err).toContain('Usage: npm start');
  });

  it.each([
    [{ MIACHAT_CLOUD: 'maybe' }, 'MIACHAT_CLOUD'],
    [{ MIACHAT_PROVIDER: 'olama' }, 'MIACHAT_PROVIDER'],
    [{ MIACHAT_PERSONALITY: 'mai' }, 'Did you mean mia?'],
    [{ MIACHAT_OWNERS: 'leo' }, 'MIACHAT_OWNERS'],
    [{ MIACHAT_IDLE_MS: '0' }, 'MIACHAT_IDLE_MS'],
    [{ METRICS_PORT: '99999' }, 'METRICS_PORT'],
    [{ MIACHAT_LOCAL_ADDRESSES: '10.0.0.0/99' }, 'MIACHAT_LOCAL_ADDRESSES'],
    [{ OPENAI_BASE_URL: 'https://example.org' }, 'OPENAI_BASE_URL'],
    [{ MATRIX_USER: 'mia' }, 'MATRIX_USER'],
  ])('%j: settings', async (env, text) => {
    const { code, err, out } = await runBot('', { env, args: ['chat', '--json'] });
    expect(code).toBe(3);
    expect(err).toContain(text);
    expect(JSON.parse(out.trimEnd().split('\n').at(-1) ?? '')).toMatchObject({ type: 'error', to: null, code: 'settings-invalid' });
  });

  it('what an admin of the homeserver runs is printed for the account that is set', async () => {
    const env = { MATRIX_HOMESERVER_URL: 'http://localhost:8008', MATRIX_USER: '@mia:localhost' };
    const { code, out } = await runBot('', { env, args: ['connect', 'matrix', '--print-ratelimit'] });
    expect(code).toBe(0);
    expect(out).toContain('http://localhost:8008/_synapse/admin/v1/users/%40mia%3Alocalhost/override_ratelimit');
  });

  it('and for the one that was connected before, without the key of its secrets, while a bot runs and while none does', async () => {
    const twin = await startMatrix();
    onTestFinished(() => twin.close());
    const first = startProbe();
    await first.ready();
    const { folder } = first;
    const account = { MATRIX_USER: twin.bot.id, MATRIX_PASSWORD: twin.bot.password };
    const connected = await runBot('', { folder, env: account, args: ['connect', 'matrix', twin.url] });
    expect(connected.code, connected.err).toBe(0);
    const print = () =>
      runBot('', { folder, env: { MIACHAT_KEY_FILE: `${folder}.none` }, args: ['connect', 'matrix', '--print-ratelimit'] });
    const wanted = `${twin.url}/_synapse/admin/v1/users/%40mia%3Atwin/override_ratelimit`;
    expect((await print()).out).toContain(wanted);
    await first.kill();
    const { code, out, err } = await print();
    expect([code, out.includes(wanted)], err).toEqual([0, true]);
    expect(existsSync(`${folder}.none`)).toBe(false);
  });

  it('a secret that is wrong is named, never shown', async () => {
    const { code, err } = await runBot('', { env: { MIACHAT_KEYS: 'k1:canarysecret' } });
    expect(code).toBe(3);
    expect(err).toContain('MIACHAT_KEYS');
    expect(err).not.toContain('canarysecret');
  });

  it('a second bot on the same folder is refused, and works once the first was killed', async () => {
    const first = startProbe();
    await first.ready();
    const second = await runBot('', { folder: first.folder });
    expect(second.code).toBe(4);
    expect(second.err).toContain(String(first.pid));
    await first.kill();
    expect((await runBot('hello\n', { folder: first.folder })).code).toBe(0);
  });

  it.each([
    [
      'corrupt',
      'not a database',
      (file: string) => writeFileSync(file, 'this is no database, it only looks like a file of some length '.repeat(40)),
    ],
    ['foreign', 'another program', (file: string) => void new Database(file).exec('CREATE TABLE theirs (a)').close()],
    [
      'newer',
      'newer MiaChat',
      (file: string) =>
        void new Database(file).exec('PRAGMA application_id = 1298751777; PRAGMA user_version = 999; CREATE TABLE ours (a)').close(),
    ],
  ])('a %s database is left untouched', async (_kind, text, make) => {
    const folder = folderWith(make);
    const before = readFileSync(join(folder, 'miachat.db'));
    const { code, err } = await runBot('hello\n', { folder });
    expect(err).toContain(text);
    expect(code).toBe(5);
    expect(readFileSync(join(folder, 'miachat.db')).equals(before)).toBe(true);
  });

  it('a data folder that is a file names the setting', async () => {
    const folder = freshFolder();
    mkdirSync(join(folder, '..'), { recursive: true });
    writeFileSync(folder, '');
    const { code, err } = await runBot('hello\n', { folder });
    expect(err).toContain('MIACHAT_DATA_DIR');
    expect(code).toBe(3);
  });

  it('help and version leave with 0', async () => {
    expect(await runBot('', { args: ['--help'] })).toMatchObject({ code: 0, out: expect.stringContaining('chat --json') });
    expect(await runBot('', { args: ['--version'] })).toMatchObject({ code: 0, out: expect.stringMatching(/^\d+\.\d+\.\d+\n$/) });
  });
});
