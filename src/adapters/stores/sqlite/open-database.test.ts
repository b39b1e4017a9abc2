import { chmodSync, copyFileSync, existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import Database from 'better-sqlite3';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { intakeOf } from '../../../../test/contracts/store-samples.ts';
import { stillClock } from '../../../../test/fakes/still-clock.ts';
import { openSqliteStore } from './index.ts';
import { applicationId } from './migrate.ts';

const shipped = join(import.meta.dirname, '../../../../migrations');
const clock = stillClock();
let parent: string;
let folder: string;
let file: string;

beforeEach(() => {
  parent = mkdtempSync(join(tmpdir(), 'miachat-open-'));
  folder = join(parent, 'data');
  file = join(folder, 'miachat.db');
});
afterEach(() => rmSync(parent, { recursive: true, force: true }));

/** How many migrations are shipped. */
const newest = readdirSync(shipped).filter((name) => name.endsWith('.sql')).length;

/** The name of a migration that comes so many behind the shipped ones. */
function nextName(behind: number, name: string): string {
  return `${String(newest + behind).padStart(4, '0')}-${name}.sql`;
}

/** The shipped migrations and more. */
function migrationsWith(more: Readonly<Record<string, string>>): string {
  const migrations = mkdtempSync(join(parent, 'migrations-'));
  for (const name of readdirSync(shipped)) if (name.endsWith('.sql')) copyFileSync(join(shipped, name), join(migrations, name));
  for (const [name, sql] of Object.entries(more)) writeFileSync(join(migrations, name), sql);
  return migrations;
}

function inspect<Result>(path: string, look: (database: Database.Database) => Result): Result {
  const database = new Database(path);
  try {
    return look(database);
  } finally {
    database.close();
  }
}

const pragma = (path: string, name: string) => inspect(path, (database) => database.pragma(name, { simple: true }));

async function filled(): Promise<void> {
  const store = await openSqliteStore({ folder, clock });
  await store.inbox.claim(intakeOf('1'));
  await store.close();
}

describe('opening', () => {
  it('makes a folder and files for their owner alone, marked as ours', async () => {
    const store = await openSqliteStore({ folder, clock });
    await store.inbox.claim(intakeOf('1'));
    expect(statSync(folder).mode & 0o777).toBe(0o700);
    for (const name of readdirSync(folder)) expect([name, statSync(join(folder, name)).mode & 0o777]).toEqual([name, 0o600]);
    expect(readdirSync(folder)).toEqual(expect.arrayContaining(['miachat.db', 'miachat.db-wal', 'bot.lock', 'bot.pid']));
    await store.close();
    expect(pragma(file, 'application_id')).toBe(applicationId);
    expect(pragma(file, 'user_version')).toBe(newest);
    expect(pragma(file, 'journal_mode')).toBe('wal');
    expect(existsSync(join(folder, 'backups'))).toBe(false);
  });

  it('upgrades after a backup of what was there', async () => {
    await filled();
    const migrations = migrationsWith({
      [nextName(1, 'more')]: 'CREATE TABLE more (id INTEGER);\n--> statement-breakpoint\nINSERT INTO more VALUES (7);',
    });
    const store = await openSqliteStore({ folder, clock, migrations });
    expect((await store.history.message('m-1'))?.text).toBe('words of 1');
    expect((await store.check()).schema).toBe(newest + 1);
    await store.close();
    expect(inspect(file, (database) => database.prepare('SELECT id FROM more').pluck().get())).toBe(7);
    const backup = join(folder, `backups/before-${newest + 1}-2026-01-02T03-04-05-000Z.db`);
    expect(pragma(backup, 'user_version')).toBe(newest);
    expect(inspect(backup, (database) => database.prepare('SELECT text FROM messages').pluck().get())).toBe('words of 1');
    expect(statSync(backup).mode & 0o777).toBe(0o600);
  });

  it('takes a migration back as a whole when it breaks in the middle', async () => {
    await filled();
    const migrations = migrationsWith({
      [nextName(1, 'good')]: 'CREATE TABLE good (id);',
      [nextName(2, 'bad')]: 'CREATE TABLE half (id);\n--> statement-breakpoint\nUPDATE nowhere SET id = 1;',
    });
    await expect(openSqliteStore({ folder, clock, migrations })).rejects.toMatchObject({ code: 'storage-failed' });
    expect(pragma(file, 'user_version')).toBe(newest + 1);
    expect(
      inspect(file, (database) => database.prepare(`SELECT name FROM sqlite_schema WHERE name IN ('good', 'half')`).pluck().all()),
    ).toEqual(['good']);
    const store = await openSqliteStore({
      folder,
      clock,
      migrations: migrationsWith({ [nextName(1, 'good')]: '', [nextName(2, 'mended')]: 'CREATE TABLE half (id);' }),
    });
    expect((await store.check()).schema).toBe(newest + 2);
    await store.close();
  });

  it('refuses a database of a newer version and leaves every byte', async () => {
    const migrations = migrationsWith({ [nextName(1, 'more')]: 'CREATE TABLE more (id);' });
    await (await openSqliteStore({ folder, clock, migrations })).close();
    const before = readFileSync(file);
    await expect(openSqliteStore({ folder, clock })).rejects.toMatchObject({ code: 'data-newer' });
    expect(readFileSync(file).equals(before)).toBe(true);
    expect(existsSync(join(folder, 'backups'))).toBe(false);
  });

  it('refuses another program’s database and leaves every byte', async () => {
    await filled();
    rmSync(file);
    inspect(file, (database) => database.exec('CREATE TABLE theirs (id)'));
    const before = readFileSync(file);
    await expect(openSqliteStore({ folder, clock })).rejects.toMatchObject({ code: 'data-foreign', field: 'MIACHAT_DATA_DIR' });
    expect(readFileSync(file).equals(before)).toBe(true);
  });

  it('says so when the file is no database or is damaged', async () => {
    await filled();
    writeFileSync(file, 'certainly not a database, but long enough to look at');
    await expect(openSqliteStore({ folder, clock })).rejects.toMatchObject({ code: 'data-corrupt' });
    rmSync(file);
    await filled();
    const bytes = readFileSync(file);
    bytes.fill(0xa5, 100, 4096);
    writeFileSync(file, bytes);
    await expect(openSqliteStore({ folder, clock })).rejects.toMatchObject({ code: 'data-corrupt' });
  });

  it('finds damage inside with check()', async () => {
    await filled();
    inspect(file, (database) =>
      database.exec(`INSERT INTO message_index(message_index, rowid, text) VALUES ('delete', 16777216, 'other words')`),
    );
    const store = await openSqliteStore({ folder, clock });
    expect((await store.check()).problems).not.toEqual([]);
    await store.close();
  });

  it('says so when the folder is a file or lies under one', async () => {
    writeFileSync(folder, '');
    await expect(openSqliteStore({ folder, clock })).rejects.toMatchObject({ code: 'data-unwritable', field: 'MIACHAT_DATA_DIR' });
    await expect(openSqliteStore({ folder: join(folder, 'below'), clock })).rejects.toMatchObject({ code: 'data-unwritable' });
  });

  it('frees the folder when opening fails', async () => {
    await filled();
    const bytes = readFileSync(file);
    writeFileSync(file, 'not a database at all, sorry for that');
    await expect(openSqliteStore({ folder, clock })).rejects.toMatchObject({ code: 'data-corrupt' });
    writeFileSync(file, bytes);
    await (await openSqliteStore({ folder, clock })).close();
  });

  it('reads beside a running bot without a lock, and cannot write', async () => {
    const bot = await openSqliteStore({ folder, clock });
    await bot.inbox.claim(intakeOf('1'));
    const reader = await openSqliteStore({ folder, clock, readonly: true });
    expect((await reader.history.message('m-1'))?.text).toBe('words of 1');
    await expect(reader.inbox.claim(intakeOf('2'))).rejects.toMatchObject({ code: 'data-unwritable' });
    expect((await reader.check()).problems).toEqual([]);
    await bot.inbox.claim(intakeOf('3'));
    await reader.close();
    await bot.close();
  });

  it('has nothing to read before the bot has run, and creates nothing', async () => {
    await expect(openSqliteStore({ folder, clock, readonly: true })).rejects.toMatchObject({ code: 'data-unwritable' });
    expect(existsSync(folder)).toBe(false);
  });

  it('fails with a code where it may not write', async () => {
    await filled();
    chmodSync(file, 0o400);
    // Root may write anyway; SQLite itself is told not to instead.
    const store = await openSqliteStore({ folder, clock, readonly: true });
    await expect(store.commit([{ write: 'forget', message: 'm-1' }])).rejects.toMatchObject({
      code: 'data-unwritable',
      field: 'MIACHAT_DATA_DIR',
    });
    await store.close();
  });
});
