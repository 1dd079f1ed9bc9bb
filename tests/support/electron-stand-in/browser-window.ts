import { EventEmitter } from 'node:events';
import { existsSync } from 'node:fs';
import { pathToFileURL } from 'node:url';
import type { BrowserWindowConstructorOptions } from 'electron';
import { running } from './app.ts';
import { chromiumNow } from './chromium.ts';
import { onWish, record } from './journal.ts';
import { preventable, strict } from './strict.ts';
import { WebContents } from './web-contents.ts';

interface Bounds {
  x: number;
  y: number;
  width: number;
  height: number;
}

/** Electron's window: a page of Chromium, of the size that the application asked for. */
export class BrowserWindow extends EventEmitter {
  readonly webContents: WebContents;
  readonly #contents = new WebContents();
  readonly #self: BrowserWindow;
  readonly #bounds: Bounds;
  #isVisible: boolean;
  #isMaximized = false;
  #isMinimized = false;

  constructor(options: BrowserWindowConstructorOptions = {}) {
    super();
    record('BrowserWindow', options);
    refuseUnsafe(options);
    const { context } = chromiumNow();
    this.#bounds = {
      x: options.x ?? 0,
      y: options.y ?? 0,
      width: options.width ?? 800,
      height: options.height ?? 600,
    };
    this.#isVisible = options.show !== false;
    this.webContents = this.#contents.self;
    this.#self = strict('BrowserWindow', this);
    running.windows.add(this.#self);
    running.emit('web-contents-created', {}, this.webContents);
    running.emit('browser-window-created', {}, this.#self);
    void this.#open(context.newPage(), options.webPreferences?.preload);
    // biome-ignore lint/correctness/noConstructorReturn: the application must hold the strict one
    return this.#self;
  }

  static getAllWindows(): BrowserWindow[] {
    return [...running.windows] as BrowserWindow[];
  }

  static getFocusedWindow(): BrowserWindow | null {
    return BrowserWindow.getAllWindows().at(-1) ?? null;
  }

  static fromWebContents(contents: WebContents): BrowserWindow | null {
    return BrowserWindow.getAllWindows().find((one) => one.webContents === contents) ?? null;
  }

  loadURL(url: string): Promise<void> {
    return this.#contents.load(new URL(url).href);
  }

  loadFile(path: string): Promise<void> {
    return this.loadURL(pathToFileURL(path).href);
  }

  show(): void {
    this.#isVisible = true;
    this.emit('show');
  }

  hide(): void {
    this.#isVisible = false;
    this.emit('hide');
  }

  focus(): void {
    record('BrowserWindow.focus');
  }

  maximize(): void {
    this.#isMaximized = true;
    record('BrowserWindow.maximize');
  }

  minimize(): void {
    this.#isMinimized = true;
  }

  restore(): void {
    this.#isMinimized = false;
    record('BrowserWindow.restore');
  }

  isVisible = () => this.#isVisible;
  isMaximized = () => this.#isMaximized;
  isMinimized = () => this.#isMinimized;
  isFullScreen = () => false;
  isFocused = () => true;
  isDestroyed = () => !running.windows.has(this.#self);

  setTitle(title: string): void {
    record('BrowserWindow.setTitle', title);
  }

  getBounds(): Bounds {
    return { ...this.#bounds };
  }

  getNormalBounds(): Bounds {
    return { ...this.#bounds };
  }

  setBounds(bounds: Partial<Bounds>): void {
    Object.assign(this.#bounds, bounds);
    void this.#contents.page().then((page) => page.setViewportSize(this.#bounds));
  }

  async close(): Promise<void> {
    const event = preventable();
    this.emit('close', event);
    if (!event.defaultPrevented) await this.destroy();
  }

  async destroy(): Promise<void> {
    await (await this.#contents.page()).close();
  }

  async #open(opening: ReturnType<WebContents['page']>, preload: string | undefined) {
    const page = await opening;
    await page.setViewportSize({ width: this.#bounds.width, height: this.#bounds.height });
    page.once('load', () => this.emit('ready-to-show'));
    page.on('close', () => {
      if (!running.windows.delete(this.#self)) return;
      this.emit('closed');
      if (running.windows.size === 0) running.emit('window-all-closed');
    });
    await this.#contents.attach(page, preload);
  }
}

/** Only what Electron would show safely, and only files that are there. */
function refuseUnsafe(options: BrowserWindowConstructorOptions): void {
  const { nodeIntegration, contextIsolation, sandbox, preload } = options.webPreferences ?? {};
  if (nodeIntegration || contextIsolation === false || sandbox === false) {
    throw new Error('The Electron stand-in shows only sandboxed, isolated windows.');
  }
  for (const file of [preload, options.icon]) {
    if (typeof file === 'string' && !existsSync(file)) throw new Error(`There is no file ${file}.`);
  }
}

onWish('close-window', () => void BrowserWindow.getFocusedWindow()?.close());
