/**
 * A part of Electron of which only what `known` has may be touched. Whatever else the application
 * reaches for throws, so that the stand-in can never quietly do nothing.
 */
export function strict<T extends object>(name: string, known: T): T {
  return new Proxy(known, {
    get(target, key) {
      if (!(key in target) && typeof key !== 'symbol' && key !== 'then') {
        throw new Error(`The Electron stand-in has no ${name}.${key}.`);
      }
      const value: unknown = Reflect.get(target, key, target);
      return typeof value === 'function' && key !== 'constructor' ? value.bind(target) : value;
    },
  });
}

/** An event that its listeners may prevent, as Electron hands them out. */
export interface PreventableEvent {
  defaultPrevented: boolean;
  preventDefault(): void;
}

export function preventable(): PreventableEvent {
  return {
    defaultPrevented: false,
    preventDefault() {
      this.defaultPrevented = true;
    },
  };
}
