import { pathToFileURL } from 'node:url';
import { app, type BrowserWindow, dialog, session } from 'electron';
import { defaultWorkspaceFolder } from '#engine/workspace-folder.ts';
import { FEED_CHANNEL } from '#protocol/channels.ts';
import { appFiles } from './app-files.ts';
import { connectWindow } from './electron/ipc.ts';
import { setMenu } from './electron/menu.ts';
import { blockNetwork, refusePermissions, refuseWebviews } from './electron/security.ts';
import { openWindow, windowFiles } from './electron/window.ts';
import { parseHostFlags } from './flags.ts';
import { type Host, startHost } from './host.ts';
import { openSampleWhereEmpty } from './open-sample.ts';

/* Electron's boot order: one instance, the walls, the engine, the window. */

let window: BrowserWindow | null = null;

app.enableSandbox();
refuseWebviews(app);
if (app.requestSingleInstanceLock()) void boot();
else app.quit();

async function boot(): Promise<void> {
  const flags = parseHostFlags(process.argv.slice(app.isPackaged ? 1 : 2));
  const { out, resources } = appFiles(import.meta.dirname);
  const starting = startHost({
    folder: flags.workspace ?? defaultWorkspaceFolder(),
    shell: 'electron',
    resources,
  });
  await app.whenReady();
  refusePermissions(session.defaultSession);
  blockNetwork(session.defaultSession);
  let host: Host;
  try {
    host = await starting;
  } catch (error) {
    dialog.showErrorBox('Katydid cannot open its workspace', String((error as Error).message));
    app.exit(1);
    return;
  }
  if (flags.sample) await openSampleWhereEmpty(host);

  const files = windowFiles(out, resources, app.getPath('userData'));
  connectWindow(host, () => window, pathToFileURL(files.page).href);
  setMenu((action) => window?.webContents.send(FEED_CHANNEL, { kind: 'menu', action }));
  const open = () => {
    window = openWindow(files);
    window.on('closed', () => {
      window = null;
    });
  };
  open();
  app.on('second-instance', () => {
    if (!window) return open();
    if (window.isMinimized()) window.restore();
    window.focus();
  });
  app.on('activate', () => {
    if (!window) open();
  });
  app.on('window-all-closed', () => {
    if (process.platform !== 'darwin') app.quit();
  });
  let closed = false;
  app.on('before-quit', (event) => {
    if (closed) return;
    event.preventDefault();
    void host.close().then(() => {
      closed = true;
      app.quit();
    });
  });
}
