import { create } from 'zustand';
import { formatRoute, parseRoute, type Route } from './route.ts';

const useRouter = create<{ readonly route: Route }>(() => ({
  route: parseRoute(window.location.hash),
}));

window.addEventListener('hashchange', () => {
  const route = parseRoute(window.location.hash);
  if (formatRoute(route) !== formatRoute(useRouter.getState().route)) useRouter.setState({ route });
});

/** Where the page is. */
export function useRoute(): Route {
  return useRouter((state) => state.route);
}

/** Where the page is, outside a component. */
export function currentRoute(): Route {
  return useRouter.getState().route;
}

/**
 * Goes somewhere.
 * @param how `replace` for what is typed step by step, so that back leads out of it at once
 */
export function navigate(route: Route, how: 'push' | 'replace' = 'push'): void {
  const hash = formatRoute(route);
  if (hash === window.location.hash) return;
  if (how === 'replace') window.history.replaceState(null, '', hash);
  else window.history.pushState(null, '', hash);
  useRouter.setState({ route });
}
