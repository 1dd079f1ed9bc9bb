import { createContext, type ReactNode, use, useEffect, useLayoutEffect, useRef } from 'react';
import { keyPlatform } from './platform.ts';
import { createShortcutRegistry, type PressSituation, type Shortcut } from './registry.ts';

export type { Shortcut } from './registry.ts';

const registry = createShortcutRegistry(keyPlatform);
const LayerContext = createContext(0);

/**
 * Makes these shortcuts work while the component is mounted. Inside a dialog they belong to the
 * dialog, and those of the page rest. Of two on the same keys the one mounted last wins.
 */
export function useShortcuts(shortcuts: readonly Shortcut[]): void {
  const layer = use(LayerContext);
  const latest = useRef(shortcuts);
  useLayoutEffect(() => {
    latest.current = shortcuts;
  });
  useEffect(() => registry.register({ layer, shortcuts: () => latest.current }), [layer]);
}

/** What the keys do now, for the list of keys. */
export function listedShortcuts(): readonly Shortcut[] {
  return registry.listed();
}

/** Listens for keys. Stands once, around the application. */
export function ShortcutListener({ children }: { readonly children: ReactNode }) {
  useEffect(() => {
    let layer = 0;
    // Escape may close a dialog before the press arrives here: it was the dialog's, not the page's.
    const onKeyDownCapture = () => {
      layer = registry.topLayer();
    };
    const onKeyDown = (event: KeyboardEvent) => {
      if (event.defaultPrevented || event.isComposing || layer !== registry.topLayer()) return;
      if (registry.press(event, event.timeStamp, situationOf(event.target))) event.preventDefault();
    };
    window.addEventListener('keydown', onKeyDownCapture, { capture: true });
    window.addEventListener('keydown', onKeyDown);
    return () => {
      window.removeEventListener('keydown', onKeyDownCapture, { capture: true });
      window.removeEventListener('keydown', onKeyDown);
    };
  }, []);
  return children;
}

interface ShortcutLayerProps {
  /** False while the dialog fades away: the keys of the page are back at once. */
  readonly active: boolean;
  readonly children: ReactNode;
}

/** Around what a dialog holds: its shortcuts apply alone until it is closed. */
export function ShortcutLayer({ active, children }: ShortcutLayerProps) {
  const layer = use(LayerContext) + 1;
  useEffect(() => (active ? registry.openLayer(layer) : undefined), [active, layer]);
  return <LayerContext value={layer}>{children}</LayerContext>;
}

const FIELDS =
  'textarea, select, [contenteditable]:not([contenteditable="false"]), input:not([type="checkbox"], [type="radio"], [type="button"])';
/** What opened a popup counts as it: until the popup has the focus, its first keys come here. */
const POPUPS = '[role="menu"], [role="listbox"], [aria-haspopup][aria-expanded="true"]';
const CONTROLS = 'button, a[href], summary, [role="button"]';

function situationOf(target: EventTarget | null): PressSituation {
  if (!(target instanceof Element)) return 'page';
  if (target.closest(FIELDS) !== null) return 'typing';
  if (target.closest(POPUPS) !== null) return 'popup';
  return target.closest(CONTROLS) === null ? 'page' : 'control';
}
