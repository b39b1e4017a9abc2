import type { Database } from 'better-sqlite3';
import type { BetterSQLite3Database } from 'drizzle-orm/better-sqlite3';
import type { SQLiteTable } from 'drizzle-orm/sqlite-core';
import { drizzle, getTableColumns, sql } from './drizzle.ts';

/** The open database, as the areas of the store use it: typed reads and inserts by drizzle, the other statements as SQL. */
export interface Connection {
  readonly client: Database;
  readonly orm: BetterSQLite3Database;
  /** Runs `work` in one transaction that takes the write lock at once. */
  atomically<Result>(work: () => Result): Result;
}

export function connect(client: Database): Connection {
  return {
    client,
    orm: drizzle(client, { casing: 'snake_case' }),
    atomically: (work) => client.transaction(work).immediate(),
  };
}

/** An INSERT prepared once, of whole rows. True when it was new; with `orIgnore` false when a unique key was there already. */
export function inserter<Table extends SQLiteTable>(
  { orm }: Connection,
  table: Table,
  orIgnore = false,
): (row: Table['$inferSelect']) => boolean {
  const names = Object.keys(getTableColumns(table));
  const row = Object.fromEntries(names.map((name) => [name, sql.placeholder(name)])) as unknown as Table['$inferInsert'];
  const insert = orm.insert(table).values(row);
  const prepared = (orIgnore ? insert.onConflictDoNothing() : insert).prepare();
  return (values) => prepared.run(values).changes > 0;
}

/** Several values in one bound parameter: `column IN (SELECT value FROM json_each(:name))`. */
export function anyOf(name: string) {
  return sql`(SELECT value FROM json_each(${sql.placeholder(name)}))`;
}
