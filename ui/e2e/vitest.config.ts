import { defineConfig } from 'vitest/config';

// Real Chromium against the real program: one at a time, no time is measured.
export default defineConfig({
  root: new URL('.', import.meta.url).pathname,
  test: {
    include: ['*.e2e.ts'],
    fileParallelism: false,
    testTimeout: 60_000,
    hookTimeout: 60_000,
  },
});
