import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { cp, mkdir, mkdtemp, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { z } from 'zod';

const root = join(import.meta.dirname, '../..');
const plants: readonly (readonly [rule: string, file: string, code: string])[] = [
  ['core-is-pure', 'src/core/turns/planted-adapter.ts', "import type {} from '../../adapters/platforms/terminal/printable.ts';"],
  ['core-packages', 'src/core/turns/planted-node.ts', "import { readFileSync } from 'node:fs';\nreadFileSync('x');"],
  ['core-packages', 'src/core/turns/planted-package.ts', "import pino from 'pino';\npino();"],
  ['adapters-see-ports', 'src/adapters/platforms/terminal/planted-core.ts', "import type {} from '../../../core/turns/run-turn.ts';"],
  ['adapters-apart', 'src/adapters/platforms/terminal/planted-sibling.ts', "import type {} from '../../stores/sqlite/index.ts';"],
  ['adapters-apart', 'src/adapters/platforms/terminal/planted-secret.ts', "import type {} from '../../secrets/index.ts';"],
  ['secrets-apart', 'src/adapters/secrets/planted-store.ts', "import type {} from '../stores/sqlite/index.ts';"],
  ['nobody-imports-bot', 'src/adapters/providers/offline/planted-bot.ts', "import type {} from '../../../bot/config.ts';"],
  ['src-without-test', 'src/core/replies/planted-test.ts', "import type {} from '../../../test/fakes/fake-clock.ts';"],
  ['better-sqlite3-at-home', 'src/bot/planted-sdk.ts', "import Database from 'better-sqlite3';\nnew Database();"],
  [
    '@matrix-org-at-home',
    'src/adapters/platforms/matrix/planted-wasm.ts',
    "import { UserId } from '@matrix-org/matrix-sdk-crypto-wasm';\nnew UserId('');",
  ],
  ['drizzle-orm-at-home', 'src/adapters/stores/sqlite/planted-drizzle.ts', "import { sql } from 'drizzle-orm';\nsql`SELECT 1`;"],
];

const report = z.object({
  summary: z.object({ violations: z.array(z.object({ from: z.string(), rule: z.object({ name: z.string() }) })) }),
});

describe('the arrows of the house', () => {
  let folder = '';
  let violations: readonly { readonly from: string; readonly rule: { readonly name: string } }[] = [];

  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'miachat-arrows-'));
    for (const part of ['src', 'test/fakes', '.dependency-cruiser.cjs', 'package.json', 'tsconfig.json'])
      await cp(join(root, part), join(folder, part), { recursive: true });
    await symlink(join(root, 'node_modules'), join(folder, 'node_modules'));
    for (const [, file, code] of plants) {
      await mkdir(dirname(join(folder, file)), { recursive: true });
      await writeFile(join(folder, file), `${code}\n`);
    }
    const child = spawn(
      join(root, 'node_modules/.bin/depcruise'),
      ['--config', '.dependency-cruiser.cjs', '--output-type', 'json', 'src'],
      { cwd: folder },
    );
    let output = '';
    child.stdout.setEncoding('utf8').on('data', (text: string) => {
      output += text;
    });
    await once(child, 'close');
    violations = report.parse(JSON.parse(output)).summary.violations;
  });

  afterAll(() => rm(folder, { recursive: true, force: true }));

  it.each(plants)('%s catches %s', (rule, file) => {
    expect(violations.filter(({ from }) => from === file).map((violation) => violation.rule.name)).toContain(rule);
  });

  it('finds nothing but what was planted', () => {
    expect(violations.filter(({ from }) => !plants.some(([, file]) => file === from))).toEqual([]);
  });
});
