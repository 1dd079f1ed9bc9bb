import type { Route } from '../../stores/route.ts';

/** A project's issues as cards, one column a state. */
export function BoardScreen({ route }: { readonly route: Extract<Route, { screen: 'board' }> }) {
  return <h1>{route.project ?? 'Board'}</h1>;
}
