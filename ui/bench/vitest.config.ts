import { defineConfig } from 'vitest/config';

// Measures, prints, judges nothing: budgets stand in docs/benchmarks.md.
export default defineConfig({
  root: new URL('.', import.meta.url).pathname,
  test: { include: ['*.bench.ts'], fileParallelism: false, testTimeout: 600_000, hookTimeout: 60_000, disableConsoleIntercept: true },
});
