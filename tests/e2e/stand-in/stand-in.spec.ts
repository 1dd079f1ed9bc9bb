import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { test as base, expect } from '@playwright/test';
import { launchStandIn, type StandIn } from '#tests/support/electron-stand-in/launch.ts';

/* The stand-in's own tests: that a test which passes in it has shown something. */

const main = join(import.meta.dirname, 'fixture', 'main.mjs');
const start = (...args: readonly string[]) =>
  launchStandIn({ main, args, userData: mkdtempSync(join(tmpdir(), 'katydid-stand-in-')) });

const test = base.extend<{ app: StandIn }>({
  // biome-ignore lint/correctness/noEmptyPattern: Playwright reads the fixtures' names from a pattern
  app: async ({}, use) => {
    const app = await start();
    await use(app);
    await app.quit();
  },
});

interface Bridge {
  readonly version: number;
  call(channel: string, value?: unknown): Promise<unknown>;
  shout(word: string): void;
  requireFs(): unknown;
}
const call = (app: StandIn, channel: string, value?: unknown) =>
  app.page.evaluate(
    ([name, input]) =>
      (window as unknown as { bridge: Bridge }).bridge.call(String(name), input).catch(String),
    [channel, value] as const,
  );

test('a page gets what the preload exposes, frozen, and nothing else of Electron', async ({
  app,
}) => {
  const seen = await app.page.evaluate(() => {
    const { bridge } = window as unknown as { bridge: Bridge };
    return {
      exposed: Object.keys(bridge),
      frozen: Object.isFrozen(bridge),
      version: bridge.version,
      leaks: ['require', 'process', 'module', '__ipc', '__receive'].filter((key) => key in window),
    };
  });
  expect(seen).toEqual({
    exposed: ['version', 'call', 'shout', 'listen', 'requireFs'],
    frozen: true,
    version: 1,
    leaks: [],
  });
});

test('a sandboxed preload can require electron alone', async ({ app }) => {
  const refusal = app.page.evaluate(() =>
    (window as unknown as { bridge: Bridge }).bridge.requireFs(),
  );
  await expect(refusal).rejects.toThrow('module not found: node:fs');
});

test('invoke brings values there and back, and refusals as errors', async ({ app }) => {
  const value = { title: 'Ärger 💥', tags: ['a', null], deep: { n: 1 } };
  expect(await call(app, 'echo', value)).toEqual(value);
  expect(await call(app, 'echo')).toBeUndefined();
  expect(await call(app, 'sender')).toEqual({ ours: true, url: 'index.html' });
  expect(await call(app, 'fail')).toContain("remote method 'fail': Error: no such issue");
  expect(await call(app, 'nobody')).toContain("No handler registered for 'nobody'");
});

test('what JSON cannot keep is refused, and so is a part of Electron that is not here', async ({
  app,
}) => {
  expect(await call(app, 'map')).toContain('carries [object Map]');
  expect(await call(app, 'missing')).toContain('has no app.isEmojiPanelSupported');
});

test('messages reach the page from the host, the menu and a second start', async ({ app }) => {
  await app.page.evaluate(() => (window as unknown as { bridge: Bridge }).bridge.shout('hello'));
  await expect(app.page.locator('#heard')).toHaveText('hello');
  app.wish({ wish: 'click-menu', label: 'New' });
  app.wish({ wish: 'second-instance' });
  await expect(app.page.locator('#heard')).toHaveText('hello New second');

  await app.page.evaluate(() =>
    (window as unknown as { stopListening: () => void }).stopListening(),
  );
  await app.page.evaluate(() => (window as unknown as { bridge: Bridge }).bridge.shout('again'));
  await call(app, 'echo', 'a round trip later');
  await expect(app.page.locator('#heard')).toHaveText('hello New second');
});

test('a reload runs the preload again', async ({ app }) => {
  await app.page.reload();
  expect(await call(app, 'echo', 2)).toBe(2);
});

test('navigation and new windows are asked for, and can be refused', async ({ app }) => {
  const here = app.page.url();
  await app.page.evaluate(() => window.location.assign('https://example.invalid/'));
  await expect.poll(() => app.calls('will-navigate')).toEqual([['https://example.invalid/', true]]);
  await app.page.evaluate(() => void window.open('https://example.invalid/help'));
  await expect
    .poll(() => app.calls('shell.openExternal'))
    .toEqual([['https://example.invalid/help']]);
  expect(app.calls('window-open')).toEqual([['https://example.invalid/help', 'deny']]);
  expect(app.page.url()).toBe(here);
});

test('requests to the network pass the application, permissions too', async ({ app }) => {
  const fetched = await app.page.evaluate(() =>
    fetch('http://127.0.0.1:9/x').then(String, () => 'refused'),
  );
  expect(fetched).toBe('refused');
  expect(app.calls('request-cancelled')).toEqual([['http://127.0.0.1:9/x']]);
  app.wish({ wish: 'ask-permission', permission: 'media' });
  await expect.poll(() => app.calls('permission')).toEqual([['media', false]]);
});

test('a dialog answers what the test scripted, and nothing else', async ({ app }) => {
  expect(await call(app, 'ask')).toContain('scripted no answer for dialog.showOpenDialog');
  const answer = { canceled: false, filePaths: ['bugs.csv'] };
  app.wish({ wish: 'answer', api: 'dialog.showOpenDialog', value: answer });
  expect(await call(app, 'ask')).toEqual(answer);
  expect(app.calls('dialog.showOpenDialog').at(-1)).toEqual([{ title: 'Which file?' }]);
});

test('the options of a window are recorded; an unsafe window is refused', async ({ app }) => {
  const [options] = app.calls('BrowserWindow').at(0) ?? [];
  expect(options).toMatchObject({
    width: 700,
    webPreferences: { sandbox: true, contextIsolation: true },
  });
  await expect(start('unsafe')).rejects.toThrow('only sandboxed, isolated windows');
});

test('quit asks the application first; kill does not', async () => {
  const polite = await start();
  expect(await polite.quit()).toBe(0);
  expect(polite.log()).toContain('saved before the end');

  const closed = await start();
  closed.wish({ wish: 'close-window' });
  expect(await closed.ended).toBe(0);
  expect(closed.log()).toContain('saved before the end');

  const killed = await start();
  await killed.kill();
  expect(killed.log()).not.toContain('saved');
});
