/** What the stand-in tells the test: one message a call of Electron's API worth knowing. */
export interface Recorded {
  /** Such as `shell.openExternal` or `BrowserWindow`. */
  readonly api: string;
  /** What JSON keeps of the arguments; a function is written as "function". */
  readonly args: readonly unknown[];
}

/** What the test asks of the stand-in: to do what a person, or the system, would do. */
export type Wish =
  | { readonly wish: 'answer'; readonly api: string; readonly value: unknown }
  | { readonly wish: 'second-instance' }
  | { readonly wish: 'click-menu'; readonly label: string }
  | { readonly wish: 'close-window' }
  | { readonly wish: 'ask-permission'; readonly permission: string };
