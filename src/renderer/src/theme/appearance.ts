/** What a person chooses; `system` follows the system, at start and on change. */
export const THEMES = ['system', 'light', 'dark'] as const;
export type ThemeChoice = (typeof THEMES)[number];

/** The height of rows: 28, 32 or 40 px. */
export const DENSITIES = ['compact', 'standard', 'comfortable'] as const;
export type Density = (typeof DENSITIES)[number];

export interface Appearance {
  readonly theme: ThemeChoice;
  readonly density: Density;
}

/** Where the choice is kept between starts. */
export interface AppearanceMemory {
  read(): string | null;
  write(text: string): void;
}

/** What is known of the system: whether it is dark now, and word when that changes. */
export interface SystemTheme {
  readonly matches: boolean;
  addEventListener(type: 'change', listener: () => void): void;
  removeEventListener(type: 'change', listener: () => void): void;
}

/** The element that carries `data-theme` and `data-density`. */
interface Root {
  readonly dataset: Record<string, string | undefined>;
}

export interface AppearanceStore {
  current(): Appearance;
  choose(change: Partial<Appearance>): void;
  subscribe(listener: () => void): () => void;
}

const USUAL: Appearance = { theme: 'system', density: 'standard' };

/** Shows the kept choice at once, and from then on every choice and every change of the system. */
export function startAppearance(
  root: Root,
  system: SystemTheme,
  memory: AppearanceMemory,
): AppearanceStore {
  let appearance = recalled(memory.read());
  const listeners = new Set<() => void>();
  const show = () => {
    const { theme, density } = appearance;
    root.dataset.theme = theme === 'system' ? (system.matches ? 'dark' : 'light') : theme;
    root.dataset.density = density;
  };
  show();
  system.addEventListener('change', show);
  return {
    current: () => appearance,
    choose(change) {
      appearance = { ...appearance, ...change };
      memory.write(JSON.stringify(appearance));
      show();
      for (const listener of listeners) listener();
    },
    subscribe(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
  };
}

/** What was kept, or the usual where nothing or nonsense was. */
function recalled(text: string | null): Appearance {
  const kept = parsed(text);
  return {
    theme: THEMES.find((theme) => theme === kept.theme) ?? USUAL.theme,
    density: DENSITIES.find((density) => density === kept.density) ?? USUAL.density,
  };
}

function parsed(text: string | null): Readonly<Record<string, unknown>> {
  try {
    const value: unknown = JSON.parse(text ?? '{}');
    return typeof value === 'object' && value !== null ? { ...value } : {};
  } catch {
    return {};
  }
}
