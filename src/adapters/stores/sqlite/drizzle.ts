import { createRequire } from 'node:module';

/** drizzle's ESM entry costs 180 MiB and 300 ms more than its CommonJS one, so everything of it comes through here. */
const require = createRequire(import.meta.url);

export const { drizzle }: typeof import('drizzle-orm/better-sqlite3') = require('drizzle-orm/better-sqlite3');
export const { and, asc, desc, eq, getTableColumns, isNotNull, isNull, sql }: typeof import('drizzle-orm') = require('drizzle-orm');
export const {
  blob,
  index,
  integer,
  primaryKey,
  sqliteTable,
  text,
  uniqueIndex,
}: typeof import('drizzle-orm/sqlite-core') = require('drizzle-orm/sqlite-core');
