import { digest } from './digest.ts';

/** Distinguishable on both themes' surfaces; the same name gets the same one in every import. */
const COLOURS = [
  '#2f6fb5',
  '#3a7d34',
  '#8a7a1f',
  '#c2571a',
  '#4a7f8c',
  '#6b7280',
  '#1f8a70',
  '#a8399b',
  '#6459c9',
  '#b42b4a',
] as const;

export function tagColourFor(name: string): string {
  return COLOURS[Number.parseInt(digest(name), 36) % COLOURS.length] ?? COLOURS[0];
}
