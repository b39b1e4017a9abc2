import { toBotError } from '../core/errors.ts';
import { withoutKeys } from '../core/privacy/find-keys.ts';
import { createSay } from '../core/texts/create-say.ts';
import { type Asked, parseArguments, usage } from './cli/parse-arguments.ts';
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
    if (asked.command !== 'start' && asked.command !== 'chat') return end(await runJob(asked));
    const app = await createApp({
      asked,
      parts,
      leave: (code) => shutdown.leave(code),
      // What runs is saved first; then it ends as a start that cannot be does.
      fail: (error) =>
        void app.stop(0).then(
          () => fail(argv, error),
          () => fail(argv, error),
        ),
    });
    const shutdown = createShutdown({ drain: () => app.stop(graceMs), exit: (code) => process.exit(code), now: () => performance.now() });
    process.on('SIGTERM', shutdown.signal).on('SIGINT', shutdown.signal);
    await app.start();
  } catch (thrown) {
    fail(argv, thrown);
  }
}

/** Everything that is no bot: done, and the exit code. */
async function runJob(asked: Exclude<Asked, { readonly command: 'start' | 'chat' }>): Promise<number> {
  if (asked.command === 'help' || asked.command === 'version') {
    process.stdout.write(`${asked.command === 'help' ? usage : version}\n`);
    return 0;
  }
  if (asked.command === 'connect') return (await import('./cli/run-connect.ts')).runConnect(asked);
  if (asked.command === 'rotate' || asked.command === 'forget') return (await import('./cli/run-keys.ts')).runKeys(asked);
  return (await import('./cli/run-personality.ts')).runPersonality(asked);
}

/** One clear line, a stable code, and the last line of stdout is JSON when that was asked for. */
function fail(argv: readonly string[], thrown: unknown): void {
  const { code, field, message: inner, advice, cause } = toBotError(thrown);
  const message = advice === undefined ? inner : createSay()(Intl.DateTimeFormat().resolvedOptions().locale, advice, {});
  // A message we did not write may hold anything, chat text too: only where it happened is told.
  const frames = code === 'bug' && cause instanceof Error ? cause.stack?.split('\n').filter((line) => /^\s+at /.test(line)) : undefined;
  const text = withoutKeys([message, ...(frames ?? [])].join('\n'));
  process.stderr.write(`miachat: ${text}\n${code === 'usage' ? `\n${usage}\n` : ''}`);
  if (argv.includes('--json'))
    process.stdout.write(`${JSON.stringify({ type: 'error', to: null, code, field, message: withoutKeys(message) })}\n`);
  end(exitCodeFor(code));
}

function end(code: number): void {
  process.exitCode = code;
  // Pipes are written to the end before the process goes.
  setImmediate(() => process.exit());
}

process.on('unhandledRejection', (thrown) => {
  fail(process.argv, thrown);
});
