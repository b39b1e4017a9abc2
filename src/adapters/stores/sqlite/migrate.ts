import { chmodSync, mkdirSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Database } from 'better-sqlite3';
import { BotError } from '../../../core/errors.ts';

/** "Mia!" marks a database as ours, so that a foreign one is never touched. */
export const applicationId = 0x4d696121;

export interface MigratePlan {
  /** The SQL files in order; how many are applied is the schema's version. */
  readonly files: readonly string[];
  /** Where a copy of an existing database goes before the first change to it. */
  readonly backups: string;
  /** Names the copy. */
  readonly stamp: string;
}

/** `0001-tables.sql`, `0002-index.sql`, …; a gap or a double number is a mistake of ours. */
export function listMigrations(folder: string): readonly string[] {
  const names = readdirSync(folder)
    .filter((name) => name.endsWith('.sql'))
    .sort();
  const wrong = names.find((name, index) => Number.parseInt(name, 10) !== index + 1);
  if (wrong !== undefined) throw new BotError('bug', `migration ${wrong} is out of order`);
  return names.map((name) => join(folder, name));
}

/** Brings the schema up to date: forward only, one transaction per migration together with its number, after a copy of what was there. */
export function migrate(database: Database, { files, backups, stamp }: MigratePlan): void {
  const version = versionOf(database);
  if (version === files.length) return;
  if (version > 0) {
    mkdirSync(backups, { recursive: true, mode: 0o700 });
    const copy = join(backups, `before-${version + 1}-${stamp}.db`);
    database.prepare('VACUUM INTO ?').run(copy);
    chmodSync(copy, 0o600);
  }
  for (const [index, file] of files.entries()) {
    if (index < version) continue;
    const statements = readFileSync(file, 'utf8').split('--> statement-breakpoint');
    const apply = database.transaction(() => {
      for (const statement of statements) database.exec(statement);
      database.pragma(`application_id = ${applicationId}`);
      database.pragma(`user_version = ${index + 1}`);
    });
    apply.immediate();
  }
}

/** Refuses a database that is not ours and one that a newer program has written; neither is changed. */
export function checkSchema(database: Database, { newest, readonly }: { readonly newest: number; readonly readonly: boolean }): void {
  const version = versionOf(database);
  const id = Number(database.pragma('application_id', { simple: true }));
  const tables = database.prepare<[], number>('SELECT count(*) FROM sqlite_schema').pluck().get() ?? 0;
  if (id !== applicationId && (id !== 0 || tables > 0)) {
    throw new BotError(
      'data-foreign',
      'miachat.db belongs to another program and is untouched. Move it away, or set MIACHAT_DATA_DIR to another folder.',
      { field: 'MIACHAT_DATA_DIR' },
    );
  }
  if (version > newest) {
    throw new BotError(
      'data-newer',
      `miachat.db was written by a newer MiaChat (schema ${version}; this one knows ${newest}) and is untouched. Update MiaChat.`,
    );
  }
  if (readonly && version < newest) {
    throw new BotError(
      'storage-failed',
      `miachat.db was written by an older MiaChat (schema ${version}; this one reads ${newest}). Start the bot once; it brings the file up to date.`,
    );
  }
}

function versionOf(database: Database): number {
  return Number(database.pragma('user_version', { simple: true }));
}
