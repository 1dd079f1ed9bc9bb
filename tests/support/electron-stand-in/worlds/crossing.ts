/* What crosses between a page's own world and its preload's: JSON in synchronous DOM events. */

/** How the preload shows one exposed thing to the page. */
export type Shape =
  | { readonly kind: 'value'; readonly value?: unknown }
  | { readonly kind: 'function'; readonly id: number }
  | { readonly kind: 'object'; readonly parts: Readonly<Record<string, Shape>> };

/** What came of a call from the page into the preload. */
export type Outcome =
  | { readonly kind: 'value'; readonly value?: unknown }
  | { readonly kind: 'function'; readonly id: number }
  | { readonly kind: 'promise'; readonly id: number }
  | { readonly kind: 'error'; readonly message: string };

/** One argument of such a call: functions cross as numbers. */
export type Argument = { readonly value?: unknown } | { readonly callback: number };

export interface Call {
  readonly id: number;
  readonly args: readonly Argument[];
}

export interface Settled {
  readonly id: number;
  readonly outcome: Outcome;
}

export interface Callback {
  readonly id: number;
  readonly args: readonly unknown[];
}

/** What the preload's world tells the stand-in over the binding `__ipc`. */
export type FromPreload =
  | {
      readonly kind: 'invoke';
      readonly n: number;
      readonly channel: string;
      readonly args: string;
    }
  | { readonly kind: 'send'; readonly channel: string; readonly args: string };
