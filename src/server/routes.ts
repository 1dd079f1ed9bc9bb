import type { Config } from './config.ts';
import { HEALTH_ROUTES } from './http/health.ts';
import { METRICS_ROUTE } from './http/metrics.ts';
import type { Route } from './http/mount.ts';
import type { Who } from './http/route-parts.ts';
import { AUTH_ROUTES } from './rest/auth.ts';
import { BUG_ROUTES } from './rest/bug.ts';
import { ISSUE_ROUTES } from './rest/issues.ts';
import { PROJECT_ROUTES } from './rest/projects.ts';
import { SEVERITY_ROUTES } from './rest/severities.ts';
import { TAG_ROUTES } from './rest/tags.ts';
import { TRANSITION_ROUTES } from './rest/transitions.ts';
import { USER_ROUTES } from './rest/users.ts';
import { WATCHER_ROUTES } from './rest/watchers.ts';

/** Every resource of the REST interface, in the order in which `/docs` shows them. */
export const REST_ROUTES: readonly Route[] = [
  ...AUTH_ROUTES,
  ...USER_ROUTES,
  ...PROJECT_ROUTES,
  ...ISSUE_ROUTES,
  ...BUG_ROUTES,
  ...TRANSITION_ROUTES,
  ...WATCHER_ROUTES,
  ...SEVERITY_ROUTES,
  ...TAG_ROUTES,
];

/** Every route of a server: what is mounted, described, and walked by the permission matrix. */
export function routesOf(_config: Pick<Config, 'docs'>): readonly Route[] {
  return [...REST_ROUTES, ...HEALTH_ROUTES, METRICS_ROUTE];
}

/** One line for each address and method: what the permission matrix walks. */
export interface Endpoint {
  readonly method: string;
  readonly path: string;
  readonly auth: Who;
}

export function endpointsOf(routes: readonly Route[]): readonly Endpoint[] {
  return routes.map(({ method, path, auth }) => ({ method, path, auth }));
}
