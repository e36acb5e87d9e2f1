import { defineConfig } from 'vitest/config';

// In development the pages talk to a running planatlas: PLANATLAS_API, by
// default its usual address.
const api = process.env.PLANATLAS_API ?? 'http://127.0.0.1:8080';

export default defineConfig({
  base: './',
  server: { proxy: { '/api': { target: api, changeOrigin: true } } },
  build: {
    target: 'chrome87',
    cssTarget: 'chrome87',
    // Strict CSP: nothing is inlined into the page or as data: URLs.
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
    reportCompressedSize: true,
    // dist/.gitkeep stays: the Go side embeds the folder before it is built.
    emptyOutDir: false,
  },
  test: { include: ['test/**/*.test.ts', 'test/**/*.test.tsx'], environment: 'node' },
});
