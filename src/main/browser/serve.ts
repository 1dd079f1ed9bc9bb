import { join } from 'node:path';
import { type Host, startHost } from '../host.ts';
import { type LoopbackServer, startLoopbackServer } from './loopback-server.ts';
import { openBrowser } from './open-browser.ts';

export interface ServeOptions {
  readonly folder: string;
  readonly resources: string;
  readonly interfaceFolder: string;
  readonly port: number;
  readonly open: boolean;
  /** Told once, when the interface can be opened. */
  readonly onReady: (link: string) => void;
  /** Work to do on the fresh host before the link is told (opening the sample). */
  readonly prepare?: (host: Host) => Promise<void>;
}

/** Runs the browser shell until `signal` or until its window is closed. */
export async function serve(options: ServeOptions, signal: AbortSignal): Promise<void> {
  const host = await startHost({
    folder: options.folder,
    shell: 'browser',
    resources: options.resources,
  });
  let server: LoopbackServer | null = null;
  try {
    await options.prepare?.(host);
    server = await startLoopbackServer({
      host,
      interfaceFolder: options.interfaceFolder,
      port: options.port,
    });
    const link = server.link();
    options.onReady(link);
    const window = options.open ? openBrowser(link, join(options.folder, 'browser')) : null;
    await Promise.race([aborted(signal), ...(window ? [window.closed] : [])]);
  } finally {
    await server?.close();
    await host.close();
  }
}

function aborted(signal: AbortSignal): Promise<void> {
  if (signal.aborted) return Promise.resolve();
  return new Promise((resolve) =>
    signal.addEventListener('abort', () => resolve(), { once: true }),
  );
}
