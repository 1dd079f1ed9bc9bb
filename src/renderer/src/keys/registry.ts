import {
  type Chord,
  chordOf,
  type KeyPlatform,
  type KeyPress,
  parseKeys,
  sameChord,
} from './chord.ts';

/** One thing that a key does. */
export interface Shortcut {
  /** `g i`, `mod+enter`, `?`; several ways to the same thing as a list. */
  readonly keys: string | readonly string[];
  /** What it does, as the list of keys says it: "Go to the inbox". */
  readonly label: string;
  /** The heading it stands under in the list of keys; "Here" unless told. */
  readonly group?: string | undefined;
  /** Whether it applies now; asked at each press. */
  readonly when?: boolean | (() => boolean) | undefined;
  readonly run: () => void;
}

/** A set of shortcuts that came with one component. `layer` is 0 on the page, more in dialogs. */
export interface ShortcutSource {
  readonly layer: number;
  readonly shortcuts: () => readonly Shortcut[];
}

export interface ShortcutRegistry {
  /** Adds a source; the returned function takes it away. */
  register(source: ShortcutSource): () => void;
  /** Opens a layer above the page: until it is closed only its shortcuts apply. */
  openLayer(layer: number): () => void;
  /** Runs what the press means, if anything; true when it was used. */
  press(press: KeyPress, at: number, situation: PressSituation): boolean;
  /** What applies now, in the order of registration. */
  listed(): readonly Shortcut[];
  /** The layer whose shortcuts apply now. */
  topLayer(): number;
}

/**
 * Where a press happened: in a text field plain keys are text, in a popup they choose, and on a
 * button or link Enter and Space press it.
 */
export type PressSituation = 'page' | 'typing' | 'popup' | 'control';

/** How long after the first key of a sequence its second is waited for, in ms. */
const SEQUENCE_MS = 1200;

export function createShortcutRegistry(platform: KeyPlatform): ShortcutRegistry {
  const sources = new Set<ShortcutSource>();
  const layers: number[] = [];
  let begun: { readonly chords: readonly Chord[]; readonly at: number } | undefined;

  const topLayer = () => Math.max(0, ...layers);
  const applying = () => {
    const top = topLayer();
    return [...sources].filter((source) => source.layer === top).flatMap((s) => s.shortcuts());
  };

  return {
    register(source) {
      sources.add(source);
      return () => sources.delete(source);
    },
    openLayer(layer) {
      layers.push(layer);
      return () => {
        layers.splice(layers.indexOf(layer), 1);
      };
    },
    listed: () => applying().filter(isOn),
    topLayer,
    press(press, at, situation) {
      if (MODIFIER_KEYS.has(press.key)) return false;
      const chord = chordOf(press, platform);
      if (belongsToTarget(chord, situation)) return false;
      const before = begun !== undefined && at - begun.at <= SEQUENCE_MS ? begun.chords : [];
      begun = undefined;
      const candidates = applying().filter(isOn).reverse();
      for (const chords of before.length > 0 ? [[...before, chord], [chord]] : [[chord]]) {
        const whole = candidates.find((one) => sequencesOf(one).some((s) => isSame(s, chords)));
        if (whole !== undefined) {
          whole.run();
          return true;
        }
        if (candidates.some((one) => sequencesOf(one).some((s) => startsWith(s, chords)))) {
          begun = { chords, at };
          return true;
        }
      }
      return false;
    },
  };
}

function belongsToTarget(chord: Chord, situation: PressSituation): boolean {
  if (chord.mod || chord.alt || situation === 'page') return false;
  return situation !== 'control' || chord.key === 'enter' || chord.key === ' ';
}

const MODIFIER_KEYS = new Set(['Control', 'Shift', 'Alt', 'Meta']);

function isOn({ when }: Shortcut): boolean {
  return typeof when === 'function' ? when() : (when ?? true);
}

/** Every way to press a shortcut, parsed. */
function sequencesOf(shortcut: Shortcut): readonly (readonly Chord[])[] {
  return keysOf(shortcut).map(parseKeys);
}

/** Every way to press a shortcut, as written. */
export function keysOf({ keys }: Pick<Shortcut, 'keys'>): readonly string[] {
  return typeof keys === 'string' ? [keys] : keys;
}

function startsWith(sequence: readonly Chord[], start: readonly Chord[]): boolean {
  return start.every((chord, i) => {
    const other = sequence[i];
    return other !== undefined && sameChord(chord, other);
  });
}

function isSame(a: readonly Chord[], b: readonly Chord[]): boolean {
  return a.length === b.length && startsWith(a, b);
}
