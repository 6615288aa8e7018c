import { defineConfig } from 'vitest/config';

const SLOW = 'test/**/*.slow.test.ts';

// fast: what `npm run check` runs while working. slow: real data, the packed package, browsers and edge runtimes.
export default defineConfig({
  define: { ASC_FEATURE_SIMD: 'false' },
  test: {
    reporters: ['default', './test/support/reporter.ts'],
    projects: [
      { extends: true, test: { name: 'fast', include: ['test/**/*.test.ts'], exclude: [SLOW, '**/node_modules/**'], testTimeout: 30_000 } },
      {
        extends: true,
        test: { name: 'slow', include: [SLOW], exclude: ['**/node_modules/**'], testTimeout: 600_000, hookTimeout: 600_000 },
      },
    ],
  },
});
