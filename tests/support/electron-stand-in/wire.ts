/**
 * Arguments as text. Electron clones them; this stand-in is stricter and takes what JSON keeps
 * whole, so a Map, a date or a buffer throws instead of arriving changed.
 */
export function encode(args: readonly unknown[], what: string): string {
  return JSON.stringify(args.map((value) => ({ value: checked(value, what) })));
}

export function decode(text: string): unknown[] {
  const boxes: readonly { value?: unknown }[] = JSON.parse(text);
  return boxes.map((box) => box.value);
}

function checked(value: unknown, what: string): unknown {
  if (typeof value === 'object' && value !== null) {
    const prototype = Object.getPrototypeOf(value);
    const plain = prototype === Object.prototype || prototype === null || Array.isArray(value);
    if (!plain) throw notJson(value, what);
    for (const part of Object.values(value)) checked(part, what);
  } else if (['function', 'symbol', 'bigint'].includes(typeof value)) {
    throw notJson(value, what);
  }
  return value;
}

const notJson = (value: unknown, what: string) =>
  new TypeError(`${what} carries ${Object.prototype.toString.call(value)}, which JSON cannot.`);
