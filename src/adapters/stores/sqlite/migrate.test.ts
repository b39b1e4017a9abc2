import { cpSync, mkdtempSync, readdirSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { intakeOf } from '../../../../test/contracts/store-samples.ts';
import { stillClock } from '../../../../test/fakes/still-clock.ts';
import { openSqliteStore } from './index.ts';
import { listMigrations, migrate } from './migrate.ts';

const Database: typeof import('better-sqlite3') = createRequire(import.meta.url)('better-sqlite3');
const shipped = join(import.meta.dirname, '../../../../migrations');
const clock = stillClock();

/** The shipped migrations and one more. */
function withNext(sql: string): string {
  const folder = mkdtempSync(join(tmpdir(), 'miachat-migrations-'));
  cpSync(shipped, folder, { recursive: true });
  const next = readdirSync(folder).filter((name) => name.endsWith('.sql')).length + 1;
  writeFileSync(join(folder, `${String(next).padStart(4, '0')}-next.sql`), sql);
  return folder;
}

async function filledFolder(): Promise<string> {
  const folder = mkdtempSync(join(tmpdir(), 'miachat-migrate-'));
  const store = await openSqliteStore({ folder, clock });
  await store.inbox.claim(intakeOf('1'));
  await store.close();
  return folder;
}

describe('a newer program on an older database', () => {
  it('copies it, changes it, and keeps what was there', async () => {
    const folder = await filledFolder();
    expect(readdirSync(folder)).not.toContain('backups');
    const store = await openSqliteStore({ folder, clock, migrations: withNext('ALTER TABLE persons ADD COLUMN mood TEXT;') });
    expect((await store.history.message('m-1'))?.text).toBe('words of 1');
    await store.close();
    const [copy = ''] = readdirSync(join(folder, 'backups'));
    const before = new Database(join(folder, 'backups', copy), { readonly: true });
    expect(before.prepare('SELECT count(*) FROM messages').pluck().get()).toBe(1);
    expect(
      before
        .prepare('SELECT * FROM persons')
        .columns()
        .map(({ name }) => name),
    ).not.toContain('mood');
    before.close();
  });

  it('a migration that fails in the middle leaves nothing of itself', async () => {
    const folder = await filledFolder();
    const broken = withNext('CREATE TABLE half (a);\n--> statement-breakpoint\nINSERT INTO nowhere VALUES (1);');
    await expect(openSqliteStore({ folder, clock, migrations: broken })).rejects.toThrow();
    const store = await openSqliteStore({ folder, clock });
    expect((await store.history.message('m-1'))?.text).toBe('words of 1');
    await store.close();
    const raw = new Database(join(folder, 'miachat.db'), { readonly: true });
    expect(raw.prepare("SELECT name FROM sqlite_schema WHERE name = 'half'").get()).toBeUndefined();
    raw.close();
  });
});

describe('a database from before presence was kept', () => {
  it('knows whoever wrote in a private chat or is a member, from their first own words there', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'miachat-migrate-'));
    const raw = new Database(join(folder, 'miachat.db'));
    migrate(raw, { files: listMigrations(shipped).slice(0, 2), backups: join(folder, 'backups'), stamp: 'x' });
    raw.exec(`
      INSERT INTO persons VALUES ('p-1', 0), ('p-2', 0);
      INSERT INTO participants VALUES ('test:ada', 'p-1', 'Ada', NULL, 0), ('test:bob', 'p-2', 'Bob', NULL, 0);
      INSERT INTO rooms (key, id, kind) VALUES (1, 'test:dm', 'dm'), (2, 'test:den', 'room');
      INSERT INTO members VALUES (2, 'test:ada'), (2, 'test:bob');`);
    const turn =
      raw.prepare(`INSERT INTO turns (id, account, event_id, lane, room, participant, name, at, body, received_at, not_before, state, cast)
      VALUES (?, 'a', ?, 'talk', ?, 'test:ada', 'Ada', ?, '{}', 0, 0, 'delivered', '[]')`);
    for (const [id, place, at] of [
      ['t1', 1, 30],
      ['t2', 1, 20],
      ['t3', 2, 40],
    ])
      turn.run(id, id, place, at);
    raw.close();
    const begun = Date.now();
    const store = await openSqliteStore({ folder, clock });
    expect(await store.memory.presences('p-1', 9)).toEqual([
      { room: 'test:den', kind: 'room', since: 40, until: undefined },
      { room: 'test:dm', kind: 'dm', since: 20, until: undefined },
    ]);
    const [bobs] = await store.memory.presences('p-2', 9);
    expect(bobs).toMatchObject({ room: 'test:den', until: undefined });
    expect(bobs?.since).toBeGreaterThanOrEqual(begun - 1);
    expect(bobs?.since).toBeLessThanOrEqual(Date.now() + 1);
    await store.close();
  });
});

describe('a database from before there were portraits', () => {
  it('keeps its personalities and drafts, and takes pictures from then on', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'miachat-migrate-'));
    const raw = new Database(join(folder, 'miachat.db'));
    migrate(raw, { files: listMigrations(shipped).slice(0, 3), backups: join(folder, 'backups'), stamp: 'x' });
    raw.exec(`
      INSERT INTO personalities (id, owner, name, revision, newest, rating) VALUES ('x', 'p-1', 'Ruth', 1, 1, 'everyone');
      INSERT INTO revisions (personality, revision, body, at, author) VALUES ('x', 1, '{"name":"Ruth"}', 5, 'p-1');
      INSERT INTO drafts (personality, owner, base, body, at) VALUES ('x', 'p-1', 1, '{"name":"Ru"}', 6);`);
    raw.close();
    const store = await openSqliteStore({ folder, clock });
    expect((await store.personalities.revision('x', 1))?.body).toEqual({ name: 'Ruth' });
    const draft = { personality: 'x', owner: 'p-1', base: 1, body: { name: 'Ru' }, at: 6 };
    expect(await store.personalities.draft('x', 'p-1')).toEqual(draft);
    await store.commit([
      { write: 'picture', hash: 'h', mime: 'image/png', bytes: new Uint8Array([1]) },
      { write: 'draft', ...draft, picture: 'h' },
    ]);
    expect((await store.pictures.get('h'))?.bytes).toEqual(new Uint8Array([1]));
    await store.close();
  });
});

describe('an older program on a newer database', () => {
  it('refuses and touches nothing', async () => {
    const folder = await filledFolder();
    await (await openSqliteStore({ folder, clock, migrations: withNext('CREATE TABLE later (a);') })).close();
    await expect(openSqliteStore({ folder, clock })).rejects.toMatchObject({ code: 'data-newer' });
    await (await openSqliteStore({ folder, clock, migrations: withNext('CREATE TABLE later (a);') })).close();
  });
});

describe('readers', () => {
  it('look while a bot runs, and write nothing', async () => {
    const folder = await filledFolder();
    const bot = await openSqliteStore({ folder, clock });
    const reader = await openSqliteStore({ folder, clock, readonly: true });
    expect((await reader.history.message('m-1'))?.text).toBe('words of 1');
    await expect(reader.inbox.claim(intakeOf('2'))).rejects.toMatchObject({ code: 'data-unwritable' });
    await reader.close();
    await bot.close();
  });

  it('a second bot in the same process is refused too', async () => {
    const folder = await filledFolder();
    const bot = await openSqliteStore({ folder, clock });
    await expect(openSqliteStore({ folder, clock })).rejects.toMatchObject({ code: 'data-in-use', field: 'MIACHAT_DATA_DIR' });
    await bot.close();
    await (await openSqliteStore({ folder, clock })).close();
  });
});
