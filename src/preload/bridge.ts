import type { Bridge } from '#protocol/bridge.ts';

/** What the preload gives to the page. */
export type ElectronBridge = Pick<Bridge, 'call' | 'listen'>;

declare global {
  interface Window {
    /** Only in Electron; the browser shell speaks over a WebSocket instead. */
    readonly katydid?: ElectronBridge;
  }
}
