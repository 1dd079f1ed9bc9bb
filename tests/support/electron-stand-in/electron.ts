/**
 * A stand-in for Electron's main-process module, for machines that cannot have the real program.
 * Windows are pages of a real Chromium; preload scripts run in a real isolated world of them.
 * README.md says what it cannot show.
 */
export { app } from './app.ts';
export { BrowserWindow } from './browser-window.ts';
export { ipcMain } from './ipc-main.ts';
export { session } from './session.ts';
export { clipboard, dialog, Menu, nativeTheme, safeStorage, screen, shell } from './system.ts';
