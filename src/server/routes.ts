import type { Config } from './config.ts';
import { describingRoute } from './http/describe.ts';
import { DOCS_ROUTES } from './http/docs.ts';
import { HEALTH_ROUTES } from './http/health.ts';
import { METRICS_ROUTE } from './http/metrics.ts';
import type { Route } from './http/mount.ts';
import type { Who } from './http/route-parts.ts';
import { AUTH_ROUTES } from './rest/auth.ts';
import { USER_ROUTES } from './rest/users.ts';

/** Every resource of the REST interface, in the order in which `/docs` shows them. */
export const REST_ROUTES: readonly Route[] = [...AUTH_ROUTES, ...USER_ROUTES];

/** Every route of a server: what is mounted, described, and walked by the permission matrix. */
export function routesOf({ docs }: Pick<Config, 'docs'>): readonly Route[] {
  const routes = [...REST_ROUTES, ...HEALTH_ROUTES, METRICS_ROUTE, ...(docs ? DOCS_ROUTES : [])];
  return [...routes, describingRoute(routes)];
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
