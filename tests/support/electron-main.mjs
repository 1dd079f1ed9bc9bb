// What the end-to-end tests start in the real Electron: the built application, with a folder of its
// own for userData, so that no test meets another's window, lock or settings.
import { app } from 'electron';

app.setPath('userData', String(process.env.KATYDID_TEST_USER_DATA));
await import(new URL('../../out/main/index.js', import.meta.url).href);
