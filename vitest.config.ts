import { defineConfig } from 'vitest/config';

export default defineConfig({
  // As Node resolves what packages import themselves: two copies of graphql refuse each other.
  ssr: { resolve: { conditions: ['module', 'node'] } },
  test: {
    include: ['tests/**/*.test.{ts,tsx}'],
    exclude: ['tests/e2e/**'],
    globalSetup: ['tests/support/postgres-door.ts'],
    testTimeout: 20_000,
    hookTimeout: 60_000,
  },
});
