import { defineConfig } from 'vitest/config';

/** One configuration for every package: sources of siblings are read directly, no build step is needed. */
export default defineConfig({
  resolve: { conditions: ['@parton/source', 'node', 'module', 'development|production'] },
  ssr: {
    resolve: {
      conditions: ['@parton/source', 'node', 'module', 'development|production'],
      externalConditions: ['@parton/source', 'node', 'module'],
    },
  },
  test: {
    include: ['test/**/*.test.ts'],
    testTimeout: 60_000,
    reporters: ['default', 'json'],
    outputFile: { json: '.vitest/results.json' },
    benchmark: { include: ['bench/**/*.bench.ts'] },
  },
});
