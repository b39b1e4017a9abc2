import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { loopbackOnly } from './loopback-only.ts';
import { type GateResult, spawnTool } from './run-tool.ts';

/** All tests, where it can be had with no network but this computer; the numbers come from vitest's own report, not from its exit code alone. */
export async function runTests(): Promise<GateResult> {
  const folder = await mkdtemp(join(tmpdir(), 'miachat-tests-'));
  const report = join(folder, 'report.json');
  try {
    const within = loopbackOnly();
    const args = ['run', '--reporter=default', '--reporter=json', `--outputFile.json=${report}`];
    const { code, output } = await spawnTool('vitest', args, within);
    const { numPassedTests, numFailedTests } = JSON.parse(await readFile(report, 'utf8'));
    const failed = Math.max(Number(numFailedTests), code === 0 ? 0 : 1);
    return {
      passed: Number(numPassedTests),
      failed,
      output,
      note: `${numPassedTests} tests, ${within === undefined ? 'WITH THE NETWORK OF THIS MACHINE' : 'no network but loopback'}`,
    };
  } catch (thrown) {
    return { passed: 0, failed: 1, output: `no report of the tests: ${String(thrown)}` };
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}
