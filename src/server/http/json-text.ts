/** A text, or its parts in their order. */
export type Parted = string | readonly string[];

/** From so many characters on a list stays in parts. */
const LONG = 32_768;

/** What items of lists were put into words as, with a comma before each; it goes with the items. */
const texts = new WeakMap<object, string>();

/**
 * A value as JSON, between two texts. An item that is frozen, and so is taken to be the same for good,
 * is put into words once. A long list is not joined: so long a text is costly to make room for.
 */
export function jsonBetween(before: string, value: unknown, after: string): Parted {
  if (!Array.isArray(value)) return `${before}${JSON.stringify(value) ?? 'null'}${after}`;
  const items = value.map(itemText);
  const [first = '', ...others] = items;
  const parts = [`${before}[`, first.slice(1), ...others, `]${after}`];
  const length = items.reduce((sum, item) => sum + item.length, 0);
  return length < LONG ? parts.join('') : parts;
}

function itemText(item: unknown): string {
  const lasts = typeof item === 'object' && item !== null && Object.isFrozen(item);
  const known = lasts ? texts.get(item) : undefined;
  if (known !== undefined) return known;
  const text = `,${JSON.stringify(item) ?? 'null'}`;
  if (lasts) texts.set(item, text);
  return text;
}
