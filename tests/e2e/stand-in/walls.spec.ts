import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { test as base, expect } from '@playwright/test';
import { launchStandIn, type StandIn } from '#tests/support/electron-stand-in/launch.ts';

/* What Katydid hands to Electron, so that the walls of its window stand where only Electron builds them. */

const root = join(import.meta.dirname, '..', '..', '..');

interface Started {
  readonly app: StandIn;
  restart(): Promise<StandIn>;
}

const test = base.extend<{ started: Started; app: StandIn }>({
  // biome-ignore lint/correctness/noEmptyPattern: Playwright reads the fixtures' names from a pattern
  started: async ({}, use) => {
    const folder = await mkdtemp(join(tmpdir(), 'katydid-walls-'));
    const start = () =>
      launchStandIn({
        main: join(root, 'out', 'main', 'index.js'),
        args: ['--workspace', join(folder, 'workspace')],
        userData: join(folder, 'user'),
      });
    let app = await start();
    await use({
      app,
      restart: async () => {
        await app.quit();
        app = await start();
        return app;
      },
    });
    await app.quit();
    await rm(folder, { recursive: true, force: true });
  },
  app: async ({ started }, use) => use(started.app),
});

/** `window.katydid`, with any name and input: a page that was taken over would not keep to types. */
const call = (app: StandIn, name: string, input: unknown) =>
  app.page.evaluate(
    ([callName, value]) =>
      (
        window as unknown as {
          katydid: { call(name: unknown, input: unknown): Promise<unknown> };
        }
      ).katydid.call(callName, value),
    [name, input] as const,
  );

test('the one window is sandboxed, isolated and without Node', async ({ app }) => {
  expect(app.calls('app.enableSandbox')).toHaveLength(1);
  const windows = app.calls('BrowserWindow');
  expect(windows).toHaveLength(1);
  expect(windows[0]?.[0]).toMatchObject({
    show: false,
    webPreferences: {
      sandbox: true,
      contextIsolation: true,
      nodeIntegration: false,
      webviewTag: false,
    },
  });
});

test('the page has two functions of ours and nothing of Node or Electron', async ({ app }) => {
  const seen = await app.page.evaluate(() => ({
    bridge: Object.keys((window as unknown as { katydid: object }).katydid),
    leaks: ['require', 'process', 'module', 'Buffer', 'electron'].filter((key) => key in window),
  }));
  expect(seen).toEqual({ bridge: ['call', 'listen'], leaks: [] });
});

test('its policy lets no other script run and nothing leave', async ({ app }) => {
  const ran = await app.page.evaluate(async () => {
    const inline = document.createElement('script');
    inline.textContent = 'window.inlineRan = true';
    document.head.append(inline);
    // In a timer, because what the test itself evaluates is beyond the policy.
    window.setTimeout('window.textRan = true');
    await new Promise((resolve) => window.setTimeout(resolve, 50));
    const sent = await fetch('https://example.invalid/').then(
      () => 'sent',
      () => 'refused',
    );
    return { inline: 'inlineRan' in window, text: 'textRan' in window, sent };
  });
  expect(ran).toEqual({ inline: false, text: false, sent: 'refused' });
});

test('requests to the network and to devices are refused by the session too', async ({ app }) => {
  expect(app.calls('session.webRequest.onBeforeRequest')[0]?.[0]).toEqual({
    urls: ['http://*/*', 'https://*/*', 'ws://*/*', 'wss://*/*'],
  });
  expect(app.calls('session.setPermissionCheckHandler')).toEqual([[false]]);
  for (const permission of ['media', 'geolocation', 'notifications', 'clipboard-read']) {
    app.wish({ wish: 'ask-permission', permission });
    await expect.poll(() => app.calls('permission').at(-1)).toEqual([permission, false]);
  }
});

test('it stays on its page, and links open outside where they may', async ({ app }) => {
  const here = app.page.url();
  await app.page.evaluate(() => window.location.assign('https://example.invalid/'));
  await expect.poll(() => app.calls('will-navigate').at(-1)?.[1]).toBe(true);
  await app.page.evaluate(() => {
    for (const url of [
      'https://example.invalid/a',
      'mailto:ana@example.invalid',
      'file:///etc/passwd',
    ]) {
      window.open(url);
    }
  });
  await expect.poll(() => app.calls('window-open')).toHaveLength(3);
  expect(app.calls('window-open').map(([, action]) => action)).toEqual(['deny', 'deny', 'deny']);
  expect(app.calls('shell.openExternal')).toEqual([
    ['https://example.invalid/a'],
    ['mailto:ana@example.invalid'],
  ]);
  expect(app.page.url()).toBe(here);
});

test('a call that is not in the table is refused, whatever it carries', async ({ app }) => {
  for (const name of ['nothing', '__proto__', 'constructor', '']) {
    expect(await call(app, name, {})).toMatchObject({ ok: false, error: { code: 'NOT_FOUND' } });
  }
  expect(await call(app, 'session.get', { more: true })).toMatchObject({ ok: false });
});

test('there is one instance; a second start shows the window again', async ({ app }) => {
  expect(app.calls('app.requestSingleInstanceLock')).toHaveLength(1);
  app.wish({ wish: 'second-instance' });
  await expect.poll(() => app.calls('BrowserWindow.focus')).toHaveLength(1);
});

test('the menu has the accelerators that a desktop has', async ({ app }) => {
  const [items] = app.calls('Menu.setApplicationMenu').at(-1) ?? [];
  expect(items).toMatchObject([
    {
      label: 'File',
      submenu: [
        { label: 'New bug', accelerator: 'CmdOrCtrl+N' },
        { label: 'Import…', accelerator: 'CmdOrCtrl+I' },
        { type: 'separator' },
        { role: 'quit' },
      ],
    },
    { role: 'editMenu' },
    { label: 'View' },
    { role: 'windowMenu' },
    { role: 'help' },
  ]);
});

test('the window comes back where it was', async ({ started }) => {
  const again = await started.restart();
  const [before] = started.app.calls('BrowserWindow')[0] ?? [];
  const [after] = again.calls('BrowserWindow')[0] ?? [];
  const { width, height } = before as { width: number; height: number };
  expect(after).toMatchObject({ x: 0, y: 0, width, height });
});
