import type { Route } from '../../stores/route.ts';

/** The list of issues, with the open one beside it. */
export function IssueListScreen({
  route,
}: {
  readonly route: Extract<Route, { screen: 'issues' }>;
}) {
  return <h1>{route.query ?? 'Issues'}</h1>;
}
