import { join } from 'node:path';
import { BrowserWindow, nativeTheme, screen } from 'electron';
import { lockNavigation } from './security.ts';
import { readWindowState, writeWindowState } from './window-state.ts';

export interface WindowFiles {
  readonly preload: string;
  readonly page: string;
  readonly stateFile: string;
  readonly icon: string;
}

/** Ground colours of the tokens, so that the first frame is not a flash of white. */
const GROUND = { light: '#f2f5f1', dark: '#0d100e' } as const;

/**
 * The one window: sandboxed, isolated, locked to its page, where it was when it was closed.
 * @param issue the key of an issue to open at once
 */
export function openWindow(files: WindowFiles, issue: string | null): BrowserWindow {
  const state = readWindowState(
    files.stateFile,
    screen.getAllDisplays().map((display) => display.workArea),
  );
  const { maximized, width, height, x, y } = state;
  const window = new BrowserWindow({
    width,
    height,
    ...(x !== undefined && y !== undefined ? { x, y } : {}),
    minWidth: 480,
    minHeight: 400,
    show: false,
    title: 'Katydid',
    icon: files.icon,
    backgroundColor: nativeTheme.shouldUseDarkColors ? GROUND.dark : GROUND.light,
    webPreferences: {
      preload: files.preload,
      sandbox: true,
      contextIsolation: true,
      nodeIntegration: false,
      webviewTag: false,
      spellcheck: true,
    },
  });
  lockNavigation(window);
  if (maximized) window.maximize();
  window.once('ready-to-show', () => window.show());
  window.on('close', () => {
    writeWindowState(files.stateFile, {
      ...window.getNormalBounds(),
      maximized: window.isMaximized(),
    });
  });
  void window.loadFile(files.page, issue === null ? {} : { hash: `/issue/${issue}` });
  return window;
}

/** The files of the built application beside `outFolder` (`out/`). */
export function windowFiles(outFolder: string, resources: string, userData: string): WindowFiles {
  return {
    preload: join(outFolder, 'preload', 'index.cjs'),
    page: join(outFolder, 'renderer', 'index.html'),
    stateFile: join(userData, 'window.json'),
    icon: join(resources, 'app-icon.png'),
  };
}
