import { defineConfig } from 'vitest/config';

export default defineConfig({
  test: {
    include: ['tests/**/*.test.{ts,tsx}'],
    exclude: ['tests/e2e/**'],
    globalSetup: ['tests/support/postgres-door.ts'],
    testTimeout: 20_000,
    hookTimeout: 60_000,
  },
});
