import { writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import * as schema from './schema.ts';

// Prints the SQL of the whole schema; a new migration is what it gives beyond the last one. drizzle-kit's library comes as
// CommonJS, its own command wants a configuration of its own.
const kit: typeof import('drizzle-kit/api') = createRequire(import.meta.url)('drizzle-kit/api');
const before = await kit.generateSQLiteDrizzleJson({});
const now = await kit.generateSQLiteDrizzleJson({ ...schema }, before.id, 'snake_case');
const statements = await kit.generateSQLiteMigration(before, now);
writeFileSync(process.stdout.fd, `${statements.map((statement) => statement.trim()).join('\n--> statement-breakpoint\n')}\n`);
