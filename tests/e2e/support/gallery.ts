import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { test as base, expect, type Page } from '@playwright/test';
import react from '@vitejs/plugin-react';
import { build, preview } from 'vite';

const GALLERY = join(import.meta.dirname, '../../renderer/gallery');

/** Builds the gallery of parts and serves it; built, so that its CSP is in force. */
async function serveGallery() {
  const outDir = await mkdtemp(join(tmpdir(), 'katydid-gallery-'));
  const shared = { configFile: false, root: GALLERY, base: './', logLevel: 'error' } as const;
  await build({ ...shared, plugins: [react()], build: { outDir, emptyOutDir: true } });
  const server = await preview({
    ...shared,
    build: { outDir },
    preview: { host: '127.0.0.1', port: 0 },
  });
  return {
    url: server.resolvedUrls?.local[0] ?? '',
    stop: async () => {
      await server.close();
      await rm(outDir, { recursive: true });
    },
  };
}

/** The page shows the gallery in one theme, and must not have complained at the end. */
export const test = base.extend<{ gallery: Page; theme: 'light' | 'dark' }, { galleryUrl: string }>(
  {
    theme: ['light', { option: true }],
    galleryUrl: [
      // biome-ignore lint/correctness/noEmptyPattern: Playwright reads the fixtures from the pattern.
      async ({}, use) => {
        const { url, stop } = await serveGallery();
        await use(url);
        await stop();
      },
      { scope: 'worker' },
    ],
    gallery: async ({ page, galleryUrl, theme }, use) => {
      const complaints: string[] = [];
      page.on('pageerror', ({ message }) => complaints.push(message));
      page.on('console', (message) => {
        if (message.type() === 'error' || message.type() === 'warning')
          complaints.push(message.text());
      });
      await page.emulateMedia({ reducedMotion: 'reduce' });
      await page.goto(`${galleryUrl}?theme=${theme}`);
      await page.getByRole('button', { name: 'Save bug' }).waitFor();
      // Until its fonts are in, everything can move away from under a click.
      await page.evaluate(async () => void (await document.fonts.ready));
      await use(page);
      expect(complaints).toEqual([]);
    },
  },
);
