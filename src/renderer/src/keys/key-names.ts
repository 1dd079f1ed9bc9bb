import { type Chord, type KeyPlatform, parseKeys } from './chord.ts';

/** A key cap: its letters, or a name that is drawn as an arrow. */
export type Cap = string;

const NAMES: Readonly<Record<string, string>> = {
  enter: '↵',
  escape: 'Esc',
  arrowup: '↑',
  arrowdown: '↓',
  arrowleft: '←',
  arrowright: '→',
  backspace: '⌫',
  delete: 'Del',
  tab: 'Tab',
  ' ': 'Space',
  space: 'Space',
  home: 'Home',
  end: 'End',
};

const SPOKEN: Readonly<Record<string, string>> = {
  '↵': 'Enter',
  '↑': 'Up arrow',
  '↓': 'Down arrow',
  '←': 'Left arrow',
  '→': 'Right arrow',
  '⌫': 'Backspace',
  '⌘': 'Command',
  '⌥': 'Option',
  '⇧': 'Shift',
};

/** The caps of each press of `keys`: `g i` → [[G], [I]], `mod+enter` → [[Ctrl, ↵]]. */
export function capsOf(keys: string, platform: KeyPlatform): readonly (readonly Cap[])[] {
  return parseKeys(keys).map((chord) => capsOfChord(chord, platform));
}

function capsOfChord(chord: Chord, platform: KeyPlatform): readonly Cap[] {
  const mac = platform === 'mac';
  return [
    ...(chord.mod ? [mac ? '⌘' : 'Ctrl'] : []),
    ...(chord.alt ? [mac ? '⌥' : 'Alt'] : []),
    ...(chord.shift ? [mac ? '⇧' : 'Shift'] : []),
    NAMES[chord.key] ?? (chord.key.length === 1 ? chord.key.toUpperCase() : capitalised(chord.key)),
  ];
}

/** How a cap is read aloud. */
export function spokenCap(cap: Cap): string {
  return SPOKEN[cap] ?? cap;
}

/** `keys` in the form of the aria-keyshortcuts attribute; a sequence has none. */
export function ariaKeyShortcuts(keys: string, platform: KeyPlatform): string | undefined {
  const [chord, ...more] = parseKeys(keys);
  if (chord === undefined || more.length > 0) return undefined;
  return [
    ...(chord.mod ? [platform === 'mac' ? 'Meta' : 'Control'] : []),
    ...(chord.alt ? ['Alt'] : []),
    ...(chord.shift ? ['Shift'] : []),
    chord.key.length === 1 ? chord.key.toUpperCase() : ariaName(chord.key),
  ].join('+');
}

function ariaName(key: string): string {
  return key.startsWith('arrow') ? `Arrow${capitalised(key.slice(5))}` : capitalised(key);
}

function capitalised(word: string): string {
  return word.charAt(0).toUpperCase() + word.slice(1);
}
