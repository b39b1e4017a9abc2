import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { defineConfig } from 'vitest/config';

const root = join(import.meta.dirname, '../..');
const hasAdapter = existsSync(join(root, 'src/adapters/platforms/matrix/index.ts'));

/** Started by run-live.ts, which has the servers ready. The bot's journeys need a bot that speaks Matrix. */
export default defineConfig({
  root,
  test: {
    include: ['test/live/**/*.live.test.ts'],
    exclude: hasAdapter ? [] : ['test/live/journeys/**', 'test/live/platform.live.test.ts'],
    // Default rate limits make people wait: an edit in five seconds.
    testTimeout: 120_000,
    hookTimeout: 60_000,
    // A server, a bot and a test file are enough for two cores.
    fileParallelism: false,
    // The people's SDK talks a lot; of use only where something failed.
    silent: 'passed-only',
  },
});
