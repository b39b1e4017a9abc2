import { glob, readFile } from 'node:fs/promises';
import { collectVariables } from '../../src/bot/config.ts';
import { toEnvExample } from '../../src/bot/env-example.ts';
import { arrows } from './arrows.ts';
import { runTests } from './run-tests.ts';
import { type GateResult, runTool } from './run-tool.ts';

export interface Gate {
  readonly name: string;
  run(): Promise<GateResult>;
}

/** Longest file of source or test, in lines. */
const longestFile = 400;

/** Every gate in the order they run: the quick ones first. */
export const gates: readonly Gate[] = [
  { name: 'types', run: () => runTool('tsc', ['-p', '.']) },
  { name: 'biome', run: () => runTool('biome', ['check', '--error-on-warnings', '.']) },
  { name: 'arrows', run: arrows },
  { name: 'knip', run: () => runTool('knip', []) },
  { name: 'env-example', run: envExample },
  { name: 'file-length', run: fileLength },
  { name: 'lock-file', run: lockFile },
  { name: 'tests', run: runTests },
];

async function envExample(): Promise<GateResult> {
  const isInStep = (await readFile('.env.example', 'utf8')) === toEnvExample(await collectVariables());
  return judge(isInStep ? [] : ['.env.example is behind the schemas: npm run env:example']);
}

async function fileLength(): Promise<GateResult> {
  const long: string[] = [];
  for await (const file of glob('{src,test,bin,migrations}/**/*.{ts,mjs}')) {
    const lines = (await readFile(file, 'utf8')).split('\n').length - 1;
    if (lines > longestFile) long.push(`${file}: ${lines} lines, ${longestFile} are the most`);
  }
  return judge(long);
}

/** Any mirror must serve: an address in the lock would name one. */
async function lockFile(): Promise<GateResult> {
  const lock = await readFile('package-lock.json', 'utf8');
  return judge(/"resolved": "https?:/.test(lock) ? ['package-lock.json holds registry addresses'] : []);
}

function judge(faults: readonly string[]): GateResult {
  return { passed: faults.length === 0 ? 1 : 0, failed: faults.length, output: faults.join('\n') };
}
