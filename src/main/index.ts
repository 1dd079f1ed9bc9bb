import { pathToFileURL } from 'node:url';
import { app, type BrowserWindow, dialog, session } from 'electron';
import { defaultWorkspaceFolder } from '#engine/workspace-folder.ts';
import { FEED_CHANNEL } from '#protocol/channels.ts';
import { appFiles } from './app-files.ts';
import { issueOfArguments, issueOfLink, SCHEME } from './electron/deep-link.ts';
import { connectWindow } from './electron/ipc.ts';
import { setMenu } from './electron/menu.ts';
import { blockNetwork, refusePermissions, refuseWebviews } from './electron/security.ts';
import { openWindow, windowFiles } from './electron/window.ts';
import { parseHostFlags, WrongFlag } from './flags.ts';
import { type Host, startHost } from './host.ts';
import { openSampleWhereEmpty } from './open-sample.ts';

/* Electron's boot order: one instance, the walls, the engine, the window. */

let window: BrowserWindow | null = null;
/** An issue that macOS asked for before there was a window. */
let linked: string | null = null;
let openLinked = (issue: string | null): void => {
  linked = issue;
};

app.enableSandbox();
app.setAsDefaultProtocolClient(SCHEME);
app.on('open-url', (event, link) => {
  event.preventDefault();
  openLinked(issueOfLink(link));
});
refuseWebviews(app);
if (app.requestSingleInstanceLock()) boot().catch(refuse);
else app.quit();

function refuse(error: unknown): void {
  process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
  app.exit(error instanceof WrongFlag ? 2 : 1);
}

async function boot(): Promise<void> {
  const words = process.argv.slice(app.isPackaged ? 1 : 2);
  const flags = parseHostFlags(words.filter((word) => issueOfLink(word) === null));
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
  const open = (issue: string | null = null) => {
    window = openWindow(files, issue);
    window.on('closed', () => {
      window = null;
    });
  };
  open(issueOfArguments(process.argv) ?? linked);
  const show = (issue: string | null) => {
    if (!window) return open(issue);
    if (window.isMinimized()) window.restore();
    window.focus();
    if (issue) window.webContents.send(FEED_CHANNEL, { kind: 'open', issue });
  };
  openLinked = show;
  app.on('second-instance', (_event, words) => show(issueOfArguments(words)));
  app.on('activate', () => {
    if (!window) open();
  });
  app.on('window-all-closed', () => {
    if (process.platform !== 'darwin') app.quit();
  });
  // Only now that its windows are gone is the engine closed: a page keeps its last words as it goes.
  let closed = false;
  app.on('will-quit', (event) => {
    if (closed) return;
    event.preventDefault();
    void host.close().then(() => {
      closed = true;
      app.quit();
    });
  });
}
