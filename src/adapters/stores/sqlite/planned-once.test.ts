import { createRequire } from 'node:module';
import { afterAll, beforeAll, expect, it, vi } from 'vitest';
import { plannedOnce } from './planned-once.ts';

const Database: typeof import('better-sqlite3') = createRequire(import.meta.url)('better-sqlite3');
const client = new Database(':memory:');

beforeAll(() =>
  client.exec(`CREATE TABLE lines (key INTEGER PRIMARY KEY, id TEXT NOT NULL UNIQUE, room INTEGER);
  CREATE TABLE rooms (key INTEGER PRIMARY KEY, name TEXT); INSERT INTO rooms VALUES (1, 'den'); INSERT INTO lines VALUES (1, 'a', 1), (2, 'b', 1)`),
);
afterAll(() => client.close());

/** better-sqlite3 makes a function for the rows of a statement whenever SQLite has planned it anew. */
function plansOf(sql: string): { readonly plans: number; readonly found: readonly unknown[] } {
  const made = vi.spyOn(globalThis, 'Function');
  try {
    const statement = client.prepare<[string], unknown>(sql);
    const found = ['a', 'b', 'none', 'a'].map((id) => statement.get(id));
    return { plans: made.mock.calls.length, found };
  } finally {
    made.mockRestore();
  }
}

const joined = 'SELECT l.key, r.name FROM lines AS l CROSS JOIN rooms AS r ON r.key = l.room WHERE l.id = ?';

it('keeps SQLite from planning a statement at each call', () => {
  const asWritten = plansOf(joined);
  const planned = plansOf(plannedOnce(joined));
  // Once this is no more so, nobody needs the plus.
  expect(asWritten.plans).toBe(3);
  expect(planned.plans).toBe(1);
  expect(planned.found).toEqual(asWritten.found);
});

it('finds parameters of both kinds and nothing in quotes', () => {
  expect(plannedOnce(`SELECT '?:no' FROM t WHERE a=? AND b IN (SELECT value FROM json_each(:list)) LIMIT :limit`)).toBe(
    `SELECT '?:no' FROM t WHERE a=+? AND b IN (SELECT value FROM json_each(+:list)) LIMIT +:limit`,
  );
});
