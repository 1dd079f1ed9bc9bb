import { type App, type BrowserWindow, type Session, shell } from 'electron';

/** Links from text that users typed open outside, and only these kinds. */
const OUTSIDE = new Set(['http:', 'https:', 'mailto:']);

export function mayOpenOutside(url: string): boolean {
  try {
    return OUTSIDE.has(new URL(url).protocol);
  } catch {
    return false;
  }
}

/** No page of ours asks for a device, a place or a notification here: every request is refused. */
export function refusePermissions(session: Session): void {
  session.setPermissionRequestHandler((_contents, _permission, decide) => decide(false));
  session.setPermissionCheckHandler(() => false);
}

/** Nothing loads from the network, whatever a page or a text in it asks for. */
export function blockNetwork(session: Session): void {
  session.webRequest.onBeforeRequest(
    { urls: ['http://*/*', 'https://*/*', 'ws://*/*', 'wss://*/*'] },
    (_details, decide) => decide({ cancel: true }),
  );
}

/** The window stays on its page: no navigation, no new windows; links go to the system's browser. */
export function lockNavigation(window: BrowserWindow): void {
  window.webContents.setWindowOpenHandler(({ url }) => {
    if (mayOpenOutside(url)) void shell.openExternal(url);
    return { action: 'deny' };
  });
  window.webContents.on('will-navigate', (event, url) => {
    if (url !== window.webContents.getURL()) event.preventDefault();
  });
}

/** Guests inside a page are never ours. */
export function refuseWebviews(app: App): void {
  app.on('web-contents-created', (_event, contents) => {
    contents.on('will-attach-webview', (event) => event.preventDefault());
  });
}
