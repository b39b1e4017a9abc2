import { mkdirSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Database } from 'better-sqlite3';
import { BotError } from '../../../core/errors.ts';

/** "Mia!" – marks a database as ours, so that a foreign one is never touched. */
export const applicationId = 0x4d696121;

export interface MigratePlan {
  /** Folder of numbered SQL files; their number is the schema's version. */
  readonly migrations: string;
  /** Where a copy of an existing database goes before the first change to it. */
  readonly backups: string;
  /** Names the copy. */
  readonly stamp: string;
}

/** Brings the schema up to date: forward only, one transaction per migration together with its number, after a copy of what was there. */
export function migrate(database: Database, plan: MigratePlan): void {
  const files = readdirSync(plan.migrations).filter((name) => name.endsWith('.sql')).sort();
  const version = checkSchema(database, files.length);
  if (version === files.length) return;
  if (version > 0) backUp(database, plan, version);
  for (const [index, file] of files.entries()) {
    if (index < version) continue;
    const statements = readFileSync(join(plan.migrations, file), 'utf8').split('--> statement-breakpoint');
    const apply = database.transaction(() => {
      for (const statement of statements) database.exec(statement);
      database.pragma(`application_id = ${applicationId}`);
      database.pragma(`user_version = ${index + 1}`);
    });
    apply.immediate();
  }
}

/** The version on disk. Refuses a database that is not ours and one that a newer program has written; neither is changed. */
export function checkSchema(database: Database, newest: number): number {
  const version = Number(database.pragma('user_version', { simple: true }));
  const id = Number(database.pragma('application_id', { simple: true }));
  const tables = Number(database.prepare('SELECT count(*) FROM sqlite_schema').pluck().get());
  if (id !== applicationId && (id !== 0 || tables > 0)) {
    throw new BotError('data-foreign', 'miachat.db belongs to another program. Move it away or choose another MIACHAT_DATA_DIR; it is untouched.', { field: 'MIACHAT_DATA_DIR' });
  }
  if (version > newest) {
    throw new BotError('data-newer', `miachat.db was written by a newer MiaChat (schema ${version}, this one knows ${newest}). Update MiaChat; the file is untouched.`);
  }
  return version;
}

function backUp(database: Database, { backups, stamp }: MigratePlan, version: number): void {
  mkdirSync(backups, { recursive: true, mode: 0o700 });
  database.prepare('VACUUM INTO ?').run(join(backups, `schema-${version}-${stamp}.db`));
}
