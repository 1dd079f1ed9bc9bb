/** Where keys differ: ⌘ ⌥ ⇧ on macOS, Ctrl Alt Shift elsewhere. */
export type KeyPlatform = 'mac' | 'other';

/** One press: a key with its modifiers. `mod` is ⌘ on macOS and Ctrl elsewhere. */
export interface Chord {
  readonly key: string;
  readonly mod: boolean;
  readonly alt: boolean;
  readonly shift: boolean;
}

/** What a chord is read from; a KeyboardEvent is one. */
export interface KeyPress {
  readonly key: string;
  readonly code: string;
  readonly ctrlKey: boolean;
  readonly metaKey: boolean;
  readonly altKey: boolean;
  readonly shiftKey: boolean;
}

const LETTER = /^[a-z]$/;
const CODE_OF_LETTER_OR_DIGIT = /^(?:Key|Digit)([A-Z0-9])$/;

/**
 * Reads `g i`, `mod+enter`, `shift+e`, `?`: presses parted by spaces, modifiers joined by `+`.
 * Key names are those of KeyboardEvent.key in lower case (`enter`, `escape`, `arrowup`).
 */
export function parseKeys(keys: string): readonly Chord[] {
  return keys.split(' ').map(parseChord);
}

function parseChord(text: string): Chord {
  const parts = text === '+' ? ['+'] : text.toLowerCase().split('+');
  const key = parts.at(-1) ?? '';
  const modifiers = parts.slice(0, -1);
  return {
    key,
    mod: modifiers.includes('mod'),
    alt: modifiers.includes('alt'),
    shift: modifiers.includes('shift'),
  };
}

/**
 * The chord that was pressed. Where the layout gives no Latin letter (Cyrillic, Greek, ⌥ on
 * macOS) the place of the key on the keyboard counts. Shift is part of a chord for letters and
 * named keys only: `?` is `?` on every layout, with or without Shift.
 */
export function chordOf(press: KeyPress, platform: KeyPlatform): Chord {
  const key = latinKey(press);
  const named = key.length > 1;
  return {
    key,
    mod: platform === 'mac' ? press.metaKey : press.ctrlKey,
    alt: press.altKey,
    shift: press.shiftKey && (named || LETTER.test(key)),
  };
}

function latinKey(press: KeyPress): string {
  const key = press.key.toLowerCase();
  const ascii = key.length > 1 || (key >= '!' && key <= '~') || key === ' ';
  if (ascii && !press.altKey) return key;
  const placed = CODE_OF_LETTER_OR_DIGIT.exec(press.code)?.[1]?.toLowerCase();
  return placed ?? key;
}

export function sameChord(a: Chord, b: Chord): boolean {
  return a.key === b.key && a.mod === b.mod && a.alt === b.alt && a.shift === b.shift;
}
