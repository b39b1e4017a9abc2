import { configDefaults, defineConfig } from 'vitest/config';

export default defineConfig({
  test: {
    include: ['src/**/*.test.ts', 'test/**/*.test.ts'],
    // Live tests need real servers: `npm run test:live`.
    exclude: [...configDefaults.exclude, 'test/live/**'],
    testTimeout: 30_000,
    hookTimeout: 30_000,
    // Two cores: children of journeys need one of them.
    maxWorkers: 2,
  },
});
