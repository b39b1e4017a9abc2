import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { cpSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type Fault, faults } from './faults.ts';

// `npm run sabotage`: each fault is planted in a copy of the project, alone, and a test must fail.
const root = join(import.meta.dirname, '../..');
const parts = [
  'src',
  'test',
  'bin',
  'migrations',
  'personalities',
  'package.json',
  'tsconfig.json',
  'vitest.config.ts',
  '.env.example',
  'README.md',
];

async function fails(folder: string, tests: readonly string[]): Promise<boolean> {
  const child = spawn(join(root, 'node_modules/.bin/vitest'), ['run', '--bail=1', '--reporter=dot', ...tests], {
    cwd: folder,
    stdio: 'ignore',
  });
  const [code] = await once(child, 'exit');
  return code !== 0;
}

/** The quick tests first; the journeys only when those noticed nothing. */
async function isNoticed(fault: Fault | undefined): Promise<boolean> {
  const folder = mkdtempSync(join(tmpdir(), 'miachat-sabotage-'));
  try {
    for (const part of parts) cpSync(join(root, part), join(folder, part), { recursive: true });
    symlinkSync(join(root, 'node_modules'), join(folder, 'node_modules'));
    if (fault !== undefined) plant(folder, fault);
    return (await fails(folder, ['src'])) || (await fails(folder, ['test/journeys']));
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

function plant(folder: string, fault: Fault): void {
  const file = join(folder, fault.file);
  const source = readFileSync(file, 'utf8');
  if (source.split(fault.find).length !== 2) throw new Error(`"${fault.name}" does not fit ${fault.file} any more`);
  writeFileSync(
    file,
    source.replace(fault.find, () => fault.replace),
  );
}

// A fault is only noticed by tests that pass without it.
if (await isNoticed(undefined)) throw new Error('the tests fail without any fault');
let missed = 0;
for (const fault of faults) {
  const noticed = await isNoticed(fault);
  if (!noticed) missed += 1;
  process.stdout.write(`${noticed ? '✓ noticed' : '✗ MISSED'} · ${fault.name}\n`);
}
process.stdout.write(`${faults.length - missed} passed, ${missed} failed\n`);
process.exitCode = missed === 0 ? 0 : 1;
