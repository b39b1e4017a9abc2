import { glob } from 'node:fs/promises';
import { z } from 'zod';
import { type GateResult, spawnTool } from './run-tool.ts';

const report = z.object({
  modules: z.array(z.object({ source: z.string() })),
  summary: z.object({ violations: z.array(z.object({ from: z.string(), to: z.string(), rule: z.object({ name: z.string() }) })) }),
});

/** dependency-cruiser with the swc parser. With another parser it may read nothing and be content, so the files are counted. */
export async function arrows(): Promise<GateResult> {
  const { output } = await spawnTool('depcruise', ['--config', '.dependency-cruiser.cjs', '--output-type', 'json', 'src', 'bin']);
  const read = report.safeParse(parse(output));
  if (!read.success) return { passed: 0, failed: 1, output };
  const seen = new Set(read.data.modules.map(({ source }) => source));
  const unseen: string[] = [];
  for await (const file of glob('src/**/*.ts')) if (!seen.has(file)) unseen.push(`${file} was not read`);
  const broken = read.data.summary.violations.map(({ from, to, rule }) => `${rule.name}: ${from} → ${to}`);
  const faults = [...unseen, ...broken];
  return { passed: faults.length === 0 ? 1 : 0, failed: faults.length, output: faults.join('\n'), note: `${seen.size} modules` };
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
