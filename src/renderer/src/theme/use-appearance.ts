import { useSyncExternalStore } from 'react';
import { type Appearance, startAppearance } from './appearance.ts';

const KEY = 'katydid.appearance';

const store = startAppearance(
  document.documentElement,
  window.matchMedia('(prefers-color-scheme: dark)'),
  {
    read: () => localStorage.getItem(KEY),
    write: (text) => localStorage.setItem(KEY, text),
  },
);

/** What is chosen, and how to choose otherwise. Importing this module shows the theme. */
export function useAppearance(): readonly [
  appearance: Appearance,
  choose: (change: Partial<Appearance>) => void,
] {
  return [useSyncExternalStore(store.subscribe, store.current), store.choose];
}
