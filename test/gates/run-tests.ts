import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type GateResult, spawnTool } from './run-tool.ts';

/** All tests; the numbers come from vitest's own report, not from its exit code alone. */
export async function runTests(): Promise<GateResult> {
  const folder = await mkdtemp(join(tmpdir(), 'miachat-tests-'));
  const report = join(folder, 'report.json');
  try {
    const { code, output } = await spawnTool('vitest', ['run', '--reporter=default', '--reporter=json', `--outputFile.json=${report}`]);
    const { numPassedTests, numFailedTests } = JSON.parse(await readFile(report, 'utf8'));
    const failed = Math.max(Number(numFailedTests), code === 0 ? 0 : 1);
    return { passed: Number(numPassedTests), failed, output, note: `${numPassedTests} tests` };
  } catch (thrown) {
    return { passed: 0, failed: 1, output: `no report of the tests: ${String(thrown)}` };
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}
