const PAIRS = 6;

/** Up to two initials of a name, whole characters: "Ana Lindqvist" → AL, "Prince" → PR. */
export function initialsOf(name: string): string {
  const words = name
    .trim()
    .split(/[\s._-]+/)
    .filter(Boolean);
  const first = charactersOf(words[0] ?? '');
  const last = words.length > 1 ? charactersOf(words.at(-1) ?? '')[0] : first[1];
  return `${first[0] ?? '?'}${last ?? ''}`.toUpperCase();
}

/** Which of the six colour pairs a person wears, 1 to 6, always the same for one id. */
export function avatarPair(userId: string): number {
  let hash = 0x811c9dc5;
  for (const character of userId) {
    hash = Math.imul(hash ^ (character.codePointAt(0) ?? 0), 0x01000193) >>> 0;
  }
  return (hash % PAIRS) + 1;
}

const graphemes = new Intl.Segmenter(undefined, { granularity: 'grapheme' });

function charactersOf(word: string): readonly string[] {
  return Array.from(graphemes.segment(word), ({ segment }) => segment);
}
