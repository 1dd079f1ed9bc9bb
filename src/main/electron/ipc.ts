import { type BrowserWindow, ipcMain } from 'electron';
import { CALL_CHANNEL, FEED_CHANNEL } from '#protocol/channels.ts';
import { failure } from '#protocol/result.ts';
import { isCallName } from '../call-names.ts';
import type { Host } from '../host.ts';

const STRANGER = failure({ code: 'FORBIDDEN', message: 'Only Katydid’s own window may ask this.' });
const UNKNOWN = failure({ code: 'NOT_FOUND', message: 'There is no such call.' });

/** Connects the window and the host: strangers are refused here, once for every call. */
export function connectWindow(host: Host, current: () => BrowserWindow | null, page: string): void {
  ipcMain.handle(CALL_CHANNEL, async (event, name: unknown, input: unknown) => {
    const window = current();
    const frame = event.senderFrame;
    const ours =
      window !== null &&
      event.sender === window.webContents &&
      frame !== null &&
      frame.url.split('#')[0] === page;
    if (!ours) return STRANGER;
    if (!isCallName(name)) return UNKNOWN;
    return host.call(name, input);
  });
  host.listen((message) => current()?.webContents.send(FEED_CHANNEL, message));
}
