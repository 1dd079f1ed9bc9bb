import { EventEmitter } from 'node:events';
import type { Page } from 'playwright';
import { calls } from './ipc-main.ts';
import { type IsolatedWorld, openIsolatedWorld } from './isolated-world.ts';
import { record } from './journal.ts';
import { defaultSession, letPass } from './session.ts';
import { preventable, strict } from './strict.ts';
import { decode, encode } from './wire.ts';
import type { FromPreload } from './worlds/crossing.ts';

type OpenHandler = (request: { readonly url: string }) => { readonly action: 'allow' | 'deny' };

let lastId = 0;

/** Electron's `webContents`: the page of one window and its way to `ipcMain`. */
export class WebContents extends EventEmitter {
  readonly id: number;
  readonly session = defaultSession;
  /** What the application holds; the same object in every event. */
  readonly self: WebContents;
  readonly #opened = Promise.withResolvers<{ page: Page; world: IsolatedWorld }>();
  #page: Page | undefined;
  #target: string | undefined;
  #openHandler: OpenHandler | undefined;

  constructor() {
    super();
    lastId += 1;
    this.id = lastId;
    this.self = strict('webContents', this);
    this.#opened.promise.catch(() => {});
  }

  /** Takes over the page that stands for the window. */
  async attach(page: Page, preload: string | undefined): Promise<void> {
    this.#page = page;
    page.on('domcontentloaded', () => this.emit('dom-ready'));
    page.on('load', () => this.emit('did-finish-load'));
    page.on('popup', (popup) => void popup.close());
    await page.route('**/*', async (route) => {
      const request = route.request();
      const leaves = request.isNavigationRequest() && request.frame() === page.mainFrame();
      if (!leaves || request.url() === this.#target) return letPass(route);
      const event = preventable();
      this.emit('will-navigate', event, request.url());
      record('will-navigate', request.url(), event.defaultPrevented);
      return event.defaultPrevented ? route.abort('aborted') : letPass(route);
    });
    const devtools = await page.context().newCDPSession(page);
    devtools.on('Page.windowOpen', ({ url }) => this.#windowAsked(url));
    const told = (message: FromPreload) => void this.#told(message);
    const world = await openIsolatedWorld(devtools, preload, told);
    this.#opened.resolve({ page, world });
  }

  setWindowOpenHandler(handler: OpenHandler): void {
    this.#openHandler = handler;
  }

  getURL(): string {
    return this.#page?.url() ?? '';
  }

  isDestroyed(): boolean {
    return this.#page?.isClosed() ?? false;
  }

  reload(): void {
    void this.#page?.reload();
  }

  send(channel: string, ...args: readonly unknown[]): void {
    const values = decode(encode(args, `webContents.send('${channel}')`));
    void this.#opened.promise.then(({ world }) => world.call('__receive', channel, values));
  }

  /** For the window: shows this address. */
  async load(url: string): Promise<void> {
    const { page } = await this.#opened.promise;
    this.#target = url;
    await page.goto(url);
  }

  /** For the window: its page once there is one. */
  async page(): Promise<Page> {
    return (await this.#opened.promise).page;
  }

  #windowAsked(url: string): void {
    const action = this.#openHandler?.({ url }).action ?? 'allow';
    record('window-open', url, action);
    if (action === 'allow') throw new Error('The stand-in opens no window for a page.');
  }

  async #told(message: FromPreload): Promise<void> {
    const { page, world } = await this.#opened.promise;
    const event = {
      ...preventable(),
      sender: this.self,
      senderFrame: { url: page.url(), origin: new URL(page.url()).origin },
    };
    const args = decode(message.args);
    if (message.kind === 'send') {
      calls.emit(message.channel, event, ...args);
      return;
    }
    const { n, channel } = message;
    try {
      const value = await calls.invoked(channel, event, args);
      const [checked] = decode(encode([value], `the answer of '${channel}'`));
      world.call('__reply', n, { value: checked });
    } catch (error) {
      world.call('__reply', n, { error: `Error invoking remote method '${channel}': ${error}` });
    }
  }
}
