import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';

export interface GateResult {
  readonly passed: number;
  readonly failed: number;
  readonly output: string;
  readonly note?: string;
}

export interface ToolRun {
  readonly code: number;
  readonly output: string;
}

/** Runs one of the project's own tools, `within` a command line that runs another one, and keeps what it printed. */
export async function spawnTool(name: string, args: readonly string[], within: readonly string[] = []): Promise<ToolRun> {
  const [command = '', ...rest] = [...within, join('node_modules', '.bin', name), ...args];
  const child = spawn(command, rest, { env: { ...process.env, NO_COLOR: '1', FORCE_COLOR: '0' } });
  let output = '';
  for (const stream of [child.stdout, child.stderr]) {
    stream.setEncoding('utf8').on('data', (text: string) => {
      output += text;
    });
  }
  const [code] = await once(child, 'close');
  return { code: typeof code === 'number' ? code : 1, output };
}

export async function runTool(name: string, args: readonly string[]): Promise<GateResult> {
  const { code, output } = await spawnTool(name, args);
  return { passed: code === 0 ? 1 : 0, failed: code === 0 ? 0 : 1, output };
}
