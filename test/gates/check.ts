import { gates } from './gates.ts';

// `npm run check [GATE …]`: every gate one after the other; the last line is the count CI reads.
const wanted = process.argv.slice(2);
const strange = wanted.filter((name) => !gates.some((gate) => gate.name === name));
if (strange.length > 0) {
  process.stderr.write(`No gate is called ${strange.join(', ')}. There are: ${gates.map(({ name }) => name).join(', ')}.\n`);
  process.exit(2);
}

let passed = 0;
let failed = 0;
for (const gate of gates) {
  if (wanted.length > 0 && !wanted.includes(gate.name)) continue;
  const begun = performance.now();
  const result = await gate.run();
  const seconds = ((performance.now() - begun) / 1000).toFixed(1);
  passed += result.passed;
  failed += result.failed;
  process.stdout.write(
    `${result.failed === 0 ? '✓' : '✗'} ${gate.name} · ${seconds} s${result.note === undefined ? '' : ` · ${result.note}`}\n`,
  );
  if (result.failed > 0) process.stdout.write(`${result.output}\n`);
}
process.stdout.write(`${passed} passed, ${failed} failed\n`);
process.exitCode = failed === 0 ? 0 : 1;
