import { EventEmitter } from 'node:events';
import { join } from 'node:path';
import { startChromium, stopChromium } from './chromium.ts';
import { onWish, record } from './journal.ts';
import { preventable, strict } from './strict.ts';

interface Closable {
  close(): Promise<void>;
}

/** Electron's `app`: one life, from the start of Chromium to its end. */
class App extends EventEmitter {
  readonly isPackaged = false;
  readonly windows = new Set<Closable>();
  #isReady = false;
  #quitting = false;
  readonly #ready = startChromium().then(() => {
    this.#isReady = true;
    this.emit('ready', {});
    record('app.ready');
  });

  whenReady(): Promise<void> {
    return this.#ready;
  }

  isReady(): boolean {
    return this.#isReady;
  }

  getPath(name: string): string {
    const home = process.env.KATYDID_STAND_IN_USER_DATA;
    if (!home) throw new Error('The stand-in was started without a folder for its user.');
    return name === 'userData' ? home : join(home, name);
  }

  getAppPath(): string {
    return process.cwd();
  }

  getName(): string {
    return 'Katydid';
  }

  getVersion(): string {
    return '0.0.0';
  }

  getLocale(): string {
    return 'en-US';
  }

  enableSandbox(): void {
    record('app.enableSandbox');
  }

  setName(name: string): void {
    record('app.setName', name);
  }

  setAppUserModelId(id: string): void {
    record('app.setAppUserModelId', id);
  }

  requestSingleInstanceLock(): boolean {
    record('app.requestSingleInstanceLock');
    return true;
  }

  setAsDefaultProtocolClient(scheme: string): boolean {
    record('app.setAsDefaultProtocolClient', scheme);
    return true;
  }

  /** Asks the application, closes the windows, asks once more, ends: Electron's order. */
  async quit(): Promise<void> {
    if (this.#quitting) return;
    const before = preventable();
    this.emit('before-quit', before);
    if (before.defaultPrevented) return;
    this.#quitting = true;
    for (const window of [...this.windows]) await window.close();
    if (this.windows.size > 0) {
      this.#quitting = false;
      return;
    }
    const last = preventable();
    this.emit('will-quit', last);
    if (last.defaultPrevented) {
      this.#quitting = false;
      return;
    }
    this.emit('quit', {}, 0);
    await this.#end(0);
  }

  exit(code = 0): void {
    void this.#end(code);
  }

  async #end(code: number): Promise<void> {
    record('app.exit', code);
    await this.#ready.catch(() => {});
    await stopChromium();
    process.exit(code);
  }
}

/** The stand-in's own view of the application; the application itself gets `app`. */
export const running = new App();
export const app = strict('app', running);

for (const signal of ['SIGTERM', 'SIGINT'] as const) {
  process.on(signal, () => void running.quit());
}
// The test is gone: so are we.
process.on('disconnect', () => running.exit(1));
onWish('second-instance', () => running.emit('second-instance', {}, [], process.cwd()));
