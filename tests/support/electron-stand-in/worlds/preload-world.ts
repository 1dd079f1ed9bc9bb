import type { Argument, Call, FromPreload, Outcome, Shape } from './crossing.ts';

type PreloadScript = (
  require: (name: string) => unknown,
  module: { exports: unknown },
  exports: unknown,
) => void;

/** What the stand-in calls in this world. */
interface PreloadGlobals {
  __ipc(message: string): void;
  __receive(channel: string, args: readonly unknown[]): void;
  __reply(n: number, reply: { readonly value?: unknown } | { readonly error: string }): void;
}

/**
 * Runs the preload script in its isolated world, with the `require` of a sandboxed preload. It is
 * sent as text, so it may use nothing from outside itself.
 */
export function preloadWorld(secret: string, run: PreloadScript): void {
  if (window !== window.top) return;
  type Listener = (event: unknown, ...args: readonly unknown[]) => void;
  const world = globalThis as unknown as PreloadGlobals;
  const functions = new Map<number, (...args: unknown[]) => unknown>();
  const listeners = new Map<string, Listener[]>();
  const replies = new Map<number, PromiseWithResolvers<unknown>>();
  let last = 0;

  const tell = (name: string, message: unknown) =>
    window.dispatchEvent(new CustomEvent(secret + name, { detail: JSON.stringify(message) }));
  const keep = (value: unknown) => {
    last += 1;
    functions.set(last, value as (...args: unknown[]) => unknown);
    return last;
  };
  const messageOf = (error: unknown) => (error instanceof Error ? error.message : String(error));

  const outcomeOf = (value: unknown): Outcome => {
    if (typeof value === 'function') return { kind: 'function', id: keep(value) };
    if (!(value instanceof Promise)) return { kind: 'value', value };
    last += 1;
    const id = last;
    value.then(
      (settled) => tell('settled', { id, outcome: outcomeOf(settled) }),
      (error) => tell('settled', { id, outcome: { kind: 'error', message: messageOf(error) } }),
    );
    return { kind: 'promise', id };
  };

  const shapeOf = (value: unknown): Shape => {
    if (typeof value === 'function') return { kind: 'function', id: keep(value) };
    if (typeof value !== 'object' || value === null || Array.isArray(value)) {
      return { kind: 'value', value };
    }
    const parts = Object.entries(value).map(([key, part]) => [key, shapeOf(part)] as const);
    return { kind: 'object', parts: Object.fromEntries(parts) };
  };

  const arrived = (argument: Argument) =>
    'callback' in argument
      ? (...args: unknown[]) => tell('callback', { id: argument.callback, args })
      : argument.value;

  window.addEventListener(`${secret}call`, (event) => {
    const { id, args }: Call = JSON.parse((event as CustomEvent<string>).detail);
    let outcome: Outcome;
    try {
      outcome = outcomeOf(functions.get(id)?.(...args.map(arrived)));
    } catch (error) {
      outcome = { kind: 'error', message: messageOf(error) };
    }
    tell('outcome', outcome);
  });

  world.__receive = (channel, args) => {
    for (const listener of [...(listeners.get(channel) ?? [])]) {
      listener({ sender: ipcRenderer }, ...args);
    }
  };
  world.__reply = (n, reply) => {
    const waiting = replies.get(n);
    replies.delete(n);
    if ('error' in reply) waiting?.reject(new Error(reply.error));
    else waiting?.resolve(reply.value);
  };

  const send = (message: FromPreload) => world.__ipc(JSON.stringify(message));
  const boxed = (args: readonly unknown[]) => JSON.stringify(args.map((value) => ({ value })));
  const off = (channel: string, listener: Listener) => {
    const others = (listeners.get(channel) ?? []).filter((known) => known !== listener);
    listeners.set(channel, others);
    return ipcRenderer;
  };
  const ipcRenderer = {
    invoke: (channel: string, ...args: readonly unknown[]) => {
      last += 1;
      const waiting = Promise.withResolvers<unknown>();
      replies.set(last, waiting);
      send({ kind: 'invoke', n: last, channel, args: boxed(args) });
      return waiting.promise;
    },
    send: (channel: string, ...args: readonly unknown[]) =>
      send({ kind: 'send', channel, args: boxed(args) }),
    on: (channel: string, listener: Listener) => {
      listeners.set(channel, [...(listeners.get(channel) ?? []), listener]);
      return ipcRenderer;
    },
    off,
    removeListener: off,
  };
  const electron = {
    ipcRenderer,
    contextBridge: {
      exposeInMainWorld: (name: string, api: unknown) =>
        tell('expose', { name, shape: shapeOf(api) }),
    },
  };

  const module = { exports: {} };
  run(
    (name) => {
      if (name === 'electron') return electron;
      throw new Error(`module not found: ${name} (a sandboxed preload has electron alone)`);
    },
    module,
    module.exports,
  );
}
