import { toBotError } from '../core/errors.ts';
import { parseArguments, usage } from './cli/parse-arguments.ts';
import { createApp } from './create-app.ts';
import { exitCodeFor } from './exit-codes.ts';
import { createShutdown } from './shutdown.ts';
import { version } from './version.ts';

/** How long a stopping bot lets running answers finish before they are saved. */
const graceMs = 8_000;

/** START HERE. Reads what was asked, builds the bot, starts it, and ends it well. */
export async function main(argv: readonly string[], parts: Parameters<typeof createApp>[0]['parts'] = {}): Promise<void> {
  try {
    const asked = parseArguments(argv);
    if (asked.command === 'help') return void process.stdout.write(`${usage}\n`);
    if (asked.command === 'version') return void process.stdout.write(`${version}\n`);
    const app = await createApp({ asked, parts, leave: (code) => shutdown.leave(code) });
    const shutdown = createShutdown({ drain: () => app.stop(graceMs), exit: (code) => process.exit(code), now: () => performance.now() });
    process.on('SIGTERM', shutdown.signal).on('SIGINT', shutdown.signal);
    await app.start();
  } catch (thrown) {
    fail(argv, thrown);
  }
}

/** One clear line, a stable code, and the last line of stdout is JSON when that was asked for. */
function fail(argv: readonly string[], thrown: unknown): void {
  const { code, field, message, cause } = toBotError(thrown);
  // A message we did not write may hold anything, chat text too: only where it happened is told.
  const frames = code === 'bug' && cause instanceof Error ? cause.stack?.split('\n').filter((line) => /^\s+at /.test(line)) : undefined;
  const text = [message, ...(frames ?? [])].join('\n');
  process.stderr.write(`miachat: ${text}\n${code === 'usage' ? `\n${usage}\n` : ''}`);
  if (argv.includes('--json')) process.stdout.write(`${JSON.stringify({ type: 'error', to: null, code, field, message })}\n`);
  process.exitCode = exitCodeFor(code);
  setImmediate(() => process.exit());
}

process.on('unhandledRejection', (thrown) => {
  fail(process.argv, thrown);
});
