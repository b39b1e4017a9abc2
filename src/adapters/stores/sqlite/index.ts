export type { Check } from './check-database.ts';
export { type Lock, lockFolder } from './lock.ts';
export type { OpenOptions } from './open-database.ts';
export { openSqliteStore, type SqliteStore } from './sqlite-store.ts';
