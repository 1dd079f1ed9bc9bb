import type { Argument, Call, Callback, Outcome, Settled, Shape } from './crossing.ts';

/**
 * Runs in the page's own world before its scripts: shows there what the preload exposes. It is sent
 * as text, so it may use nothing from outside itself.
 *
 * @param secret the prefix of the events between the two worlds, unknown to the page
 */
export function mainWorld(secret: string): void {
  const callbacks = new Map<number, (...args: unknown[]) => void>();
  const waiting = new Map<number, (outcome: Outcome) => void>();
  let last = 0;
  let answer: Outcome | undefined;

  const hear = <T>(name: string, listener: (message: T) => void) =>
    window.addEventListener(secret + name, (event) =>
      listener(JSON.parse((event as CustomEvent<string>).detail)),
    );

  const unwrap = (outcome: Outcome): unknown => {
    if (outcome.kind === 'value') return outcome.value;
    if (outcome.kind === 'function') return stub(outcome.id);
    if (outcome.kind === 'error') throw new Error(outcome.message);
    return new Promise((resolve, reject) => {
      waiting.set(outcome.id, (settled) => {
        try {
          resolve(unwrap(settled));
        } catch (error) {
          reject(error);
        }
      });
    });
  };

  const cross = (value: unknown): Argument => {
    if (typeof value !== 'function') return { value };
    last += 1;
    callbacks.set(last, value as (...args: unknown[]) => void);
    return { callback: last };
  };

  const stub =
    (id: number) =>
    (...args: unknown[]) => {
      answer = undefined;
      const call: Call = { id, args: args.map(cross) };
      window.dispatchEvent(new CustomEvent(`${secret}call`, { detail: JSON.stringify(call) }));
      if (!answer) throw new Error('The preload script is gone.');
      return unwrap(answer);
    };

  const build = (shape: Shape): unknown => {
    if (shape.kind === 'value') return shape.value;
    if (shape.kind === 'function') return stub(shape.id);
    const parts = Object.entries(shape.parts).map(([key, part]) => [key, build(part)] as const);
    return Object.freeze(Object.fromEntries(parts));
  };

  hear<{ name: string; shape: Shape }>('expose', ({ name, shape }) =>
    Object.defineProperty(window, name, {
      value: build(shape),
      writable: false,
      configurable: false,
      enumerable: true,
    }),
  );
  hear<Outcome>('outcome', (outcome) => {
    answer = outcome;
  });
  hear<Settled>('settled', ({ id, outcome }) => {
    waiting.get(id)?.(outcome);
    waiting.delete(id);
  });
  hear<Callback>('callback', ({ id, args }) => callbacks.get(id)?.(...args));
}
