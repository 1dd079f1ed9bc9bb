import { join } from 'node:path';
import { configDefaults, defineConfig } from 'vitest/config';

/** What loads the server's program, and with it GraphQL. */
const SERVER = ['tests/server/**/*.test.{ts,tsx}', 'tests/docs/**/*.test.{ts,tsx}'];

export default defineConfig({
  test: {
    globalSetup: ['tests/support/postgres-door.ts'],
    // Many tests start processes of their own; those read what they run as it was compiled before.
    env: { NODE_COMPILE_CACHE: join(import.meta.dirname, 'node_modules', '.cache', 'compiled') },
    setupFiles: ['tests/support/fixed-draws.ts'],
    // Tests wait for databases and servers more than for this machine.
    maxWorkers: '100%',
    testTimeout: 20_000,
    hookTimeout: 60_000,
    projects: [
      {
        extends: true,
        test: {
          name: 'all',
          include: ['tests/**/*.test.{ts,tsx}'],
          exclude: [...configDefaults.exclude, 'tests/e2e/**', ...SERVER],
        },
      },
      {
        extends: true,
        // As Node resolves what packages import themselves: two copies of graphql refuse each other.
        ssr: { resolve: { conditions: ['module', 'node'] } },
        test: { name: 'server', include: SERVER },
      },
    ],
  },
});
