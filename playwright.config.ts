import { defineConfig } from '@playwright/test';
import { findBrowser } from './scripts/browser.mjs';
import { electronProgram } from './scripts/electron-program.mjs';

const browser = await findBrowser();
if (browser) process.env.KATYDID_TEST_BROWSER = browser;

// The same specs run in every shell. Real Electron needs its own program, which not every machine
// can have; where it must be there, its absence is a failure and not a gap.
const electron = electronProgram() !== undefined;
if (process.env.KATYDID_REQUIRE_ELECTRON && !electron) {
  throw new Error("KATYDID_REQUIRE_ELECTRON is set, and Electron's program is not installed.");
}

// Parts of the interface by themselves; no shell is needed.
const components = 'components.spec.ts';
// What only one shell has stands in a folder of its name, and is not asked of the others.
const ownTo = (shell: string) => `${shell}/**`;

export default defineConfig<{ shell: string }>({
  testDir: 'tests/e2e',
  outputDir: 'test-results',
  fullyParallel: true,
  workers: 2,
  timeout: 60_000,
  forbidOnly: Boolean(process.env.CI),
  use: {
    viewport: { width: 1440, height: 900 },
    colorScheme: 'light',
    screenshot: 'only-on-failure',
    launchOptions: {
      ...(browser ? { executablePath: browser } : {}),
      args: process.getuid?.() === 0 ? ['--no-sandbox'] : [],
    },
  },
  projects: [
    { name: 'components', testMatch: components },
    {
      name: 'browser-shell',
      use: { shell: 'browser-shell' },
      testIgnore: [components, ownTo('stand-in')],
    },
    {
      name: 'stand-in',
      use: { shell: 'stand-in' },
      testIgnore: [components, ownTo('browser-shell')],
    },
    ...(electron
      ? [
          {
            name: 'electron',
            use: { shell: 'electron' },
            testIgnore: [components, ownTo('stand-in'), ownTo('browser-shell')],
          },
        ]
      : []),
  ],
});
