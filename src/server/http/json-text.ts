/** The texts of objects that are answered with again and again; they go with the objects. */
const texts = new WeakMap<object, string>();

/** A value as JSON. What is frozen, itself or as an item of a list, is put into words once. */
export function jsonText(value: unknown): string {
  return Array.isArray(value) ? `[${value.map(itemText).join(',')}]` : itemText(value);
}

function itemText(item: unknown): string {
  if (typeof item !== 'object' || item === null || !Object.isFrozen(item)) {
    return JSON.stringify(item) ?? 'null';
  }
  const known = texts.get(item);
  if (known !== undefined) return known;
  const text = JSON.stringify(item);
  texts.set(item, text);
  return text;
}
