import { contextBridge, ipcRenderer } from 'electron';
import type { FeedMessage } from '#protocol/api.ts';
import { CALL_CHANNEL, FEED_CHANNEL } from '#protocol/channels.ts';
import type { ElectronBridge } from './bridge.ts';

/* Builds window.katydid: two functions, no logic, nothing of Node or Electron itself. */

const bridge: ElectronBridge = {
  call: (name, input) => ipcRenderer.invoke(CALL_CHANNEL, name, input),
  listen: (onMessage) => {
    const listener = (_event: unknown, message: FeedMessage) => onMessage(message);
    ipcRenderer.on(FEED_CHANNEL, listener);
    return () => ipcRenderer.off(FEED_CHANNEL, listener);
  },
};

contextBridge.exposeInMainWorld('katydid', bridge);
