import { type Browser, type BrowserContext, chromium } from 'playwright';

export interface Chromium {
  readonly browser: Browser;
  readonly context: BrowserContext;
}

let running: Chromium | undefined;

/** Starts the real Chromium whose pages are the windows. */
export async function startChromium(): Promise<Chromium> {
  const program = process.env.KATYDID_TEST_BROWSER;
  const browser = await chromium.launch({
    ...(program ? { executablePath: program } : {}),
    // The application is asked first; it ends the browser itself.
    handleSIGINT: false,
    handleSIGTERM: false,
    handleSIGHUP: false,
    args: [
      `--remote-debugging-port=${process.env.KATYDID_STAND_IN_PORT ?? 0}`,
      // Electron lets a page from a file load its modules from files.
      '--allow-file-access-from-files',
      ...(process.getuid?.() === 0 ? ['--no-sandbox'] : []),
    ],
  });
  running = { browser, context: await browser.newContext({ viewport: null }) };
  return running;
}

/** @throws before the application is ready, as Electron does for windows */
export function chromiumNow(): Chromium {
  if (!running) throw new Error('Cannot create BrowserWindow before app is ready');
  return running;
}

export async function stopChromium(): Promise<void> {
  await running?.browser.close();
}
