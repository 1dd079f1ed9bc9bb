import { useMemo, useSyncExternalStore } from 'react';

/** Whether a media query holds, such as `(max-width: 1099px)`. */
export function useMediaQuery(query: string): boolean {
  const list = useMemo(() => window.matchMedia(query), [query]);
  return useSyncExternalStore(
    (listener) => {
      list.addEventListener('change', listener);
      return () => list.removeEventListener('change', listener);
    },
    () => list.matches,
  );
}

/** Whether the sidebar opens over the content (design/ui: Measures). */
export function useNarrowWindow(): boolean {
  return useMediaQuery('(max-width: 1099px)');
}

/** Whether an issue opens alone instead of beside its list (design/ui: Measures). */
export function useIssueAlone(): boolean {
  return useMediaQuery('(max-width: 1179px)');
}
