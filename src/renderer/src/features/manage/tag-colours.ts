/** Colours that a new tag may start with: apart from each other, quiet beside severities. */
export const TAG_COLOURS = [
  '#b5522b',
  '#a16a00',
  '#4d7c0f',
  '#0f766e',
  '#1d6fb8',
  '#4f46e5',
  '#7c3aed',
  '#be185d',
] as const;

/** A first colour for a tag, the same for the same name. */
export function colourFor(name: string): string {
  let hash = 0;
  for (const letter of name.toLowerCase()) {
    hash = (hash * 31 + (letter.codePointAt(0) ?? 0)) % 1_000_003;
  }
  return TAG_COLOURS[hash % TAG_COLOURS.length] ?? TAG_COLOURS[0];
}
