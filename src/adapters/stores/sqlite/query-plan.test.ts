import { mkdtempSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createFakeClock } from '../../../../test/fakes/fake-clock.ts';
import { says } from '../../../../test/fakes/scripted-provider.ts';
import { createStage } from '../../../../test/fakes/stage.ts';
import { openSqliteStore } from './index.ts';

const Database: typeof import('better-sqlite3') = createRequire(import.meta.url)('better-sqlite3');

/** Tables that grow with the talk; a scan of one is slow one day. */
const growing = [
  'turns',
  'messages',
  'deliveries',
  'receipts',
  'usage',
  'participants',
  'persons',
  'rooms',
  'members',
  'conversations',
  'facts',
  'evidence',
  'recall_log',
  'adapter_state',
  'actions',
];

interface PlanRow {
  readonly detail: string;
}

describe('every statement of a journey', () => {
  const statements = new Set<string>();
  const folder = mkdtempSync(join(tmpdir(), 'miachat-plan-'));
  let database: import('better-sqlite3').Database;

  beforeAll(async () => {
    const clock = createFakeClock();
    const store = await openSqliteStore({ folder, clock, onStatement: (sql) => statements.add(sql) });
    const state = store.adapterState('fake');
    await state.set('sync', '1');
    await state.list('s');
    await state.delete('sync');
    const stage = await createStage({ clock, store, script: (request) => says('You said ', request.messages.at(-2)?.text ?? '') });
    const { platform } = stage;
    for (const text of ['my lantern is red', 'where is my lantern', 'and the river']) {
      await platform.say('ada', text);
      await clock.advance(5000);
    }
    for (const count of [1, 2, 3, 4, 5, 6]) await platform.say('bob', `Mia, lantern ${count}`, { room: 'den' });
    await clock.advance(20_000);
    await platform.edits('event-3', 'and the sea', 'ada');
    await clock.advance(1000);
    await platform.deletes('event-1', 'ada');
    await platform.say('ada', 'x'.repeat(30_000));
    await clock.advance(10_000);
    await store.rooms.members('fake:den');
    await store.deliveries.depth();
    await stage.engine.close(0);
    await store.commit([{ write: 'members', room: 'fake:den', joined: ['fake:eve'], left: ['fake:bob'], at: 1 }]);
    const again = await createStage({ clock, store, script: () => says('again') });
    await again.engine.close(0);
    await store.close();
    database = new Database(join(folder, 'miachat.db'), { readonly: true });
  });

  afterAll(() => database.close());

  /** The scans of growing tables in a statement's plan. */
  function scansOf(sql: string): readonly string[] {
    const plan = database.prepare<[], PlanRow>(`EXPLAIN QUERY PLAN ${sql}`).all();
    return plan
      .map(({ detail }) => detail)
      .filter((detail) => {
        const table = /^SCAN (?<table>\w+)/.exec(detail)?.groups?.['table'];
        if (table === undefined) return false;
        const aliased = new RegExp(`(?:FROM|JOIN) "?(?<name>\\w+)"? AS "?${table}"?\\b`, 'i').exec(sql)?.groups?.['name'] ?? table;
        return growing.includes(aliased);
      });
  }

  it('was seen, reads and writes', () => {
    const kinds = new Set([...statements].map((sql) => sql.trim().split(/\s/)[0]?.toUpperCase()));
    expect(kinds).toContain('SELECT');
    expect(kinds).toContain('INSERT');
    expect(kinds).toContain('UPDATE');
    expect(statements.size).toBeGreaterThan(50);
  });

  it('finds its rows by an index', () => {
    const plain = [...statements].filter((sql) => /^\s*(?:SELECT|INSERT|UPDATE|DELETE|WITH)\b/i.test(sql));
    const scans = plain.flatMap((sql) => scansOf(sql).map((detail) => `${detail} in ${sql.slice(0, 300)}`));
    expect(scans).toEqual([]);
  });

  it('and a planted scan is noticed', () => {
    expect(scansOf("SELECT * FROM messages WHERE text = 'lantern'")).not.toEqual([]);
    expect(scansOf("SELECT count(*) FROM turns AS t WHERE t.code = 'bug'")).not.toEqual([]);
    expect(scansOf('UPDATE deliveries SET part = 1 WHERE personality = 1')).not.toEqual([]);
  });
});
